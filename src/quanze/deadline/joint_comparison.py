"""Whether the longest way through a joint matter ends later than a limit, whatever day it begins on.

Limits of one unit are added up. Where they count different units, the way is counted on the calendar
from every day of a fixed stretch, as `comparison` does for two periods.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Final

from quanze.calendar import UnknownDays, WorkingCalendar
from quanze.calendar.outlook import DAY
from quanze.deadline.comparison import Comparison, Example, Later, calendar_of, compare_periods
from quanze.deadline.count import CannotCount, add_months, count
from quanze.deadline.joint import can_be_counted
from quanze.deadline.joint_order import in_order, predecessors
from quanze.model.flow import Flow
from quanze.model.flow_graph import FlowGraph
from quanze.model.period import Period, Unit
from quanze.model.working_days import DayNotice

_STRETCH: Final = 36
"""Months of start days."""
_LEAST: Final = 300
"""With fewer start days nothing is said: not every festival is among them."""

End = Callable[[Period, datetime.date], datetime.date | None]


def total_of(flow: Flow) -> Period | None:
    """Add the longest way up; None where its limits count different units, or it has none."""
    limits = [step.limit for step in flow.steps if can_be_counted(step.limit)]
    units = {one.unit for one in limits if one and one.unit is not Unit.IMMEDIATE}
    # Each limit in days ends on a working day, so that several come to more than their sum.
    if len(units) != 1 or (units != {Unit.WORKING_DAY} and _in_a_row(flow) > 1):
        return None
    unit = next(iter(units)) or Unit.WORKING_DAY
    return Period.of(FlowGraph(flow).longest(unit), unit)


def _in_a_row(flow: Flow) -> int:
    """Return how many limits there are, at most, on one way."""
    graph = FlowGraph(flow)
    before = predecessors(graph)
    found: dict[str, int] = {}
    for step in in_order(graph):
        own = int(can_be_counted(step.limit))
        found[step.id] = own + max((found[name] for name in before[step.id]), default=0)
    return max(found.values(), default=0)


def compare_way(flow: Flow, limit: Period, notices: tuple[DayNotice, ...]) -> Comparison | None:
    """Tell whether a flow without rings ends later than a limit; None where that cannot be told."""
    if not can_be_counted(limit):
        return None
    main = Period.of(limit.amount or 0, limit.unit or Unit.IMMEDIATE)
    total = total_of(flow)
    if total is not None:
        return compare_periods(total, main, notices)
    if not any(can_be_counted(step.limit) for step in flow.steps):
        return None
    return _compared(flow, main, calendar_of(notices))


def _compared(flow: Flow, limit: Period, calendar: WorkingCalendar) -> Comparison | None:
    end = _ends(calendar)
    way = _Way(flow, end)
    looked_at = 0
    later: list[Example] = []
    last = calendar.final_through
    first = add_months(last, -_STRETCH)
    for number in range((last - first).days):
        start = first + DAY * number
        own, other = way.end(start), end(limit, start)
        if own is None or other is None:
            continue
        looked_at += 1
        if own > other:
            later.append(Example(start, own, other))
    if looked_at < _LEAST:
        return None
    if not later:
        return Comparison(Later.NEVER)
    example = next((one for one in later if calendar.days.holds(one.start)), later[0])
    return Comparison(Later.ALWAYS if len(later) == looked_at else Later.SOMETIMES, example)


def _ends(calendar: WorkingCalendar) -> End:
    """Return what finds the last day of a period; None where that is not decided yet."""
    known: dict[tuple[str, datetime.date], datetime.date | None] = {}

    def end(period: Period, start: datetime.date) -> datetime.date | None:
        key = (str(period), start)
        if key not in known:
            try:
                due = count(calendar, period, start)
                known[key] = due.day if due.decided else None
            except (CannotCount, UnknownDays, OverflowError):
                known[key] = None
        return known[key]

    return end


class _Way:
    """The steps of a flow in their order, to be counted from many days."""

    def __init__(self, flow: Flow, end: End) -> None:
        graph = FlowGraph(flow)
        self._before = predecessors(graph)
        self._steps = [
            (step.id, step.limit if can_be_counted(step.limit) else None)
            for step in in_order(graph)
        ]
        self._end = end

    def end(self, start: datetime.date) -> datetime.date | None:
        """Return the last day; None where it is not decided yet."""
        done: dict[str, datetime.date] = {}
        for name, limit in self._steps:
            begin = max((done[one] for one in self._before[name]), default=start)
            last = self._end(limit, begin) if limit else begin
            if last is None:
                return None
            done[name] = last
        return max(done.values(), default=start)
