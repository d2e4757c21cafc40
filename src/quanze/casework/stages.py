"""Which stages a case has to go through before another, by the flow of its item or by law."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from quanze.casework.columns import DECIDED, stage_of
from quanze.model.flow import Flow
from quanze.model.flow_graph import FlowGraph
from quanze.rules.tables import Procedure


class StageOrder:
    """The stages of a procedure: what each of them takes for granted."""

    source: str
    """Where the stages are written."""

    def before(self, stage: str) -> frozenset[str]:
        """Return the stages without which a stage cannot be come to."""
        raise NotImplementedError

    def after_decision(self) -> frozenset[str]:
        """Return the stages that every case goes through after its decision."""
        raise NotImplementedError

    def last(self, dated: Collection[str]) -> str:
        """Return the stage that a case has come to; empty where none of them is of the procedure."""
        depth = {stage: len(self.before(stage)) for stage in dated if self.knows(stage)}
        return max(depth, key=lambda stage: depth[stage], default="")

    def knows(self, stage: str) -> bool:
        """Whether a stage is one of the procedure."""
        raise NotImplementedError


class FlowOrder(StageOrder):
    """The stages of a flow: those that every way from its start passes."""

    def __init__(self, flow: Flow) -> None:
        self.source = f"清单的流程“{flow.name}”"
        self._graph = FlowGraph(flow)
        self._steps: dict[str, frozenset[str]] = {}
        for step in flow.steps:
            if step.stage:
                stage = stage_of(step.stage)
                self._steps[stage] = self._steps.get(stage, frozenset()) | {step.id}
        self._before: dict[str, frozenset[str]] = {}

    def knows(self, stage: str) -> bool:
        return stage in self._steps

    def before(self, stage: str) -> frozenset[str]:
        if stage not in self._before:
            needed = self._needed(self._graph.starts, self._steps[stage])
            self._before[stage] = frozenset(needed) - {stage}
        return self._before[stage]

    def after_decision(self) -> frozenset[str]:
        return self._after

    @cached_property
    def _after(self) -> frozenset[str]:
        decisions = self._steps.get(DECIDED)
        ends = frozenset(self._graph.ends)
        needed = self._needed(decisions, ends) if decisions and ends else ()
        return frozenset(needed) - {DECIDED}

    def _needed(self, starts: Collection[str], goals: frozenset[str]) -> Collection[str]:
        """Find the stages without whose steps no way from the starts comes to a goal."""
        if not self._reaches(starts, goals, frozenset()):
            return ()
        return [
            stage for stage, steps in self._steps.items() if not self._reaches(starts, goals, steps)
        ]

    def _reaches(
        self, starts: Collection[str], goals: frozenset[str], without: frozenset[str]
    ) -> bool:
        seen = set(without)
        waiting = list(starts)
        while waiting:
            step = waiting.pop()
            if step in seen:
                continue
            if step in goals:
                return True
            seen.add(step)
            waiting.extend(self._graph.links.get(step, ()))
        return False


class LawOrder(StageOrder):
    """The core stages that the law orders for a type, one after another."""

    def __init__(self, kind: str, procedure: Procedure) -> None:
        self.source = f"法律规定的{kind}程序（流程图没有画这一项）"
        self._stages = tuple(stage_of(stage.name) for stage in procedure.stages)

    def knows(self, stage: str) -> bool:
        return stage in self._stages

    def before(self, stage: str) -> frozenset[str]:
        return frozenset(self._stages[: self._stages.index(stage)])

    def after_decision(self) -> frozenset[str]:
        if DECIDED not in self._stages:
            return frozenset()
        return frozenset(self._stages[self._stages.index(DECIDED) + 1 :])
