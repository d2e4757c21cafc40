"""The time of a flow: what the limits of its steps come to, from acceptance to the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quanze.model.flow import Flow, FlowStep, StepKind
from quanze.model.flow_graph import FlowGraph
from quanze.model.items import YesNo
from quanze.model.period import Period, Unit


@dataclass(frozen=True, slots=True)
class FlowTime:
    """What the limits come to on the longest way; only limits of one unit can be added up."""

    since: str
    """The stage from which time is counted (受理, 立案); empty: from the first step."""
    total: Period | None
    """The sum; None where no step has a limit, or the limits cannot be added up."""
    units: tuple[Unit, ...]
    """The units of the limits, 当场 left out: more than one cannot be added up."""
    unread: tuple[FlowStep, ...]
    """Counted steps whose limit is not understood, so that nothing can be added up."""
    extendable: tuple[FlowStep, ...]
    """Counted steps whose limit may be extended; the sum is without it."""
    excluded: tuple[FlowStep, ...]
    """Steps whose time does not count."""
    silent: tuple[FlowStep, ...]
    """Steps that take time and state no limit: the sum is without it. What is judged takes none."""


_TAKING_TIME = (StepKind.PROCESS, StepKind.DOCUMENT)


def time_of(flow: Flow) -> FlowTime:
    """Add up the limits of a flow."""
    graph = FlowGraph(flow)
    reached = graph.finished(Unit.DAY)
    steps = [step for step in flow.steps if graph.steps.get(step.id) is step and step.id in reached]
    counted = [step for step in steps if step.counted is YesNo.YES and step.limit]
    limits = [step.limit for step in counted if step.limit]
    units = tuple(unit for unit in Unit if any(limit.unit is unit for limit in limits))
    long = tuple(unit for unit in units if unit is not Unit.IMMEDIATE)
    unread = _where(counted, lambda limit: not limit.understood)
    total = None
    if units and len(long) < 2 and not unread:
        unit = long[0] if long else Unit.IMMEDIATE
        total = Period.of(graph.longest(unit), unit)
    return FlowTime(
        since=graph.acceptance,
        total=total,
        units=long,
        unread=unread,
        extendable=_where(counted, lambda limit: bool(limit.further)),
        excluded=tuple(step for step in steps if step.counted is YesNo.NO),
        silent=tuple(
            step
            for step in steps
            if step.counted is YesNo.YES and not step.limit and step.kind in _TAKING_TIME
        ),
    )


def _where(steps: list[FlowStep], holds: Callable[[Period], bool]) -> tuple[FlowStep, ...]:
    return tuple(step for step in steps if step.limit and holds(step.limit))
