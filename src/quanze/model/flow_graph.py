"""A flow as a graph: what can be reached, what leads to the end, and the longest way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from quanze.model.flow import Flow, FlowStep, StepKind
from quanze.model.items import YesNo
from quanze.model.period import Unit

Links = Mapping[str, tuple[str, ...]]
ACCEPTANCE = ("受理", "立案")
"""The stages with which the time that the law or a promise gives begins to run."""


class FlowGraph:
    """The steps of a flow by their ids; of two steps with one id the first counts."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.steps: dict[str, FlowStep] = {step.id: step for step in reversed(flow.steps)}
        self.links: Links = {
            step.id: tuple(n.target for n in step.next if n.target in self.steps)
            for step in self.steps.values()
        }

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The steps marked as start; the first step where none is."""
        marked = tuple(s.id for s in self.flow.steps if s.kind is StepKind.START)
        return marked or tuple(s.id for s in self.flow.steps[:1])

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The steps marked as end."""
        return tuple(s.id for s in self.flow.steps if s.kind is StepKind.END)

    @cached_property
    def acceptance(self) -> str:
        """The stage with which the time begins to run; empty where no step names one."""
        stages = {step.stage for step in self.steps.values()}
        return next((stage for stage in ACCEPTANCE if stage in stages), "")

    @cached_property
    def timed(self) -> tuple[str, ...]:
        """The steps from which the time runs: where acceptance begins; the starts where none is marked."""
        if not self.acceptance:
            return self.starts
        accepting = {s.id for s in self.steps.values() if s.stage == self.acceptance}
        # What follows acceptance (补正) may lead back before it: only the ways from a start count.
        before = {s: () if s in accepting else targets for s, targets in self.links.items()}
        first = _closure(self.starts, before) & accepting
        return tuple(s.id for s in self.flow.steps if s.id in (first or accepting))

    @cached_property
    def reached(self) -> frozenset[str]:
        """Every step that can be reached from a start."""
        return _closure(self.starts, self.links)

    @cached_property
    def stopping(self) -> frozenset[str]:
        """Every step from which the flow can come to a stop: at an end, or at a dead end."""
        back: dict[str, tuple[str, ...]] = {}
        for step, targets in self.links.items():
            for target in targets:
                back[target] = (*back.get(target, ()), step)
        stops = [s.id for s in self.flow.steps if s.kind is StepKind.END or not self.links[s.id]]
        return _closure(stops, back)

    def longest(self, unit: Unit) -> int:
        """The sum of the counted limits in a unit on the longest way from acceptance to an end.

        It goes round no loop. Limits in other units are left out, so the flow takes at least this long.
        """
        sums = self.finished(unit)
        stops = [n for s, n in sums.items() if s in self.ends or not self.links[s]]
        return max(stops or sums.values(), default=0)

    def finished(self, unit: Unit) -> dict[str, int]:
        """Step -> the sum of the counted limits in a unit on the longest way up to and with it.

        The way begins with acceptance; what comes before it has no sum.
        """
        order = _backwards(self.timed, self.links)[::-1]
        place = {step: index for index, step in enumerate(order)}
        before: dict[str, int] = {}
        sums: dict[str, int] = {}
        for step in order:
            sums[step] = before.get(step, 0) + _amount(self.steps[step], unit)
            for target in self.links[step]:
                if place[target] > place[step]:
                    before[target] = max(before.get(target, 0), sums[step])
        return sums


def _amount(step: FlowStep, unit: Unit) -> int:
    limit = step.limit
    if limit is None or limit.unit is not unit or step.counted is not YesNo.YES:
        return 0
    return limit.amount or 0


def _closure(first: Iterable[str], links: Links) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting.extend(links.get(step, ()))
    return frozenset(found)


def _backwards(starts: Iterable[str], links: Links) -> list[str]:
    """The reachable steps, each after all it leads to, apart from links that close a loop."""
    order: list[str] = []
    seen: set[str] = set()
    for start in starts:
        waiting = [(start, False)]
        while waiting:
            step, done = waiting.pop()
            if done:
                order.append(step)
            elif step not in seen:
                seen.add(step)
                waiting.append((step, True))
                waiting.extend((target, False) for target in links[step])
    return order
