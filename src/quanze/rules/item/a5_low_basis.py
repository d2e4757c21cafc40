"""A5 依据层级不够."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.register import Register
from quanze.rules.bases import only_documents, titles
from quanze.rules.parts import powers_with_bases
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_benefit


def check(register: Register) -> Iterator[Finding]:
    """Find powers that rest on documents alone; a basis of unknown rank keeps the rule silent."""
    for power, stated in powers_with_bases(register):
        all_bases = [basis for _, basis in stated]
        if only_documents(all_bases) and not is_benefit(power.type):
            yield found(
                "A5",
                power,
                *stated[0][0],
                message="“{name}”只以规范性文件为依据：{laws}",
                laws=titles(all_bases),
            )


RULE = Rule(
    code="A5",
    name="依据层级不够",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="规范性文件（包括省级部门文件、三定规定）不能设定减损权利或者增加义务的职权；只有这类依据的事项应当取消。",
    source="辽源市“一单一表一图”访谈（省级部门文件设定的一律取消）；浙江权力清单推进会交流材料（2014）（以规范性文件为依据的取消）；"
    "《行政许可法》第十七条；《行政处罚法》第十六条；《优化营商环境条例》第六十四条",
    mend="查明有没有法律、法规、规章依据并补写；没有的，按程序取消。",
    check=check,
)
