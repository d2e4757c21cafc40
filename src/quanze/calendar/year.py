"""One year of the calendar, as a person reads it: its days, its festivals and its notices."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from functools import cached_property

from quanze.calendar.arrangement import Replaced
from quanze.calendar.statute import UnknownDays
from quanze.calendar.table import Day, WorkingCalendar
from quanze.model.working_days import DayNotice, DaySpan


@dataclass(frozen=True)
class Arranged:
    """What one notice says of one festival, as far as it is in force."""

    name: str
    off: tuple[DaySpan, ...]
    worked: tuple[datetime.date, ...]
    notice: DayNotice


@dataclass(frozen=True)
class Year:
    """A year of a calendar."""

    year: int
    days: tuple[Day, ...]
    festivals: tuple[Arranged, ...]

    @cached_property
    def working_days(self) -> tuple[int, ...]:
        """How many working days each month has, from January."""
        counts = [0] * 12
        for day in self.days:
            counts[day.date.month - 1] += day.is_working
        return tuple(counts)

    @property
    def decided(self) -> bool:
        """Whether no notice that is still to come can change a day of the year."""
        return self.days[-1].decided

    @property
    def open_from(self) -> datetime.date | None:
        """The first day that a notice can still change."""
        return next((day.date for day in self.days if not day.decided), None)

    @cached_property
    def notices(self) -> tuple[DayNotice, ...]:
        """The notices that shape a day of the year, oldest first; those that changed one as well."""
        found = {day.notice.number: day.notice for day in self.days if day.notice}
        for _, change in self.changes():
            for notice in (change.before.notice if change.before else None, change.by):
                if notice:
                    found[notice.number] = notice
        return tuple(sorted(found.values(), key=lambda notice: notice.known_on))

    def changes(self) -> Iterator[tuple[Day, Replaced]]:
        """Go through the days that a later notice changed, and what they were before."""
        for day in self.days:
            for replaced in day.replaced:
                yield day, replaced


def year_of(calendar: WorkingCalendar, year: int) -> Year:
    """Return a year of a calendar.

    Raises:
        UnknownDays: nothing is known of it.
    """
    if not MINYEAR <= year < MAXYEAR:
        raise UnknownDays(f"没有公元 {year} 年的日历")
    first = datetime.date(year, 1, 1)
    length = (datetime.date(year + 1, 1, 1) - first).days
    days = tuple(calendar.day(first + datetime.timedelta(n)) for n in range(length))
    return Year(year, days, tuple(_festivals(calendar, year)))


def _festivals(calendar: WorkingCalendar, year: int) -> Iterator[Arranged]:
    found = [
        Arranged(festival.name, festival.off, festival.worked, notice)
        for festival, notice in calendar.festivals()
        if any(_in_year(span, year) for span in festival.off)
        or any(day.year == year for day in festival.worked)
    ]
    yield from sorted(found, key=lambda f: min([s.first for s in f.off] or list(f.worked)))


def _in_year(span: DaySpan, year: int) -> bool:
    return span.first.year <= year <= span.last.year
