"""C6 不计入时限的程序."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from quanze.deadline.period_rules import PeriodRules
from quanze.findings import Finding, Severity
from quanze.model.flow import Flow, FlowStep, StepKind
from quanze.model.items import YesNo
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.item.c2_permit_limit import names_other_law, permit_parts
from quanze.rules.parts import Part
from quanze.rules.register.flows import flows_with_powers, kinds_of
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.tables import stages
from quanze.rules.wording import wording


def check(register: Register) -> Iterator[Finding]:
    """Find time left out of a permit's limit without a procedure of art 45, and time both in and out."""
    for power, part in permit_parts(register):
        yield from _of_part(power, part)
    for _, flow, powers in flows_with_powers(register):
        if PowerKind.PERMIT in kinds_of(flow, powers):
            permits = [power for power in powers if power.type.kind is PowerKind.PERMIT]
            for i, step in enumerate(flow.steps):
                if step.counted is YesNo.NO:
                    yield from _left_out(flow, i, step)
                elif step.limit is not None and step.kind is not StepKind.DECISION:
                    yield from _counted_in(flow, i, step, permits)


def _of_part(power: Power, part: Part) -> Iterator[Finding]:
    for i, procedure in enumerate(part.own.special_procedures):
        if not _named(procedure.name) and not names_other_law(procedure.basis or ""):
            yield found(
                "C6", power, *part.path, "特别程序", i,
                message="{what}的特别程序“{procedure}”不是《行政许可法》第四十五条所列的程序，也没有写明另有规定的法律、法规",
                what=part.title, procedure=shortened(procedure.name),
            )  # fmt: skip


def _left_out(flow: Flow, i: int, step: FlowStep) -> Iterator[Finding]:
    """A step of the authority inside the limit that is not counted."""
    where = f"{step.stage or ''}{step.name}"
    outside = any(word in where for word in wording()["特别程序"]["期限以外"])
    by_applicant = any(word in step.role for word in stages()["责任岗位"]["相对人"])
    said = f"{step.name}{step.note or ''}"
    if not (outside or by_applicant or _named(said) or names_other_law(step.note or "")):
        yield found(
            "C6", flow, "步骤", i, "计入时限",
            message="流程“{name}”的步骤“{step}”不计入时限，却不是《行政许可法》第四十五条所列的程序，也没有写明另有规定的法律、法规",
            step=step.name,
        )  # fmt: skip


def _counted_in(flow: Flow, i: int, step: FlowStep, permits: list[Power]) -> Iterator[Finding]:
    """A step that the flow counts, and the table of each of its permits leaves out."""
    named = _named(step.name)
    left_out = [_leaves_out(power, named) for power in permits]
    if named and left_out and all(left_out):
        power = permits[0]
        yield found(
            "C6", flow, "步骤", i,
            message="流程“{name}”的步骤“{step}”计入时限，“{power}”却把它列为不计入时限的特别程序",
            related=(power.origin.at("特别程序"),),
            step=step.name, power=shortened(power.name),
        )  # fmt: skip


def _leaves_out(power: Power, named: frozenset[str]) -> bool:
    return any(named & _named(procedure.name) for procedure in power.special_procedures)


@cache
def _words() -> frozenset[str]:
    """The procedures of 许可法 art 45, and other words for them."""
    exclusion = PeriodRules().get("许可-不计入").exclusion
    listed = exclusion.procedures if exclusion else ()
    return frozenset((*listed, *wording()["特别程序"]["同义"]))


def _named(text: str) -> frozenset[str]:
    return frozenset(word for word in _words() if word in text)


RULE = Rule(
    code="C6",
    name="不计入时限的程序没有依据",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="许可的期限里可以不算的，只有依法需要的听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审；"
    "把现场核查、集体讨论、公示也停表，就是变相延长。信息表写不计入、流程图又计入的，两处对不上。",
    source="《行政许可法》第四十五条、第四十二条",
    mend="程序属于第四十五条所列的，名称里写明；法律、法规另有规定的，写明名称和条款；都不是的，删去这个特别程序，或把步骤改为“计入时限: 是”。",
    check=check,
)
