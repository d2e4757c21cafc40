"""A1 无依据."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find powers that state no basis at all; sub-items may each state their own."""
    for power in register.powers:
        own = bool(power.bases) or (power.sub_items and all(sub.bases for sub in power.sub_items))
        if not own:
            yield found("A1", power, message="“{name}”没有写设定依据")


RULE = Rule(
    code="A1",
    name="无依据",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="法无授权不可为：没有法律、法规、规章依据的职权，应当取消，不能列入清单。",
    source="辽源市清理十项原则第一项（没有依据的一律取消）；中央编办、原国务院法制办关于权责清单的意见（设定依据应当明确）",
    mend="补写“设定依据”，写明法规名称、条款和原文；确实查不到依据的，按程序取消这个事项。",
    check=check,
)
