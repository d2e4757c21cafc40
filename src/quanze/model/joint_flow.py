"""The flow of a joint matter, drawn from its parts: one acceptance, branches side by side, one answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from quanze.model.flow import Flow, FlowStep, Next, StepKind
from quanze.model.joint_matter import JointMatter, JointPart, JointStage
from quanze.model.period import Period
from quanze.model.power import Power, PowerChain
from quanze.model.register import Register

APPLICANT: Final = "申请人"
NOBODY: Final = "（没有写明）"


class Branch(NamedTuple):
    """A part of a joint matter with what the lists say of it."""

    part: JointPart
    power: Power | None
    """The power that it is, or is a part of; None where it is none of this register."""
    name: str
    body: str
    """Who handles it; empty where nobody says."""
    limit: Period | None
    """As written here, promised, or lawful: the first that is stated."""
    lawful: Period | None = None
    """What the law gives for it, where it is a power or a part of one."""
    is_listed: bool = False
    """Whether it is an item of this register: a power, a part of one, or a public service."""

    @property
    def title(self) -> str:
        """Its name, with when it is needed."""
        return f"{self.name}（{self.part.condition}）" if self.part.condition else self.name


def branch_of(part: JointPart, register: Register) -> Branch:
    """Look up what the lists say of a part."""
    code = str(part.item) if part.item else None
    if code and (chains := register.chains_by_code.get(code)):
        return _of_power(part, chains[0], register)
    if code and (services := register.services_by_code.get(code)):
        service, lists = services[0]
        name, body = part.name or service.name, part.body or lists.name
        return Branch(part, None, name, body, part.limit or service.limit, is_listed=True)
    return Branch(part, None, part.name or code or NOBODY, part.body or "", part.limit)


def _of_power(part: JointPart, chain: PowerChain, register: Register) -> Branch:
    power = next(one for one in chain if isinstance(one, Power))
    body = next((one.body for one in chain if one.body), None) or register.lists_of(power).name
    name = part.name or "·".join(one.name for one in reversed(chain))
    promised = next(filter(None, (one.promised_limit for one in chain)), None)
    lawful = next(filter(None, (one.statutory_limit for one in chain)), None)
    limit = part.limit or promised or lawful
    return Branch(part, power, name, part.body or body, limit, lawful, is_listed=True)


@dataclass(frozen=True, slots=True)
class StageWays:
    """The order within a stage: which part waits for which."""

    branches: tuple[Branch, ...]
    before: tuple[tuple[int, ...], ...]
    """For each branch the places of those that it waits for."""

    @property
    def last(self) -> tuple[int, ...]:
        """The branches that no other waits for."""
        waited_for = {place for waits in self.before for place in waits}
        return tuple(place for place in range(len(self.branches)) if place not in waited_for)


def ways_of(stage: JointStage, register: Register) -> StageWays:
    """Order the parts of a stage. What waits for itself, in a ring, or for nothing known, begins at once."""
    branches = tuple(branch_of(part, register) for part in stage.parts)
    wanted = waits_of(branches)
    rings = set(in_rings(wanted))
    return StageWays(
        branches, tuple(() if place in rings else waits for place, waits in enumerate(wanted))
    )


def waits_of(branches: Sequence[Branch]) -> list[tuple[int, ...]]:
    """Return for each branch the places of those that it is written to wait for."""
    places = places_of(branches)
    return [
        tuple(dict.fromkeys(places[key] for key in branch.part.after if key in places))
        for branch in branches
    ]


def places_of(branches: Sequence[Branch]) -> dict[str, int]:
    """Return the places of branches by what others may call them: code, name; of equals the first."""
    found: dict[str, int] = {}
    for keys in ("item", "name"):
        for place, branch in enumerate(branches):
            names = (branch.part.name, branch.name) if keys == "name" else (branch.part.item,)
            for name in filter(None, names):
                found.setdefault(str(name), place)
    return found


def in_rings(before: Sequence[tuple[int, ...]]) -> Iterator[int]:
    """Go through the places that, in the end, wait for themselves."""
    for place in range(len(before)):
        seen: set[int] = set()
        waiting = list(before[place])
        while waiting:
            other = waiting.pop()
            if other not in seen:
                seen.add(other)
                waiting.extend(before[other])
        if place in seen:
            yield place


def joint_flow(matter: JointMatter, register: Register) -> Flow:
    """Draw the flow of a joint matter from its parts, with their limits."""
    return Flow.model_construct(
        name=matter.name,
        limit=matter.limit,
        steps=tuple(_Drawing(matter, register).steps()),
    )


def branches_by_step(matter: JointMatter, register: Register) -> dict[str, Branch]:
    """Return the parts by the ids of the steps that stand for them in the flow."""
    return {
        _id(number, place): branch
        for number, (_, ways) in enumerate(_stages(matter, register))
        for place, branch in enumerate(ways.branches)
    }


def _stages(matter: JointMatter, register: Register) -> list[tuple[JointStage, StageWays]]:
    return [(stage, ways_of(stage, register)) for stage in matter.stages if stage.parts]


class _Drawing:
    def __init__(self, matter: JointMatter, register: Register) -> None:
        self._matter = matter
        self._register = register
        self._lead = matter.lead or NOBODY
        self._window = matter.counter or self._lead

    def steps(self) -> Iterator[FlowStep]:
        """Go through the steps: 申请, 统一受理, the stages, 汇总决定, 统一送达, 办结."""
        matter = self._matter
        stages = _stages(matter, self._register)
        first = self._into(stages, 0)
        yield FlowStep.model_construct(
            id="申请", name="提出申请，一次提交全部材料", role=APPLICANT, kind=StepKind.START,
            stage="申请", next=(Next.model_construct(target="受理"),),
        )  # fmt: skip
        yield FlowStep.model_construct(
            id="受理", name="统一受理，转告各部门", role=self._window, stage="受理",
            limit=matter.acceptance_limit, next=first,
        )  # fmt: skip
        for number, (stage, ways) in enumerate(stages):
            yield from self._stage(number, stage, ways, self._into(stages, number + 1))
        yield FlowStep.model_construct(
            id="决定", name="汇总各部门意见，作出决定", role=self._lead, stage="决定",
            limit=matter.decision_limit, next=(Next.model_construct(target="送达"),),
        )  # fmt: skip
        yield FlowStep.model_construct(
            id="送达", name="统一送达", role=self._window, stage="送达",
            limit=matter.delivery_limit, next=(Next.model_construct(target="办结"),),
        )  # fmt: skip
        yield FlowStep.model_construct(
            id="办结", name="办结", role=self._window, kind=StepKind.END, stage="办结"
        )

    def _into(self, stages: list[tuple[JointStage, StageWays]], number: int) -> tuple[Next, ...]:
        """Lead to the parts with which a stage begins; to the decision behind the last."""
        if number == len(stages):
            return (Next.model_construct(target="决定"),)
        ways = stages[number][1]
        return tuple(
            Next.model_construct(target=_id(number, place))
            for place, waits in enumerate(ways.before)
            if not waits
        )

    def _stage(
        self, number: int, stage: JointStage, ways: StageWays, onward: tuple[Next, ...]
    ) -> Iterator[FlowStep]:
        # Several branches come together before they part again, so that each is drawn once.
        gathers = len(ways.last) > 1 and onward[0].target != "决定"
        behind = (Next.model_construct(target=f"{number + 1}汇总"),) if gathers else onward
        for place, branch in enumerate(ways.branches):
            following = tuple(
                Next.model_construct(target=_id(number, later))
                for later, waits in enumerate(ways.before)
                if place in waits
            )
            yield FlowStep.model_construct(
                id=_id(number, place), name=branch.title, role=branch.body or NOBODY,
                stage=stage.name, limit=branch.limit, note=branch.part.note,
                next=following or behind,
            )  # fmt: skip
        if gathers:
            yield FlowStep.model_construct(
                id=f"{number + 1}汇总", name=f"{stage.name}各项办结，转下一阶段", role=stage.lead or self._lead,
                stage=stage.name, next=onward,
            )  # fmt: skip


def _id(number: int, place: int) -> str:
    return f"{number + 1}-{place + 1}"
