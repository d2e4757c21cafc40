"""The last day of a period: 民法典 art 200-204, 民事诉讼法 art 85, and working days where a law says so.

One function for every period. The start day is never counted; a period in days, months or years that
ends on a rest day ends on the next working day; a month without the corresponding day ends on its last.
"""

from __future__ import annotations

import calendar as gregorian
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from quanze.calendar import Outcome, WorkingCalendar, WorkingDays
from quanze.calendar.outlook import DAY
from quanze.load.source import CannotRun
from quanze.model.period import Period, Unit
from quanze.model.period_rule import Direction

_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}


class CannotCount(CannotRun, ValueError):
    """A period that cannot be counted; the text says why, in Chinese."""


@dataclass(frozen=True, order=True)
class Suspension:
    """A span in which the clock stands: from the day a procedure begins to the day it ends."""

    first: datetime.date
    last: datetime.date | None
    """None while it lasts."""
    reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Due:
    """The last day of a period, and how it was found."""

    period: Period
    start: datetime.date
    """The day of the event, which is not counted."""
    direction: Direction
    roll: bool
    raw: Outcome
    """The last day before it is moved on."""
    outcome: Outcome
    """The last day. For hours, the day on which they end."""
    suspensions: tuple[Suspension, ...] = ()
    time: datetime.time | None = None
    """The time of day, for a period in hours."""

    @property
    def day(self) -> datetime.date:
        """The last day; where it is provisional, the last day by statute."""
        return self.outcome.day

    @property
    def decided(self) -> bool:
        """Whether no notice that is still to come can change it."""
        return self.outcome.decided

    @property
    def rolled(self) -> bool:
        """Whether the last day was a rest day and the period ran on."""
        return self.raw.day != self.outcome.day


def count(
    calendar: WorkingCalendar,
    period: Period,
    start: datetime.date,
    *,
    direction: Direction = Direction.AFTER,
    roll: bool = True,
    suspensions: Iterable[Suspension] = (),
    time: datetime.time | None = None,
) -> Due:
    """Find the last day of a period.

    Args:
        calendar: which days are working days.
        period: how long; its further periods (extensions) are not counted here.
        start: the day of the event that starts it, or before which it ends.
        direction: counted on from the start, or back from it (七日前).
        roll: whether a last day that is a rest day moves to the next working day. Periods in working
            days end on one, and periods that run back do not move, whatever is said here.
        suspensions: spans that are not counted, all of them ended.
        time: the time of the event, needed for a period in hours.

    Raises:
        CannotCount: the period is not understood, or this cannot be counted.
        UnknownDays: the calendar knows nothing of the days it needs.
    """
    if period.unit is None:
        raise CannotCount(
            f"读不出“{period}”是多长时间；写成 20个工作日、60日、3个月、1年、24小时 或 当场"
        )
    given = tuple(suspensions)
    if direction is Direction.BEFORE and given:
        raise CannotCount("往前算的期限没有中止，不能扣除时间")
    spans = _merged(given, start)
    if period.unit is Unit.HOUR:
        return _hours(period, start, time, spans, direction)
    if period.unit is Unit.WORKING_DAY:
        found = _working_days(calendar, period, start, direction, spans)
        return Due(period, start, direction, False, found, found, spans)
    raw = calendar_end(period, start, direction)
    for _, later in lengthened(raw, start, spans):
        raw = later
    roll = roll and direction is Direction.AFTER and period.unit is not Unit.IMMEDIATE
    fixed = Outcome(raw, raw, raw, decided=True)
    outcome = _next_working_day(calendar, raw) if roll else fixed
    return Due(period, start, direction, roll, fixed, outcome, spans)


def _working_days(
    calendar: WorkingCalendar,
    period: Period,
    start: datetime.date,
    direction: Direction,
    spans: tuple[Suspension, ...],
) -> Outcome:
    amount = period.amount or 0
    backward = direction is Direction.BEFORE

    def find(table: WorkingDays) -> datetime.date:
        day = table.shift(start, -amount if backward else amount)
        for span in spans:
            if span.first > day:
                break
            day = table.shift(day, table.count(span.first - DAY, span_end(span)))
        return day

    if not spans:
        return calendar.outcome(find, start, backward=backward)
    return calendar.outcome(
        find, start, backward=backward, spans=tuple((span.first, span_end(span)) for span in spans)
    )


def calendar_end(period: Period, start: datetime.date, direction: Direction) -> datetime.date:
    """Return the last day of a period in days, months or years, before anything moves it."""
    amount = (period.amount or 0) * (-1 if direction is Direction.BEFORE else 1)
    try:
        if period.unit is Unit.DAY:
            return start + DAY * amount
        if period.unit in _MONTHS:
            return add_months(start, amount * _MONTHS[period.unit])
    except (OverflowError, ValueError):
        raise CannotCount(f"“{period}”太长，日期超出了历法的范围") from None
    return start


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the corresponding day, or the last day of the month where it has none (民法典 art 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def lengthened(
    end: datetime.date, start: datetime.date, spans: tuple[Suspension, ...]
) -> Iterator[tuple[Suspension, datetime.date]]:
    """Go through the spans that lengthen a calendar period, each with the end that it makes."""
    for span in spans:
        if span.first > end:
            return
        end += span_end(span) - max(span.first - DAY, start)
        yield span, end


def _next_working_day(calendar: WorkingCalendar, raw: datetime.date) -> Outcome:
    eve = raw - DAY
    return calendar.outcome(lambda table: table.shift(eve, 1), eve)


def _hours(
    period: Period,
    start: datetime.date,
    time: datetime.time | None,
    spans: tuple[Suspension, ...],
    direction: Direction,
) -> Due:
    """Count hours from the minute of the event (民法典 art 201)."""
    if time is None:
        raise CannotCount(
            "按小时计算的期限从发生的时刻算起：起算日要写到几时几分，如 2026-09-28T15:30"
        )
    if spans or direction is Direction.BEFORE:
        raise CannotCount("按小时计算的期限不能扣除时间，也不往前算")
    try:
        end = datetime.datetime.combine(start, time) + datetime.timedelta(hours=period.amount or 0)
    except OverflowError:
        raise CannotCount(f"“{period}”太长，日期超出了历法的范围") from None
    outcome = Outcome(end.date(), end.date(), end.date(), decided=True)
    return Due(period, start, direction, False, outcome, outcome, (), end.time())


def _merged(suspensions: Iterable[Suspension], start: datetime.date) -> tuple[Suspension, ...]:
    """Join spans that meet, and leave out what lies before the period begins to run."""
    result: list[Suspension] = []
    for span in sorted(suspensions):
        end = span_end(span)
        if end < span.first:
            raise CannotCount(f"中止的结束日（{end}）早于开始日（{span.first}）")
        if end <= start:
            continue
        first = max(span.first, start + DAY)
        if result and first <= span_end(result[-1]) + DAY:
            last = result.pop()
            reasons = "、".join(dict.fromkeys(r for r in (last.reason, span.reason) if r))
            result.append(Suspension(last.first, max(span_end(last), end), reasons))
        else:
            result.append(Suspension(first, end, span.reason))
    return tuple(result)


def span_end(span: Suspension) -> datetime.date:
    """Return the last day of a suspension that has ended."""
    if span.last is None:
        raise CannotCount(
            f"{span.first} 起的中止还没有结束，算不出到期日；结束以后写上结束的日期再算"
        )
    return span.last
