"""C11 流程图与信息表不一致."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.flow import Flow
from quanze.model.period import compare
from quanze.model.power import Power
from quanze.model.power_type import PowerType
from quanze.model.register import DepartmentLists, Register
from quanze.model.word_table import plain
from quanze.rules.register.flows import flows_with_powers
from quanze.rules.rule import Family, Rule, found, shortened


def check(register: Register) -> Iterator[Finding]:
    """Find flows that say something else than the powers they serve, or that do not exist."""
    for lists in register.departments:
        for power in lists.powers:
            if power.flow is not None and _missing(lists, power.flow):
                message = "“{name}”写的流程“{flow}”在 flow.yaml 里没有"
                close = difflib.get_close_matches(power.flow, lists.flows_by_name, n=1, cutoff=0.5)
                mend = "是不是“{close}”？" if close else ""
                yield found(
                    "C11", power, "流程", message=message, mend=mend,
                    flow=power.flow, close=close[0] if close else "",
                )  # fmt: skip
    for lists, flow, powers in flows_with_powers(register):
        yield from _items(lists, flow)
        for power in powers:
            for path, message, params in _differences(flow, power):
                yield found(
                    "C11", flow, *path, message=message, related=(power.origin,), told=None,
                    power=shortened(power.name), **params,
                )  # fmt: skip


def _missing(lists: DepartmentLists, name: str) -> bool:
    known = name in lists.flows_by_name or name in lists.unread or "flow" in lists.unread
    return not known


def _items(lists: DepartmentLists, flow: Flow) -> Iterator[Finding]:
    """Codes the flow names that are no power of the department, or a power with another flow."""
    for i, code in enumerate(flow.items):
        power = lists.powers_by_code.get(str(code))
        if power is None and str(code) not in lists.unread and "power" not in lists.unread:
            message = "流程“{name}”的适用事项 {power} 不在本部门的权力清单里"
            yield found("C11", flow, "适用事项", i, message=message, power=code)
        if power is not None and power.flow not in (None, flow.name):
            message = "流程“{name}”写着适用“{power}”，“{power}”写的却是流程“{other}”"
            yield found(
                "C11", flow, "适用事项", i, message=message, related=(power.origin.at("流程"),),
                power=shortened(power.name), other=power.flow or "",
            )  # fmt: skip


def _differences(flow: Flow, power: Power) -> Iterator[tuple[tuple[str, ...], str, dict[str, str]]]:
    """Where a flow and a power that uses it disagree: place, message, parameters."""
    if flow.body and power.body and not _same_body(flow.body, power.body):
        message = "流程“{name}”的行使主体是{body}，“{power}”的行使主体是{other}"
        yield ("行使主体",), message, {"body": flow.body, "other": power.body}
    promised = power.promised_limit
    both = flow.limit and promised and flow.limit.understood and promised.understood
    if flow.limit and promised and both and compare(flow.limit, promised) != 0:
        message = "流程“{name}”的总时限是{limit}，“{power}”的承诺时限是{other}"
        yield ("总时限",), message, {"limit": flow.limit, "other": promised}
    kinds = [PowerType(word).name or word for word in flow.types]
    if kinds and power.type.name and power.type.name not in kinds:
        message = "流程“{name}”适用于{kinds}，“{power}”是{type}"
        yield ("适用类型",), message, {"kinds": "、".join(kinds), "type": power.type}


def _same_body(one: str, other: str) -> bool:
    """市市场监督管理局 and 某市市场监督管理局 are one body."""
    a, b = plain(one), plain(other)
    return a.endswith(b) or b.endswith(a)


RULE = Rule(
    code="C11",
    name="流程图与信息表不一致",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="一图与一表说的是同一件事：时限、主体、类型不一致，办事的人不知道信哪一个。",
    source="濮阳市权责清单动态调整的做法（责任清单、流程图随权力清单一并调整）；辽源市“一单一表一图”访谈",
    mend="以信息表为准改正流程图，或者反过来；流程改了名称的，事项里的“流程”一并改。",
    check=check,
)
