"""C9 流程走不通."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.flow import Flow, FlowStep, StepKind
from quanze.model.flow_graph import FlowGraph
from quanze.model.register import DepartmentLists, Register, group
from quanze.rules.register.flows import flows_with_powers, kinds_of
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import stages


def check(register: Register) -> Iterator[Finding]:
    """Find flows that cannot be walked from start to end."""
    for lists in register.departments:
        yield from _names(lists)
    for _, flow, powers in flows_with_powers(register):
        graph = FlowGraph(flow)
        yield from _ids(flow)
        yield from _targets(graph)
        yield from _whole(graph)
        yield from _decisions(flow)
        if "行政许可" in kinds_of(flow, powers) and not _refuses(flow):
            yield found("C9", flow, "步骤", message="流程“{name}”没有不予受理、不予许可的分支")


def _names(lists: DepartmentLists) -> Iterator[Finding]:
    """Flows of one department with the same name: a power cannot tell which it means."""
    for flows in group((flow.name, flow) for flow in lists.flows).values():
        for flow in flows[1:]:
            message = "本部门有两个流程都叫“{name}”，事项不知道引用哪一个"
            related = (flows[0].origin.at("名称"),)
            yield found("C9", flow, "名称", message=message, related=related)


def _ids(flow: Flow) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for i, step in enumerate(flow.steps):
        if seen[step.id] == 1:
            message = "流程“{name}”有两个步骤的编号都是“{id}”"
            yield found("C9", flow, "步骤", i, "编号", message=message, id=step.id)
        seen[step.id] += 1


def _targets(graph: FlowGraph) -> Iterator[Finding]:
    """Links to steps that do not exist, steps without a next one, ends with one."""
    for i, step in enumerate(graph.flow.steps):
        for j, link in enumerate(step.next):
            if link.target not in graph.steps:
                message = "流程“{name}”的步骤“{step}”下一步写的是“{to}”，没有这个编号的步骤"
                close = difflib.get_close_matches(link.target, graph.steps, n=1, cutoff=0.4)
                yield found(
                    "C9",
                    graph.flow,
                    "步骤",
                    i,
                    "下一步",
                    j,
                    message=message,
                    mend="是不是“{close}”？" if close else "",
                    step=step.name,
                    to=link.target,
                    close=close[0] if close else "",
                )
        if step.kind is StepKind.END and step.next:
            message = "流程“{name}”的步骤“{step}”是结束，后面不应再有下一步"
            yield found("C9", graph.flow, "步骤", i, "下一步", message=message, step=step.name)
        if step.kind is not StepKind.END and not step.next:
            message = "流程“{name}”走到步骤“{step}”就断了，没有下一步，也不是结束"
            yield found("C9", graph.flow, "步骤", i, message=message, step=step.name)


def _whole(graph: FlowGraph) -> Iterator[Finding]:
    """No end, steps that nothing leads to, and loops that nothing leads out of."""
    flow = graph.flow
    if not graph.ends:
        yield found("C9", flow, "步骤", message="流程“{name}”没有“种类: 结束”的步骤")
    # Where a link leads nowhere, what lies behind it only seems to be out of reach.
    broken = any(link.target not in graph.steps for step in flow.steps for link in step.next)
    for i, step in enumerate(() if broken else flow.steps):
        if step.id not in graph.reached:
            message = "流程“{name}”的步骤“{step}”从开始走不到"
            yield found("C9", flow, "步骤", i, message=message, step=step.name)
    caught = [i for i, s in enumerate(flow.steps) if s.id in graph.reached - graph.stopping]
    if caught and graph.ends:
        step = flow.steps[caught[0]]
        message = "流程“{name}”从步骤“{step}”起只在几步之间循环，走不到结束"
        yield found("C9", flow, "步骤", caught[0], message=message, step=step.name)


def _decisions(flow: Flow) -> Iterator[Finding]:
    for i, step in enumerate(flow.steps):
        if step.kind is StepKind.DECISION and step.next and (fault := _decision_fault(step)):
            message = "流程“{name}”的判断“{step}”{fault}"
            yield found(
                "C9", flow, "步骤", i, "下一步", message=message, step=step.name, fault=fault
            )


def _decision_fault(step: FlowStep) -> str | None:
    if len({link.target for link in step.next}) < 2:
        return "只有一个去向，缺少不通过的分支"
    if sum(link.condition is None for link in step.next) > 1:
        return "有几个去向没有写条件，不知道什么情况走哪一路"
    return None


def _refuses(flow: Flow) -> bool:
    words = stages()["否定"]
    texts = [step.name for step in flow.steps]
    texts += [link.condition for step in flow.steps for link in step.next if link.condition]
    said = "\n".join(texts)
    for question in words["疑问"]:
        said = said.replace(question, "")
    return any(word in said for word in words["词"])


RULE = Rule(
    code="C9",
    name="流程走不通",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="流程图要能从受理一直走到办结：断头、走不到的步骤、出不来的循环、没有不通过的分支，都会让办事的人不知道下一步。",
    source="辽源市“一单一表一图”访谈（流程图反映从受理到办结的全过程）",
    mend="按提示补上“下一步”、改正编号，或者把最后一步的“种类”写成“结束”；判断要写出各个去向和条件。",
    check=check,
)
