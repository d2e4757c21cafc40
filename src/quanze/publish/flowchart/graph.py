"""The flow chart as the layout sees it: steps in lanes, joined by edges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class StepKind(StrEnum):
    """What a step is; each kind has its symbol in GB/T 1526."""

    START = "开始"
    PROCESS = "办理"
    DECISION = "判断"
    END = "结束"
    DOCUMENT = "文书"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, done by one role. `limit` is its time limit as officials write it."""

    id: str
    text: str
    lane: str
    kind: StepKind = StepKind.PROCESS
    limit: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """The way from one step to the next; `label` is the answer that leads there (是, 否, 补正)."""

    source: str
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole flow chart.

    Any graph is accepted. A step whose lane is not in `lanes` gets a lane of its own behind them;
    an edge from or to an id that no step has is left out; of steps with the same id, edges reach
    the first.
    """

    title: str
    description: str = ""
    lanes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    edges: tuple[Edge, ...] = ()
    foot: str = ""
    """What stands below a picture that stands alone."""


def shape(chart: Chart) -> Chart:
    """Return the chart without all that its drawing does not depend on: equal for equal drawings."""
    first: dict[str, str] = {}
    for n, step in enumerate(chart.steps):
        first.setdefault(step.id, str(n))
    return Chart(
        "",
        lanes=chart.lanes,
        steps=tuple(replace(step, id=str(n)) for n, step in enumerate(chart.steps)),
        edges=tuple(
            Edge(first[edge.source], first[edge.target], edge.label)
            for edge in chart.edges
            if edge.source in first and edge.target in first
        ),
    )
