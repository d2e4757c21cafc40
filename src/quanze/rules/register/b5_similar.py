"""B5 名称相近."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import Register, group
from quanze.model.word_table import plain
from quanze.rules.register.same_name import same_powers
from quanze.rules.rule import Family, Rule, found, shortened

_LIKE: Final = 0.8
"""Share of the pairs of letters that two names have in common, from which on they are pointed out."""
_WORDING: Final = pattern(
    r"^(?:违反规定[,，]?)?对|(?:的?行为|情形)?(?:的|进行)?(?:(?:行政)?处罚|(?:监督)?检查)+(?:\(.*\))?$"
)
_ARTICLE: Final = pattern(r"第[零〇一二三四五六七八九十百千0-9]+[条款项]")
_SIGN: Final = pattern(r"[^一-鿿A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class _Named:
    """A power with its name as it is compared."""

    power: Power
    pairs: frozenset[str]
    articles: frozenset[str]

    @classmethod
    def of(cls, power: Power) -> _Named:
        name = plain(power.name)
        bare = _SIGN.sub("", _WORDING.sub("", name))
        pairs = frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
        return cls(power, pairs, frozenset(_ARTICLE.findall(name)))


def check(register: Register) -> Iterator[Finding]:
    """Point out powers of one department, type and level whose names are nearly the same."""
    for lists in register.departments:
        firsts = (powers[0] for powers in same_powers(lists.powers))
        pairs = (((power.type.name, power.level), _Named.of(power)) for power in firsts)
        for named in group(pairs).values():
            yield from _similar(named)


def _similar(named: tuple[_Named, ...]) -> Iterator[Finding]:
    ordered = sorted((one for one in named if one.pairs), key=lambda one: len(one.pairs))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if len(one.pairs) < _LIKE * len(other.pairs):
                break
            # Names that only cite different articles are different matters.
            if one.articles == other.articles and _like(one.pairs, other.pairs):
                yield found(
                    "B5", one.power, "名称", message="“{name}”与“{other}”名称相近",
                    related=(other.power.origin.at("名称"),), other=shortened(other.power.name),
                    other_code=str(other.power.code),
                )  # fmt: skip


def _like(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _LIKE * len(one | other)


RULE = Rule(
    code="B5",
    name="名称相近",
    severity=Severity.OFF,
    family=Family.REGISTER,
    why="内容相近、相互交叉的事项应当合并，前后环节不应反复核准。名称相近的大多只是对象不同，所以这条规则默认不检查，"
    "整理清单时可以打开，逐对看一遍。",
    source="辽源市“一单一表一图”访谈（内容相近的合并）；浙江权力清单推进会交流材料（2014）",
    mend="确是一件事的，合成一项，把另一个编码写进“前身”；只是对象不同的，可以写成一个主项的几个子项。",
    check=check,
)
