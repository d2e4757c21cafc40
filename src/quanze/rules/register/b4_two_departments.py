"""B4 一事多主体."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.model.word_table import plain
from quanze.rules.parts import parts
from quanze.rules.register.same_name import same_powers
from quanze.rules.rule import Family, Reach, Rule, found

_PLACE: Final = pattern(r"^[一-鿿]{1,6}?(?:自治[州县旗]|[省市州盟县区旗])(?=[一-鿿]{2})")


def check(register: Register) -> Iterator[Finding]:
    """Find one power listed by two departments of one level, without a word on who leads."""
    for same in same_powers(register.powers):
        names = tuple(dict.fromkeys(register.lists_of(power).name for power in same))
        if _several(names) and not any(_shared(register, power) for power in same):
            yield found(
                "B4", same[0], "名称",
                message="“{name}”同时列在{departments}，没有写共同实施或者牵头的部门",
                related=tuple(power.origin.at("名称") for power in same[1:]),
                departments="、".join(names),
            )  # fmt: skip


def _several(names: tuple[str, ...]) -> bool:
    """Whether the names are different departments, and not one department of several places."""
    return len({_PLACE.sub("", plain(name)) for name in names}) > 1


def _shared(register: Register, power: Power) -> bool:
    """Whether the list says that the power is exercised together with others."""
    together = any(part.own.joint_bodies or part.own.joint for part in parts(power))
    return together or str(power.code) in register.boundaries_by_item


RULE = Rule(
    code="B4",
    name="一事多主体",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="一件事由一个部门行使；两个部门都列、又不写谁牵头，群众要跑两处，出了问题互相推。",
    source="辽源市“一单一表一图”访谈（明确一个行使主体）；浙江权力清单推进会交流材料（2014）",
    mend="明确一个行使主体；确需共同实施的，写“共同实施部门”或“并联办理”的牵头部门，或者列入职责边界清单。",
    check=check,
)
