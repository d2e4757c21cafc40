"""A6 依据的级别不能设定这类权力."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.law_rank import LawRank
from quanze.model.register import Register
from quanze.rules.bases import DOCUMENTS, all_known, titles
from quanze.rules.parts import powers_with_bases
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import creation


def check(register: Register) -> Iterator[Finding]:
    """Find powers none of whose bases, all of known rank, may create a power of their type."""
    for power, all_bases in powers_with_bases(register):
        law = creation(power.type)
        if law is None:
            continue
        known = all_known([basis for _, basis in all_bases])
        if known is None or known & law.ranks or known <= DOCUMENTS:
            continue  # Documents alone are A5's.
        if LawRank.CONSTITUTION in known:
            continue  # The law does not speak of it; no list need be told.
        yield found(
            "A6",
            power,
            *all_bases[0][0],
            message="“{name}”是{type}，所列依据都不能设定：{laws}（{law}：{reason}）",
            type=str(power.type),
            laws=titles([basis for _, basis in all_bases]),
            law=law.source,
            reason=law.note,
        )


RULE = Rule(
    code="A6",
    name="依据的级别不能设定这类权力",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="哪一级的法可以设定哪一类权力，由法律规定：部门规章不能设定行政许可，规章不能设定行政强制，行政强制执行只能由法律设定。",
    source="《行政许可法》第十四条、第十五条、第十七条；《行政处罚法》第十条至第十四条、第十六条；《行政强制法》第十条、第十三条",
    mend="补写有权设定的法律、法规；没有的，按程序取消，或者依法重新定类。",
    check=check,
)
