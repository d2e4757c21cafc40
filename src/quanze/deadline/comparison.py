"""Whether one period ends later than another, when both run from the same day.

Units are not converted: both periods are counted on the calendar from every day of a fixed stretch. It
takes the latest start days from which both ends are decided, three years of them, so the answer depends
on the notices that are known, never on today.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from quanze.calendar import UnknownDays, WorkingCalendar, national_calendar
from quanze.calendar.outlook import DAY
from quanze.calendar.table import FIRST_DAY
from quanze.deadline.count import CannotCount, add_months, calendar_end, count
from quanze.model.period import Period, Unit, compare
from quanze.model.period_rule import Direction
from quanze.model.working_days import DayNotice

_STRETCH: Final = 36
"""Months of start days."""
_LEAST: Final = 12
"""With fewer months of start days nothing is said: not every festival is among them."""


class Later(StrEnum):
    """On how many of the start days one period ends later than the other."""

    NEVER = "从不"
    SOMETIMES = "有时"
    ALWAYS = "总是"


@dataclass(frozen=True)
class Example:
    """A start day from which the first period ends later."""

    start: datetime.date
    end: datetime.date
    """The last day of the first period."""
    other_end: datetime.date
    """The last day of the second."""


@dataclass(frozen=True)
class Comparison:
    """Whether a period is later than another."""

    later: Later
    example: Example | None = None
    """The first start day on which it is, a working day if there is one; None where it never is, and
    where both count the same unit."""


def compare_on_calendar(a: Period, b: Period, calendar: WorkingCalendar) -> Comparison | None:
    """Tell whether `a` ends later than `b`; None where that cannot be told.

    Periods in days, months and years that end on a rest day run on to the next working day (民法典
    art 203). Hours run from a moment, not from a day, so they are comparable only with hours.
    """
    order = compare(a, b)
    if order is not None:
        return _of_one_unit(order)
    if Unit.HOUR in (a.unit, b.unit) or a.unit is None or b.unit is None:
        return None
    first, second = Period.of(a.amount or 0, a.unit), Period.of(b.amount or 0, b.unit)
    return _compared(first, second, calendar)


def compare_periods(a: Period, b: Period, notices: tuple[DayNotice, ...]) -> Comparison | None:
    """Compare on the calendar of the national notices and an office's own.

    The calendar is made once, and only when it is needed.
    """
    order = compare(a, b)
    if order is not None:
        return _of_one_unit(order)
    return (
        compare_on_calendar(a, b, calendar_of(notices)) if a.understood and b.understood else None
    )


@lru_cache(maxsize=8)
def calendar_of(notices: tuple[DayNotice, ...]) -> WorkingCalendar:
    """Return the calendar of the national notices and an office's own; made once."""
    return WorkingCalendar(notices) if notices else national_calendar()


def _of_one_unit(order: int) -> Comparison:
    return Comparison(Later.ALWAYS if order > 0 else Later.NEVER)


@lru_cache(maxsize=4096)
def _compared(first: Period, second: Period, calendar: WorkingCalendar) -> Comparison | None:
    starts = _starts(first, second, calendar)
    if not starts:
        return None
    ends = zip(
        starts, *(_ends(calendar, period, starts) for period in (first, second)), strict=True
    )
    later = [Example(*days) for days in ends if days[1] > days[2]]
    if not later:
        return Comparison(Later.NEVER)
    example = next((one for one in later if calendar.days.holds(one.start)), later[0])
    return Comparison(Later.ALWAYS if len(later) == len(starts) else Later.SOMETIMES, example)


def _ends(
    calendar: WorkingCalendar, period: Period, starts: list[datetime.date]
) -> list[datetime.date]:
    """Return the last days that `count` finds; from these start days all of them are decided."""
    shift = calendar.days.shift
    if period.unit is Unit.WORKING_DAY:
        return [shift(start, period.amount or 0) for start in starts]
    raw = (calendar_end(period, start, Direction.AFTER) for start in starts)
    return [shift(end - DAY, 1) for end in raw]


def _starts(first: Period, second: Period, calendar: WorkingCalendar) -> list[datetime.date]:
    """Return the days from which both periods are counted; none where too few are known."""
    try:
        last = min(_latest_start(period, calendar) for period in (first, second))
        least = add_months(last, -_LEAST)
    except (CannotCount, UnknownDays, OverflowError, ValueError):
        return []
    if least < FIRST_DAY:
        return []
    earliest = max(add_months(last, -_STRETCH) + DAY, FIRST_DAY)
    return [earliest + DAY * n for n in range((last - earliest).days + 1)]


def _latest_start(period: Period, calendar: WorkingCalendar) -> datetime.date:
    """Return a day from which, and from all days before, a period ends on a decided working day."""
    table, end = calendar.days, calendar.final_through
    if not table.holds(end):
        end = table.shift(end, -1)
    return count(calendar, period, end, direction=Direction.BEFORE).day
