"""The count as a clerk would do it on paper: week by week, which days count and why others do not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from quanze.calendar import Day, DayKind, WorkingCalendar
from quanze.calendar.outlook import DAY
from quanze.deadline.count import Due, calendar_end, lengthened, span_end
from quanze.model.period import Unit
from quanze.model.period_rule import Direction

_MOST_DAYS = 800
"""Longer counts are told without their weeks."""


class Counted(NamedTuple):
    """One day of a count."""

    day: Day
    number: int | None
    """Its number; None where it does not count, or is the day on which a rolled period ends."""
    why_not: str = ""


class Week(NamedTuple):
    """The days of one week, from Monday, that lie within a count."""

    monday: datetime.date
    days: tuple[Counted, ...]

    @property
    def skipped(self) -> tuple[str, ...]:
        """Why days of this week do not count, days with one reason together."""
        out = (counted for counted in self.days if counted.why_not)
        groups = groupby(out, key=lambda counted: counted.why_not)
        return tuple(f"{_dates([c.day.date for c in days])}{why}" for why, days in groups)

    @property
    def made_up(self) -> tuple[str, ...]:
        """Weekend days of this week that count since they are worked."""
        return tuple(
            f"{_dates([c.day.date])}{reason(c.day)}"
            for c in self.days
            if c.number and c.day.kind is DayKind.WORKED
        )


def weeks(calendar: WorkingCalendar, due: Due) -> tuple[Week, ...]:
    """Tell a count week by week; nothing for periods that are not counted day by day."""
    first, last = sorted((due.start, due.day))
    if due.period.unit is Unit.WORKING_DAY:
        days = _working_days(calendar, due, first, last)
    elif due.rolled:
        days = _rolled(calendar, due)
    else:
        return ()
    if (last - first).days > _MOST_DAYS:
        return ()
    by_week = groupby(sorted(days), key=lambda c: c.day.date - DAY * c.day.date.weekday())
    return tuple(Week(monday, tuple(found)) for monday, found in by_week)


def steps(due: Due) -> tuple[str, ...]:
    """Tell how the end of a period in days, months or years was found; nothing for other units."""
    if due.period.unit not in (Unit.DAY, Unit.MONTH, Unit.YEAR):
        return ()
    way = "往前" if due.direction is Direction.BEFORE else "往后"
    end = calendar_end(due.period, due.start, due.direction)
    told = [f"从 {due.start}（不计）{way}数 {due.period}，到 {end}"]
    for span, later in lengthened(end, due.start, due.suspensions):
        days = (span_end(span) - span.first).days + 1
        why = span.reason or "中止"
        told.append(f"扣除 {span.first} 至 {span.last} {why} {days} 天，到 {later}")
    return tuple(told)


def _working_days(
    calendar: WorkingCalendar, due: Due, first: datetime.date, last: datetime.date
) -> Iterator[Counted]:
    back = due.direction is Direction.BEFORE
    number, step = 0, -1 if back else 1
    for offset in range(1, (last - first).days + 1):
        day = calendar.day(due.start + DAY * offset * step)
        stopped = _stopped(due, day.date)
        if stopped or not day.is_working:
            yield Counted(day, None, stopped or reason(day))
        else:
            number += 1
            yield Counted(day, number)


def _rolled(calendar: WorkingCalendar, due: Due) -> Iterator[Counted]:
    """Tell the days by which the end moved on."""
    for offset in range((due.day - due.raw.day).days):
        day = calendar.day(due.raw.day + DAY * offset)
        yield Counted(day, None, reason(day))
    yield Counted(calendar.day(due.day), None)


def _stopped(due: Due, day: datetime.date) -> str:
    for span in due.suspensions:
        if span.first <= day and (span.last is None or day <= span.last):
            return f"{span.reason or '中止'}，不计入"
    return ""


def reason(day: Day) -> str:
    """Say why a day is worked or off, with the notice that decides it."""
    if day.notice is None:
        words = {DayKind.WEEKEND: "周末", DayKind.WORKDAY: ""}
        word = words.get(day.kind) if not day.festival else None
        return word if word is not None else f"{day.festival}（暂定，通知尚未公布）"
    what = f"{day.festival}调休上班" if day.is_working else f"{day.festival}放假"
    return f"{what}（{day.notice.number}）"


def _dates(days: list[datetime.date]) -> str:
    first, last = min(days), max(days)
    if first == last:
        return f"{first.month}月{first.day}日"
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{end}"
