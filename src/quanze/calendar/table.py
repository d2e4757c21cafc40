"""The working-day calendar: every day since 2004, what decides it, and what is still open."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from quanze.calendar.arrangement import (
    FIRST_YEAR,
    Assigned,
    DayKind,
    Replaced,
    arrange,
    plain_number,
)
from quanze.calendar.days import WorkingDays
from quanze.calendar.outlook import DAY, Outlook, Spans, habits
from quanze.calendar.packaged import national_notices
from quanze.calendar.statute import UnknownDays, statutory_days
from quanze.model.working_days import DayNotice, Festival

FIRST_DAY: Final = datetime.date(FIRST_YEAR, 1, 1)
_OPEN_DAYS: Final = (12, 25)
"""The last day of a year that the notice of the next year has never changed.

Five notices (for 2006, 2007, 2008, 2012 and 2019) rearranged 29 to 31 December of the year before.
"""


class Day(NamedTuple):
    """One day of the calendar."""

    date: datetime.date
    kind: DayKind
    festival: str
    notice: DayNotice | None
    """What decides it; None for ordinary days, and for days that statute alone decides."""
    decided: bool
    """False where a notice that is still to come can change it."""
    replaced: tuple[Replaced, ...] = ()

    @property
    def is_working(self) -> bool:
        """Whether it is a working day."""
        return self.kind in (DayKind.WORKDAY, DayKind.WORKED)


class Outcome(NamedTuple):
    """A day that was counted to, and how far it is certain."""

    day: datetime.date
    """The day; where it is provisional, the day by statute."""
    earliest: datetime.date
    latest: datetime.date
    decided: bool

    def __str__(self) -> str:
        """Write the day; a provisional one carries its mark wherever it is copied to."""
        return str(self.day) if self.decided else f"{self.day}（暂定）"

    def shifted(self, step: Callable[[datetime.date], datetime.date]) -> Outcome:
        """Return the outcome with a step applied to each of its days."""
        return Outcome(step(self.day), step(self.earliest), step(self.latest), self.decided)


class WorkingCalendar:
    """A working-day calendar, as it is known on a day."""

    def __init__(
        self,
        notices: Iterable[DayNotice] = (),
        known_on: datetime.date | None = None,
    ) -> None:
        """Take the national notices and an office's own.

        Args:
            notices: an office's own notices: a year that quanze does not have yet, or a local
                arrangement. One with the number of a national notice replaces it.
            known_on: leave out what was made public later; None for all that is known.
        """
        own = tuple(notices)
        numbers = {plain_number(notice.number) for notice in own}
        merged = (*(n for n in national_notices() if plain_number(n.number) not in numbers), *own)
        self.known_on = known_on
        self.notices: tuple[DayNotice, ...] = tuple(
            notice for notice in merged if known_on is None or notice.known_on <= known_on
        )
        self._arrangement = arrange(self.notices)
        self.last_year = self._arrangement.last_year
        if self.last_year < FIRST_YEAR:
            raise UnknownDays(
                f"到 {known_on} 为止公布的放假通知没有收录，最早的一份是 {FIRST_YEAR} 年的"
            )
        self.final_through = datetime.date(self.last_year, *_OPEN_DAYS)
        later = {d: a for d, a in self._arrangement.days.items() if d > self.final_through}
        self._outlook = Outlook(self.final_through, habits(self.notices), later, known_on)
        self._decided = [day.toordinal() for day in self._decided_days()]
        self.days = WorkingDays(
            FIRST_DAY,
            self.final_through,
            list(self._decided),
            self._outlook.by_statute(self.final_through),
        )
        self._extremes = lru_cache(maxsize=512)(self._find_extremes)

    def _decided_days(self) -> Iterator[datetime.date]:
        assigned, day = self._arrangement.days, FIRST_DAY
        while day <= self.final_through:
            made = assigned.get(day)
            if made.worked if made else day.weekday() < 5:
                yield day
            day += DAY

    def day(self, date: datetime.date) -> Day:
        """Return what is known of a day.

        Raises:
            UnknownDays: nothing is known of it.
        """
        self.days.holds(date)
        made = self._arrangement.days.get(date)
        replaced = self._arrangement.replaced.get(date, ())
        decided = self.is_decided(date)
        if made is not None:
            return Day(date, self._kind(date, made), made.festival, made.notice, decided, replaced)
        by_statute = {} if decided else self._outlook.off_by_statute(date.year)
        if date in by_statute:
            statutory = date in statutory_days(date.year, self.known_on)
            kind = DayKind.STATUTORY if statutory else DayKind.OFF
            return Day(date, kind, by_statute[date], None, decided, replaced)
        kind = DayKind.WORKDAY if date.weekday() < 5 else DayKind.WEEKEND
        return Day(date, kind, "", None, decided, replaced)

    def _kind(self, date: datetime.date, made: Assigned) -> DayKind:
        if made.worked:
            return DayKind.WORKED
        if date in statutory_days(date.year, self.known_on):
            return DayKind.STATUTORY
        return DayKind.OFF if date.weekday() < 5 else DayKind.WEEKEND

    def festivals(self) -> tuple[tuple[Festival, DayNotice], ...]:
        """Return what is in force: every festival with the notice that decides it."""
        return self._arrangement.festivals

    @property
    def open_from(self) -> datetime.date:
        """The first day that a notice still to come can change."""
        return self.final_through + DAY

    def is_decided(self, date: datetime.date) -> bool:
        """Whether no notice that is still to come can change a day."""
        return date <= self.final_through

    def outcome(
        self,
        count: Callable[[WorkingDays], datetime.date],
        start: datetime.date,
        *,
        backward: bool = False,
        spans: Spans = (),
    ) -> Outcome:
        """Count on the calendar, and where the count meets undecided days, on both extremes of it.

        Args:
            count: finds a day on a table of working days.
            start: the day from which it counts.
            backward: whether it counts back from there.
            spans: days that it does not count.
        """
        day = count(self.days)
        last_seen = start - DAY if backward else day
        if last_seen <= self.final_through:
            return Outcome(day, day, day, decided=True)
        anchor = start if backward else max(start, self.final_through)
        open_spans = tuple(span for span in spans if span[1] > self.final_through)
        ends = [count(table) for table in self._extremes(anchor, backward, open_spans)]
        return Outcome(day, min(day, *ends), max(day, *ends), decided=False)

    def _find_extremes(
        self, anchor: datetime.date, backward: bool, spans: Spans
    ) -> tuple[WorkingDays, WorkingDays]:
        """Return the tables with the most and the fewest working days, counted from a day."""
        ways = (self._outlook.most, self._outlook.fewest)
        if backward:
            open_days = [anchor - DAY * n for n in range(1, (anchor - self.final_through).days)]
            tails = [sorted(way(open_days, spans, backward=True)) for way in ways]
            tables = [WorkingDays(FIRST_DAY, anchor, self._decided + tail) for tail in tails]
            return tables[0], tables[1]
        known = self._decided if anchor == self.final_through else []
        first = FIRST_DAY if known else anchor
        endless = [way(_days_after(anchor), spans) for way in ways]
        tables = [WorkingDays(first, anchor, list(known), tail) for tail in endless]
        return tables[0], tables[1]


def _days_after(day: datetime.date) -> Iterator[datetime.date]:
    while True:
        day += DAY
        yield day


@cache
def national_calendar() -> WorkingCalendar:
    """Return the calendar of the State Council's notices, all that is known."""
    return WorkingCalendar()
