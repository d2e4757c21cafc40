"""E4 处罚没有裁量基准, and E11 裁量阶次少."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.amounts import fine_ranges
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists, Register
from quanze.rules.bases import quoted_words
from quanze.rules.parts import every_part, parts
from quanze.rules.rule import Family, Rule, found

_LEAST: Final = 3


def check(register: Register) -> Iterator[Finding]:
    """Find penalties whose quoted law leaves a range, and that have no benchmark for it."""
    for lists in register.departments:
        penalties = [power for power in lists.powers if power.type.kind is PowerKind.PENALTY]
        without = [power for power in penalties if not _has_benchmark(power) and _has_range(power)]
        if without and not any(map(_has_benchmark, penalties)):
            yield _none_at_all(lists, len(without))
        else:
            for power in without:
                message = "“{name}”的依据有处罚幅度，没有写裁量基准"
                yield found("E4", power, message=message)


def _none_at_all(lists: DepartmentLists, count: int) -> Finding:
    """One finding for a department that has no benchmarks yet."""
    _, origin = lists.heads.get("power", ("", lists.powers[0].origin))
    return Finding(
        "E4",
        origin,
        f"{lists.name}有 {count} 项行政处罚的依据有处罚幅度，都没有写裁量基准",
        params={"department": lists.name},
        name=lists.name,
        about=lists.name,
    )


def _has_benchmark(power: Power) -> bool:
    return any(part.own.discretion for part in parts(power))


def _has_range(power: Power) -> bool:
    return any(fine_ranges(words) for words in quoted_words(power))


def check_steps(register: Register) -> Iterator[Finding]:
    """Find benchmarks of one or two steps."""
    for power, part in every_part(register):
        if 0 < len(part.own.discretion) < _LEAST:
            yield found(
                "E11", power, *part.path, "裁量基准",
                message="{what}的裁量基准只有 {count} 个阶次",
                told={"count": str(len(part.own.discretion))}, what=part.title,
            )  # fmt: skip


RULE = Rule(
    code="E4",
    name="处罚没有裁量基准",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="法律给了幅度，罚多罚少要有公布的基准，不然同案不同罚。依据的“原文”里读得出罚款幅度的才查。",
    source="《行政处罚法》第三十四条；《优化营商环境条例》第六十条；济南市政府部门制度建设三年行动计划实施方案（裁量基准列入职权的运行制度和流程）",
    mend="在“裁量基准”里按情节轻重写明阶次、情形和幅度；基准由上级统一制定的，照录并写明依据。",
    check=check,
)

STEPS_RULE = Rule(
    code="E11",
    name="裁量阶次少",
    severity=Severity.INFO,
    family=Family.ITEM,
    why="只分一两个阶次，多数情节分不出轻重，等于没有细化。法律本身只有一两档的不用改。",
    source="有的地方规定裁量阶次不少于三个；《优化营商环境条例》第六十条（明确裁量的范围、种类和幅度）",
    mend="能细分的，分成从轻、一般、从重等不少于三个阶次。",
    check=check_steps,
)
