"""A10 不像对外行使的职权."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quanze.findings import Finding, Severity
from quanze.model.items import YesNo
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.model.word_table import plain, read_toml
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Point out items whose name says that nobody outside is concerned, or that others decide."""
    for power in register.powers:
        kind = "标明了“审核转报”" if power.forwarding is YesNo.YES else _kind(power)
        if kind is not None:
            yield found("A10", power, "名称", message="“{name}”：{kind}", kind=kind)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_toml("not_powers.toml")["类别"]
    return tuple((row["说明"], re.compile(row["式"])) for row in rows)


@cache
def _left_out() -> frozenset[str]:
    """Types that always concern somebody outside."""
    return frozenset(read_toml("not_powers.toml")["不查的类型"])


def _kind(power: Power) -> str | None:
    name = plain(power.name)
    kinds = [kind for kind, pattern in _kinds() if pattern.search(name)]
    decided_above = kinds and kinds[0] == _kinds()[0][0]
    if not kinds or (power.type.name in _left_out() and not decided_above):
        return None
    return kinds[0]


RULE = Rule(
    code="A10",
    name="不像对外行使的职权",
    severity=Severity.INFO,
    family=Family.ITEM,
    why="内部管理、宏观管理、没有行政相对人的事项，以及市初审、省终审的事项，不是本级对外行使的职权，"
    "一般不列入权力清单；法律法规没有要求的初审，更不得要求下级办理。",
    source="辽源市“一单一表一图”访谈（内部管理、宏观管理、没有相对人、市初审省终审的不列入）；"
    "通化市责任清单实施意见（法律法规未明确的，不得要求县级初审）",
    mend="由人核对：确是内部事务的移出权力清单；初审、转报有法律法规依据的，写明依据和“审核转报”，可以豁免。",
    check=check,
)
