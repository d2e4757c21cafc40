"""Past the last notice: the working days by statute, and the most and the fewest there can be.

What a coming notice can do is bounded by what notices have done: how many weekdays each festival took
beyond its statutory days, how far from them, and how many weekend days were worked for it. Art 7 of the
decree lets weekends be moved beside a festival but sets no number, so these bounds are provisional.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from quanze.calendar.arrangement import Assigned
from quanze.calendar.statute import UnknownDays, statutory_days
from quanze.model.working_days import DayNotice

DAY: Final = datetime.timedelta(1)
HABIT_SINCE: Final = 2008
"""The year from which there are as many festivals as today."""
MAKE_UP_REACH: Final = 21
"""How many days from a festival a weekend day may be worked for it: about twice the farthest seen."""

_LONG: Final = ("春节", "国庆节")
"""The festivals with a week of their own."""

Spans = tuple[tuple[datetime.date, datetime.date], ...]


@dataclass(frozen=True)
class Block:
    """The statutory days of one festival in one year; 除夕 belongs to 春节."""

    name: str
    first: datetime.date
    last: datetime.date
    owed: int
    """How many of the days fall on a weekend, so that a weekday is owed for each (art 6)."""

    def distance(self, day: datetime.date) -> int:
        """How many days a day lies from the festival, 0 inside it."""
        return max((self.first - day).days, (day - self.last).days, 0)


_Limit = Callable[[Block, datetime.date], int]


@dataclass(frozen=True)
class Habit:
    """The most that notices have done for one festival."""

    extra: int = 0
    """Weekdays off beyond the statutory days and those owed for them."""
    lead: int = 0
    """How many days before the first statutory day the time off began."""
    lag: int = 0
    """How many days after the last statutory day it ended."""
    worked: int = 0
    """Weekend days worked for it."""
    reach: int = 0
    """How far from the statutory days a weekend day was worked."""

    def widened(self, other: Habit) -> Habit:
        """Return the habit that covers both."""
        return Habit(
            max(self.extra, other.extra),
            max(self.lead, other.lead),
            max(self.lag, other.lag),
            max(self.worked, other.worked),
            max(self.reach, other.reach),
        )


def blocks(year: int, known_on: datetime.date | None = None) -> tuple[Block, ...]:
    """Return the festivals of a year.

    Where two fall on one day, the weekday owed for it is owed once.
    """
    found: dict[str, list[datetime.date]] = {}
    counted: set[datetime.date] = set()
    owed: Counter[str] = Counter()
    for day, names in statutory_days(year, known_on).items():
        for name in names:
            festival = "春节" if name == "除夕" else name
            found.setdefault(festival, []).append(day)
            if day.weekday() > 4 and day not in counted:
                counted.add(day)
                owed[festival] += 1
    return tuple(Block(name, days[0], days[-1], owed[name]) for name, days in found.items())


def habits(notices: Iterable[DayNotice]) -> dict[str, Habit]:
    """Read from the notices since 2008 what they have done at most for each kind of festival.

    A time off that joins two festivals (中秋节、国庆节) counts for the longer one.
    """
    result: dict[str, Habit] = {}
    for notice in notices:
        if notice.year is None or notice.year < HABIT_SINCE:
            continue
        try:
            known = blocks(notice.year, notice.known_on)
        except UnknownDays:
            continue
        for festival in notice.festivals:
            joined = [block for block in known if block.name in festival.name]
            if joined:
                main = max(joined, key=lambda block: block.last - block.first)
                seen = _seen(joined, set(festival.days_off()), festival.worked)
                kind = _kind(main)
                result[kind] = result.get(kind, Habit()).widened(seen)
    return result


def _kind(block: Block) -> str:
    """Return what has habits of its own; what was done for one short festival may be for another."""
    return block.name if block.name in _LONG else "短假"


def _seen(joined: list[Block], off: set[datetime.date], worked: tuple[datetime.date, ...]) -> Habit:
    first, last = min(block.first for block in joined), max(block.last for block in joined)
    inside = {day for day in off if any(block.distance(day) == 0 for block in joined)}
    beyond = sum(1 for day in off - inside if day.weekday() < 5)
    return Habit(
        extra=max(beyond - sum(block.owed for block in joined), 0),
        lead=max((first - min(off, default=first)).days, 0),
        lag=max((max(off, default=last) - last).days, 0),
        worked=len(worked),
        reach=max((min(block.distance(day) for block in joined) for day in worked), default=0),
    )


class Outlook:
    """The days after the last one that is decided."""

    def __init__(
        self,
        decided: datetime.date,
        habits_seen: dict[str, Habit],
        assigned: dict[datetime.date, Assigned],
        known_on: datetime.date | None = None,
    ) -> None:
        """Take what is known.

        Args:
            decided: the last day that no notice can change any more.
            habits_seen: what notices have done so far.
            assigned: later days that a local arrangement decides.
            known_on: tells which version of the decree is known.
        """
        self._decided = decided
        self._habits = habits_seen
        self._assigned = assigned
        self._known_on = known_on
        self._off: dict[int, dict[datetime.date, str]] = {}
        self._statutory: dict[int, dict[datetime.date, tuple[str, ...]]] = {}
        self._festivals: dict[int, tuple[Block, ...]] = {}

    def off_by_statute(self, year: int) -> dict[datetime.date, str]:
        """Return the days of a year that are off by statute, each with its reason.

        The weekday owed for a statutory day on a weekend (art 6) is taken to be the first after it.
        """
        if year not in self._off:
            off = {day: "、".join(names) for day, names in self._statutory_days(year).items()}
            for block in blocks(year, self._known_on):
                owed, day = block.owed, block.last
                while owed:
                    day += DAY
                    if day.weekday() < 5 and day not in off:
                        off[day] = f"{block.name}补休（推定）"
                        owed -= 1
            self._off[year] = off
        return self._off[year]

    def by_statute(self, after: datetime.date) -> Iterator[int]:
        """Go through the working days after a day as statute alone makes them."""
        day = after
        while True:
            day += DAY
            off = self.off_by_statute(day.year)
            if self._worked(day, default=day.weekday() < 5 and day not in off):
                yield day.toordinal()

    def most(
        self, days: Iterable[datetime.date], skip: Spans, *, backward: bool = False
    ) -> Iterator[int]:
        """Go through the working days if as many weekend days as can be are worked, the first ones.

        Args:
            days: the undecided days in the order in which they count.
            skip: spans in which days do not count, so that a day worked there would be wasted.
            backward: whether the days run back in time.
        """
        made_up: Counter[Block] = Counter()
        for day in days:
            worked = day.weekday() < 5
            if not worked and day not in self._statutory_days(day.year) and not _within(day, skip):
                worked = self._take(made_up, day, self._may_be_worked, backward)
            if self._worked(day, default=worked and day not in self._statutory_days(day.year)):
                yield day.toordinal()

    def fewest(
        self, days: Iterable[datetime.date], skip: Spans, *, backward: bool = False
    ) -> Iterator[int]:
        """Go through the working days if as many weekdays as can be are off, the first ones."""
        taken: Counter[Block] = Counter()
        for day in days:
            worked = day.weekday() < 5 and day not in self._statutory_days(day.year)
            if worked and not _within(day, skip):
                worked = not self._take(taken, day, self._may_be_off, backward)
            if self._worked(day, default=worked):
                yield day.toordinal()

    def _worked(self, day: datetime.date, *, default: bool) -> bool:
        assigned = self._assigned.get(day)
        return assigned.worked if assigned else default

    def _take(
        self, used: Counter[Block], day: datetime.date, limit: _Limit, backward: bool
    ) -> bool:
        """Use up one of the days that a festival near this one may still take.

        The festival that is left behind first takes first: the other can still take later days.
        """
        years = dict.fromkeys((day.year, (day + 31 * DAY).year))
        near = [block for year in years for block in self._open_festivals(year)]
        for block in reversed(near) if backward else near:
            if used[block] < limit(block, day):
                used[block] += 1
                return True
        return False

    def _may_be_worked(self, block: Block, day: datetime.date) -> int:
        habit = self._habits.get(_kind(block), Habit())
        return habit.worked if block.distance(day) <= MAKE_UP_REACH else 0

    def _may_be_off(self, block: Block, day: datetime.date) -> int:
        habit = self._habits.get(_kind(block), Habit())
        lag = max(habit.lag, block.owed + 2)
        near = (block.first - day).days <= habit.lead and (day - block.last).days <= lag
        return block.owed + habit.extra if near else 0

    def _open_festivals(self, year: int) -> tuple[Block, ...]:
        """Return the festivals of a year whose notice is still to come."""
        if year <= self._decided.year:
            return ()
        if year not in self._festivals:
            self._festivals[year] = blocks(year, self._known_on)
        return self._festivals[year]

    def _statutory_days(self, year: int) -> dict[datetime.date, tuple[str, ...]]:
        if year not in self._statutory:
            self._statutory[year] = statutory_days(year, self._known_on)
        return self._statutory[year]


def _within(day: datetime.date, spans: Spans) -> bool:
    return any(first <= day <= last for first, last in spans)
