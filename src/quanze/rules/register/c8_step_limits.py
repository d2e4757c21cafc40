"""C8 环节时限、岗位."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.deadline.comparison import Later, compare_periods
from quanze.findings import Finding, Severity
from quanze.model.flow import Flow, FlowStep, StepKind
from quanze.model.flow_graph import FlowGraph
from quanze.model.period import Period, Unit
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.register.flows import flows_with_powers
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.tables import is_filler, stages


def check(register: Register) -> Iterator[Finding]:
    """Find flows whose steps take longer than promised, and steps nobody is responsible for.

    Steps are added up from acceptance on, for each unit apart, the others left out: a way of mixed units takes at least as
    long as its working days alone, and as its days alone. Where that unit is not the promise's, only a
    sum that is later from every start day counts. What is later on some days only, what mixed units
    come to together, and months (two steps of a month can be shorter than two months) are left unsaid.
    """
    for _, flow, powers in flows_with_powers(register):
        graph = FlowGraph(flow)
        if flow.limit is not None:
            if taken := _over(register, graph, flow.limit):
                yield found(
                    "C8", flow, "总时限",
                    message="流程“{name}”各环节最长的一路共 {taken}，超过总时限 {limit}",
                    taken=taken, limit=flow.limit,
                )  # fmt: skip
        else:
            yield from _against_promises(register, graph, powers)
        yield from _posts(flow)


def _over(register: Register, graph: FlowGraph, limit: Period) -> Period | None:
    """How long the flow takes, where that is certainly longer than a limit."""
    if limit.unit is None or limit.amount is None:
        return None
    for unit in dict.fromkeys((limit.unit, Unit.WORKING_DAY, Unit.DAY)):
        taken = Period.of(graph.longest(unit), unit)
        compared = compare_periods(taken, limit, register.settings.calendar)
        if compared is not None and compared.later is Later.ALWAYS:
            return taken
    return None


def _against_promises(
    register: Register, graph: FlowGraph, powers: tuple[Power, ...]
) -> Iterator[Finding]:
    over = [
        (power, limit, taken)
        for power in powers
        if (limit := power.promised_limit or power.statutory_limit)
        and (taken := _over(register, graph, limit))
    ]
    if over:
        power, limit, taken = over[0]
        kind = "承诺时限" if power.promised_limit else "法定时限"
        yield found(
            "C8", graph.flow, "步骤",
            message="流程“{name}”各环节最长的一路共 {taken}，超过“{power}”的{kind} {limit}",
            related=tuple(p.origin.at("承诺时限" if p.promised_limit else "法定时限") for p, _, _ in over),
            taken=taken, power=shortened(power.name), kind=kind, limit=limit,
        )  # fmt: skip


def _posts(flow: Flow) -> Iterator[Finding]:
    missing = [(i, step) for i, step in enumerate(flow.steps) if _nobody(step)]
    if missing:
        names = "、".join(step.name for _, step in missing)
        yield found(
            "C8", flow, "步骤", missing[0][0],
            message="流程“{name}”的步骤没有写责任岗位：{steps}", steps=names,
        )  # fmt: skip


def _nobody(step: FlowStep) -> bool:
    """Whether a step of the authority names no post, neither by itself nor by its role."""
    if step.kind in (StepKind.START, StepKind.END) or not is_filler(step.post or ""):
        return False
    words = stages()["责任岗位"]
    role = step.role.strip()
    outside = any(word in role for word in words["相对人"])
    return not outside and not role.endswith(tuple(words["岗位结尾"]))


RULE = Rule(
    code="C8",
    name="环节时限与岗位",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="各环节的时限加起来超过承诺时限，承诺就做不到；环节没有责任岗位，超时了找不到人。",
    source="浙江权力清单推进会交流材料（2014）（环节、时限、责任人）；济南市政府部门制度建设三年行动计划实施方案（责任到岗）",
    mend="压缩环节时限或者改正承诺时限；听证、鉴定等不计入时限的步骤写“计入时限: 否”；每个步骤写上“责任岗位”。",
    check=check,
)
