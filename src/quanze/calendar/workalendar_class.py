"""The table as a calendar of the library workalendar, for programs that are written for that one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from workalendar.core import SAT, SUN, Calendar, cleaned_date
from workalendar.exceptions import CalendarError

from quanze.calendar.outlook import DAY
from quanze.calendar.statute import UnknownDays
from quanze.calendar.table import FIRST_DAY, Day, WorkingCalendar, national_calendar

_Days = Iterable[datetime.date] | None


class UndecidedDays(UnknownDays, CalendarError):  # type: ignore[misc]
    """A day that no published notice decides; an error of workalendar's as well as of ours."""


class ChinaWorkdays(Calendar):  # type: ignore[misc]
    """Working days of the mainland of China.

    Every answer rests on a notice that has been published. Where there is none (before 2004, or after
    the last day that is decided) each method raises UndecidedDays; it never falls back on weekdays.
    """

    WEEKEND_DAYS = (SAT, SUN)
    include_new_years_day = False  # the notices name it

    def __init__(self, calendar: WorkingCalendar | None = None) -> None:
        """Take an office's calendar; without one, that of the State Council's notices."""
        super().__init__()
        self._table = calendar or national_calendar()

    def get_calendar_holidays(self, year: int) -> list[tuple[datetime.date, str]]:
        """Return the days off by notice in a year, the weekend days that a notice names among them.

        The notice of the year after can still add to the last days of December of the last year.

        Raises:
            UndecidedDays: no notice of that year is known.
        """
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        self._must_be_decided(first)
        days = (self._table.day(first + DAY * n) for n in range((last - first).days + 1))
        return [(day.date, day.festival) for day in days if day.festival and not day.is_working]

    def get_holiday_label(self, day: datetime.date) -> str | None:
        """Return the festival for which a day is off by notice, None for other days."""
        found = self._find(day)
        return None if found.is_working else found.festival or None

    def is_holiday(self, day: datetime.date, extra_holidays: _Days = None) -> bool:
        """Whether a day is off by notice; an ordinary weekend day is not a holiday."""
        if cleaned_date(day) in _cleaned(extra_holidays):
            return True
        return self.get_holiday_label(day) is not None

    def is_working_day(
        self,
        day: datetime.date,
        extra_working_days: _Days = None,
        extra_holidays: _Days = None,
    ) -> bool:
        """Whether a day is worked; the caller's own days go first, as everywhere in workalendar."""
        if cleaned_date(day) in _cleaned(extra_working_days):
            return True
        if cleaned_date(day) in _cleaned(extra_holidays):
            return False
        return self._find(day).is_working

    def find_following_working_day(self, day: datetime.date) -> datetime.date:
        """Return the day if it is worked, otherwise the next that is.

        workalendar's own looks at weekends only.
        """
        found: datetime.date = cleaned_date(day)
        while not self.is_working_day(found):
            found += DAY
        return found

    def _find(self, day: datetime.date) -> Day:
        date = cleaned_date(day)
        self._must_be_decided(date)
        return self._table.day(date)

    def _must_be_decided(self, date: datetime.date) -> None:
        last = self._table.final_through
        if date < FIRST_DAY:
            raise UndecidedDays(f"{date} 是不是工作日查不到：只收录 {FIRST_DAY} 以后的放假安排")
        if date > last:
            raise UndecidedDays(
                f"{date} 是不是工作日还没有定：已公布的放假安排只能确定到 {last}，"
                "以后的要等下一份通知"
            )


def _cleaned(days: _Days) -> set[datetime.date]:
    return {cleaned_date(day) for day in days or ()}
