"""C4 即办件的承诺时限."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.period import Period, Unit
from quanze.model.register import Register
from quanze.rules.parts import Part, every_part
from quanze.rules.rule import Family, Rule, found

_AT_ONCE: Final = frozenset(("即办件", "即办"))
_MOST: Final = {Unit.IMMEDIATE: 0, Unit.WORKING_DAY: 1, Unit.DAY: 1, Unit.HOUR: 24}
"""How much of each unit a day is; months and years are always longer."""


def check(register: Register) -> Iterator[Finding]:
    """Find items handled at once whose promised limit is longer than a day."""
    for power, part in every_part(register):
        kind, promised = part.value("办件类型"), part.value("承诺时限")
        if _states_one(part) and _is_at_once(kind) and promised and _longer_than_day(promised):
            key = "承诺时限" if part.own.promised_limit else "办件类型"
            yield found(
                "C4", power, *part.path, key,
                message="{what}是即办件，承诺时限却是 {promised}",
                what=part.title, promised=promised,
            )  # fmt: skip


def _states_one(part: Part) -> bool:
    return bool(part.own.handling_type or part.own.promised_limit)


def _is_at_once(kind: str | None) -> bool:
    return "".join((kind or "").split()) in _AT_ONCE


def _longer_than_day(period: Period) -> bool:
    return period.unit is not None and (period.amount or 0) > _MOST.get(period.unit, 0)


RULE = Rule(
    code="C4",
    name="即办件不是当天办结",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="即办件是收到材料当场或者当天办结的；承诺几天的应当是承诺件。类型和时限对不上，群众不知道要不要再跑一趟。",
    source="GB/T 39046-2020《政务服务平台基础数据规范》表A.6（办件类型：即办件、承诺件）；《行政许可法》第三十四条（能够当场作出决定的应当当场作出）",
    mend="能当天办结的，承诺时限写“当场”或“1个工作日”；不能的，办件类型改为“承诺件”。",
    check=check,
)
