"""The steps of a chart in the order of their numbers: the rows of the table beside the picture."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.publish.flowchart.graph import Chart, Step
from quanze.publish.flowchart.grid import prepare
from quanze.publish.flowchart.order import Plan
from quanze.publish.flowchart.parallel import sections


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where a step leads: the number of the next step and the answer that leads there."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Parallel:
    """并联: the numbers of the steps that begin side by side, and of the one where their ways join."""

    firsts: tuple[int, ...]
    join: int


@dataclass(frozen=True, slots=True)
class OrderedStep:
    """A row of the step table; `parallel` stands at the step that a parallel section follows."""

    number: int
    step: Step
    next: tuple[NextStep, ...]
    parallel: Parallel | None = None

    @property
    def others(self) -> tuple[NextStep, ...]:
        """The ways that do not lead into the parallel section."""
        firsts = self.parallel.firsts if self.parallel else ()
        return tuple(way for way in self.next if way.label or way.number not in firsts)


def steps_in_order(chart: Chart) -> tuple[OrderedStep, ...]:
    """Return the rows of the step table, in the order of the numbers shown in the picture."""
    return numbered(prepare(chart))


def numbered(planned: Plan) -> tuple[OrderedStep, ...]:
    """Return the steps of a plan by number, each with where it leads."""
    number = planned.number
    following: list[list[NextStep]] = [[] for _ in number]
    for link in planned.links:
        following[link.source].append(NextStep(number[link.target], link.label))
    forks = {
        one.fork: Parallel(tuple(sorted(number[v] for v in one.firsts)), number[one.join])
        for one in sections(planned)
    }
    order = sorted(range(len(number)), key=number.__getitem__)
    return tuple(
        OrderedStep(number[v], planned.chart.steps[v], tuple(following[v]), forks.get(v))
        for v in order
    )
