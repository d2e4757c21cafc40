"""A1 无依据."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.element import KeyPath
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.parts import parts, powers_with_bases
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find powers that state no basis at all; the parts of a power may each state their own."""
    for power, stated in powers_with_bases(register):
        if any(path[0] == "设定依据" for path, _ in stated):
            continue
        covered = {path[:2] for path, _ in stated}
        if covered:
            yield from _uncovered(power, covered)
        elif power.bases:
            message = "“{name}”的设定依据只有“{text}”，等于没有写"
            yield found("A1", power, "设定依据", message=message, text=power.bases[0].text.strip())
        else:
            yield found("A1", power, message="“{name}”没有写设定依据")


def _uncovered(power: Power, covered: set[KeyPath]) -> Iterator[Finding]:
    """Parts without basis where others state their own."""
    for part in parts(power):
        if len(part.path) == 2 and part.path not in covered:
            message = "{what}没有写设定依据，主项也没有写"
            yield found("A1", power, *part.path, message=message, what=part.title)


RULE = Rule(
    code="A1",
    name="无依据",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="法无授权不可为：没有法律、法规、规章依据的职权，应当取消，不能列入清单。",
    source="辽源市“一单一表一图”访谈（没有依据的一律取消）；浙江权力清单推进会交流材料（2014）（法无据的取消）",
    mend="补写“设定依据”，写明法规名称、条款和原文；确实查不到依据的，按程序取消这个事项。",
    check=check,
)
