"""G15 并联审批的时限做不到或者过长."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from quanze.deadline.comparison import Later, compare_periods
from quanze.deadline.joint_comparison import compare_way, total_of
from quanze.deadline.period_rules import PeriodRules
from quanze.findings import Finding, Severity
from quanze.model.element import KeyPath
from quanze.model.flow import Flow
from quanze.model.joint_flow import Branch, branch_of, joint_flow
from quanze.model.joint_matter import JointMatter, JointStage
from quanze.model.period import Period, Unit
from quanze.model.period_rule import PeriodRule
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.rule import Family, Reach, Rule, found

_RULE: Final = "许可-并联"


def check(register: Register) -> Iterator[Finding]:
    """Find joint limits that the parts cannot keep, or that are longer than the law allows."""
    allowed = _allowed(register)
    for matter in register.joint_matters:
        for limited in _limited(matter, register):
            yield from _too_short(register, matter, limited)
        for limited in _by_law(matter, register):
            yield from _too_long(register, matter, limited, allowed)
        yield from _parts_too_long(register, matter)


class _Limited(NamedTuple):
    """A limit of a joint matter as a whole, or of one of its stages."""

    path: KeyPath
    what: str
    limit: Period
    flow: Flow
    branches: tuple[Branch, ...]


def _limited(matter: JointMatter, register: Register) -> Iterator[_Limited]:
    """Go through the limits that are written and understood."""
    if matter.limit and matter.limit.understood:
        parts = tuple(branch_of(part, register) for one in matter.stages for part in one.parts)
        whole = f"并联事项“{matter.name}”"
        yield _Limited(("时限",), whole, matter.limit, joint_flow(matter, register), parts)
    for number, stage in enumerate(matter.stages):
        if stage.limit and stage.limit.understood:
            parts = tuple(branch_of(part, register) for part in stage.parts)
            what = f"并联事项“{matter.name}”的阶段“{stage.name}”"
            flow = joint_flow(_alone(matter, stage), register)
            yield _Limited(("阶段", number, "时限"), what, stage.limit, flow, parts)


def _alone(matter: JointMatter, stage: JointStage) -> JointMatter:
    around = dict.fromkeys(("acceptance_limit", "decision_limit", "delivery_limit"))
    return matter.model_copy(update={**around, "stages": (stage,)})


def _by_law(matter: JointMatter, register: Register) -> Iterator[_Limited]:
    """Go through the limits of what is accepted and decided together.

    Where there are several stages each is applied for by itself, so the law's days are a stage's.
    """
    several = len(matter.stages) > 1
    for limited in _limited(matter, register):
        if not several or limited.path != ("时限",):
            yield limited


def _too_short(register: Register, matter: JointMatter, limited: _Limited) -> Iterator[Finding]:
    compared = compare_way(limited.flow, limited.limit, register.settings.calendar)
    if compared is None or compared.later is Later.NEVER:
        return
    total = total_of(limited.flow)
    often = "" if compared.later is Later.ALWAYS else "有时"
    day = compared.example
    taken = f"，共 {total}" if total else ""
    example = f"：如 {day.start} 起算的，各项到 {day.end}，时限到 {day.other_end}" if day else ""
    yield found(
        "G15", matter, *limited.path,
        message="{what}最长的一路{taken}，{often}超过时限（{limit}）{example}",
        # The days are no parameters: a later calendar gives another example of the same finding.
        told={"example": example, "taken": taken},
        what=limited.what, often=often, limit=limited.limit,
    )  # fmt: skip


def _allowed(register: Register) -> tuple[PeriodRule, ...]:
    """Return the law's rule, and stricter ones that the office has set."""
    own = register.settings.deadlines.rules
    local = (rule for rule in own if rule.stricter_than == _RULE)
    return (PeriodRules(own).get(_RULE), *local)


def _too_long(
    register: Register, matter: JointMatter, limited: _Limited, allowed: tuple[PeriodRule, ...]
) -> Iterator[Finding]:
    powers = [one.power for one in limited.branches if one.power]
    if not any(power.type.kind is PowerKind.PERMIT for power in powers):
        return
    most_by_law = allowed[0].limit
    if most_by_law and _of_its_own(register, limited.branches, most_by_law):
        return
    for rule in allowed:
        for what, period, most in _excesses(register, rule, limited.limit):
            yield found(
                "G15", matter, *limited.path,
                message="{whole}的{what}（{period}）长于{law}的 {most}",
                whole=limited.what, what=what, period=period,
                law=f"{rule.law}{rule.articles}", most=most,
            )  # fmt: skip


def _excesses(
    register: Register, rule: PeriodRule, limit: Period
) -> Iterator[tuple[str, Period, Period]]:
    """Go through what of a limit is longer than a rule allows: what it is, how long, the most."""
    main = Period.of(limit.amount or 0, limit.unit or Unit.IMMEDIATE)
    pairs = [("时限", main, rule.limit)]
    if rule.extension:
        pairs += [("延长的期限", one, rule.extension.limit) for one in limit.further]
    for what, period, most in pairs:
        if most is None:
            continue
        compared = compare_periods(period, most, register.settings.calendar)
        if compared is not None and compared.later is not Later.NEVER:
            yield what, period, most


def _of_its_own(register: Register, branches: tuple[Branch, ...], most: Period) -> bool:
    """Whether a part has a longer limit by a law of its own; C2 looks after that one."""
    limits = (one.lawful for one in branches)
    compared = (
        compare_periods(limit, most, register.settings.calendar)
        for limit in limits
        if limit and limit.understood
    )
    return any(one is not None and one.later is not Later.NEVER for one in compared)


def _parts_too_long(register: Register, matter: JointMatter) -> Iterator[Finding]:
    """Find parts for which more time is written here than the law gives for the item."""
    for number, stage in enumerate(matter.stages):
        for place, part in enumerate(stage.parts):
            lawful = branch_of(part, register).lawful
            if not (part.limit and part.limit.understood and lawful and lawful.understood):
                continue
            compared = compare_periods(part.limit, lawful, register.settings.calendar)
            if compared is not None and compared.later is not Later.NEVER:
                yield found(
                    "G15", matter, "阶段", number, "并联", place, "时限",
                    message="并联事项“{name}”给“{part}”的时限（{limit}）长于它的法定时限（{lawful}）",
                    part=branch_of(part, register).name, limit=part.limit, lawful=lawful,
                )  # fmt: skip


RULE = Rule(
    code="G15",
    name="并联审批的时限做不到或者过长",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="各项同时办理，办成要多久由最长的一路决定：最长的一路比总时限长，承诺就做不到；"
    "统一办理、联合办理、集中办理的许可不得超过四十五日（工作日）。单位不同的按工作日历从每一天起算来比。",
    source="《行政许可法》第四十二条第二款（四十五日，经本级人民政府负责人批准可以延长十五日）、第八十二条；"
    "本地更严的，由 quanze.yaml 的“时限·规则”写明严于“许可-并联”的规则（如台州市企业投资项目并联审批25个工作日，"
    "浙江权力清单推进会交流材料，2014）",
    mend="压缩最长的一路上的各项，或者改正总时限；分几个阶段、分别申请的，45个工作日按每个阶段算。",
    check=check,
)
