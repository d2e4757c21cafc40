"""G17 职权没有配套制度."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.load.layout import REGULATIONS
from quanze.model.element import Element
from quanze.model.register import DepartmentLists, Register
from quanze.rules.rule import Family, Reach, Rule, found, shortened

_SHOWN: Final = 20
"""Items that a message names; the page of the regulations lists all."""


def check(register: Register) -> Iterator[Finding]:
    """Find, department by department, items and boundary matters without a regulation in force."""
    if REGULATIONS in register.unread:
        return
    in_force = [rule for rule in register.regulations if rule.in_force(register.date)]
    matters = frozenset(name for rule in in_force for name in rule.matters)
    for lists in register.departments:
        without = [
            power.name for power in lists.powers if str(power.code) not in register.regulated
        ]
        yield from _told(lists, "职权", without)
        unruled = [one.matter for one in lists.boundaries if one.matter not in matters]
        yield from _told(lists, "职责边界事项", unruled)


def _told(lists: DepartmentLists, noun: str, names: list[str]) -> Iterator[Finding]:
    places: tuple[Element | None, ...] = (lists.department, *lists.powers, *lists.boundaries)
    at = next(filter(None, places), None)
    if not names or at is None:
        return
    shown = "、".join(f"“{shortened(name)}”" for name in names[:_SHOWN])
    rest = " 等" if len(names) > _SHOWN else ""
    yield found(
        "G17", at,
        message="{department}有 {count} 项{noun}没有配套制度：{names}",
        told={"count": str(len(names)), "names": shown + rest},
        department=lists.name, noun=noun,
    )  # fmt: skip


RULE = Rule(
    code="G17",
    name="职权没有配套制度",
    severity=Severity.OFF,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="逐项有制度，每个岗位、每个环节才有章可循。一个部门报一处，写明有几项、是哪些；网站“配套制度”页列出全部。",
    source="济南市政府部门制度建设三年行动计划实施方案二（二）1：针对权责事项、职责边界事项，逐项建立工作制度。"
    "这是一个市的做法，默认不查；要查的，在 quanze.yaml 里写 规则: {级别: {G17: 提示}}",
    mend="在 regulations.yaml 里写明按照哪项制度行使：一项制度可以写几个适用事项；没有制度的先建立制度。",
    check=check,
)
