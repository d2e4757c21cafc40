"""When a joint matter is done: each part counted on the calendar, the longest way through all of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.count import count
from quanze.deadline.joint_order import in_order, predecessors
from quanze.model.flow import Flow, FlowStep, StepKind
from quanze.model.flow_graph import FlowGraph
from quanze.model.joint_flow import Branch, branches_by_step, joint_flow
from quanze.model.joint_matter import JointMatter
from quanze.model.period import Period, Unit
from quanze.model.power_type import PowerKind
from quanze.model.register import Register

LAW: Final = "《行政许可法》第四十二条第二款"


@dataclass(frozen=True)
class TimedStep:
    """A step with the days between which it is handled."""

    step: FlowStep
    branch: Branch | None
    """The part that it stands for; None for what the lead and the window do."""
    start: Outcome
    """The day on which all that it waits for is done; it is not counted."""
    end: Outcome
    """The day on which it is done at the latest; where no limit can be counted, the day it starts."""
    waits_for: str | None = None
    """The step that ended last of those that it waits for; None for the first."""
    on_the_way: bool = False
    """Whether it is on the longest way."""

    @property
    def is_counted(self) -> bool:
        """Whether it has a limit that can be counted in days."""
        return can_be_counted(self.step.limit)


@dataclass(frozen=True)
class JointTime:
    """When a joint matter that is accepted on a day is done."""

    matter: JointMatter
    flow: Flow
    accepted: datetime.date
    steps: tuple[TimedStep, ...]
    """As written, without the application; the last is 办结."""
    due: Outcome | None
    """By the joint limit; None where none is written that can be counted."""

    @property
    def end(self) -> Outcome:
        """The day on which the longest way ends."""
        return self.steps[-1].end

    @property
    def parts(self) -> tuple[TimedStep, ...]:
        """The steps that stand for a part."""
        return tuple(timed for timed in self.steps if timed.branch is not None)

    @property
    def way(self) -> tuple[TimedStep, ...]:
        """The steps on the longest way that take time, one after the other."""
        known = {timed.step.id: timed for timed in self.steps}
        gone = [self.steps[-1]]
        while gone[-1].waits_for in known:
            gone.append(known[gone[-1].waits_for])
        return tuple(timed for timed in reversed(gone) if timed.is_counted)

    @property
    def silent(self) -> tuple[TimedStep, ...]:
        """The parts without a limit that can be counted: what is said is said without them."""
        return tuple(timed for timed in self.parts if not timed.is_counted)

    @property
    def exceeds(self) -> bool:
        """Whether the longest way leads beyond the joint limit."""
        return self.due is not None and self.end.day > self.due.day


def joint_time(
    calendar: WorkingCalendar, matter: JointMatter, register: Register, accepted: datetime.date
) -> JointTime:
    """Count a joint matter from the day of its acceptance.

    Raises:
        CannotCount: a limit is longer than there are days.
        UnknownDays: the calendar knows nothing of the days it needs.
    """
    flow = joint_flow(matter, register)
    start = Outcome(accepted, accepted, accepted, decided=True)
    timed = {
        one.step.id: one
        for one in _timed(calendar, flow, branches_by_step(matter, register), start)
    }
    steps = tuple(timed[step.id] for step in flow.steps if step.id in timed)
    limit = matter.limit
    due = _ended(calendar, limit, start) if limit and can_be_counted(limit) else None
    return JointTime(matter, flow, accepted, steps, due)


def has_permit(time: JointTime) -> bool:
    """Whether one of the parts is known to be a permit, so that art 42 of its law holds for the whole."""
    powers = (timed.branch.power for timed in time.parts if timed.branch)
    return any(power is not None and power.type.kind is PowerKind.PERMIT for power in powers)


def can_be_counted(limit: Period | None) -> bool:
    """Whether a limit is a number of days, months or years; hours have no place in a day's count."""
    return limit is not None and limit.unit is not None and limit.unit is not Unit.HOUR


def _timed(
    calendar: WorkingCalendar, flow: Flow, branches: dict[str, Branch], accepted: Outcome
) -> Iterator[TimedStep]:
    """Count every step behind the application, each from the last of those that it waits for."""
    graph = FlowGraph(flow)
    waiting = predecessors(graph)
    timed: dict[str, TimedStep] = {}
    for step in in_order(graph):
        if step.kind is StepKind.START:
            continue
        before = {name: timed[name].end for name in waiting[step.id] if name in timed}
        start = latest(before.values()) or accepted
        end = _ended(calendar, step.limit, start) if can_be_counted(step.limit) else start
        last = max(before, key=lambda name: before[name].day, default=None)
        timed[step.id] = TimedStep(step, branches.get(step.id), start, end, last)
    return _marked(timed)


def latest(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return when the last of several things is done; None of nothing."""
    known = tuple(outcomes)
    if not known:
        return None
    earliest = max(one.earliest for one in known)
    # What is still open does not matter where something else takes longer in any case.
    last = [one for one in known if one.latest >= earliest]
    return Outcome(
        max(one.day for one in known),
        earliest,
        max(one.latest for one in known),
        decided=all(one.decided for one in last),
    )


def _ended(calendar: WorkingCalendar, limit: Period | None, start: Outcome) -> Outcome:
    """Count a limit from a day that may itself be provisional: then so is its end."""
    if limit is None:
        return start
    found = count(calendar, limit, start.day).outcome
    if start.decided:
        return found
    earliest, last = (count(calendar, limit, day).outcome for day in (start.earliest, start.latest))
    decided = found.decided and earliest.earliest == last.latest
    return Outcome(found.day, earliest.earliest, last.latest, decided)


def _marked(timed: dict[str, TimedStep]) -> Iterator[TimedStep]:
    """Mark the longest way, back from the step that is done last."""
    way: set[str] = set()
    name = next(reversed(timed), None)
    while name is not None:
        way.add(name)
        name = timed[name].waits_for
    for name, step in timed.items():
        yield replace(step, on_the_way=name in way)
