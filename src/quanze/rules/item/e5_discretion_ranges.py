"""E5 裁量幅度重叠、断档、超出法定幅度."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.amounts import Amount, FineRange, amounts, condensed, fine_ranges
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.bases import quoted_words
from quanze.rules.parts import Part, parts
from quanze.rules.rule import Family, Rule, found

_Said = tuple[tuple[FineRange, ...], tuple[Amount, ...]]
_UNITS: Final = ("元", "倍")
_ENDLESS: Final = Decimal("Infinity")
_LEFT_OUT: Final = pattern("…|\\.{3}")
_MILDER: Final = pattern("减轻|轻微|不予|免予|免于|免除")
"""Steps below what the law sets for everybody else (处罚法 arts 32, 33)."""
_WHO: Final = pattern("个人|自然人|公民|单位|法人|组织|企业|个体")


def check(register: Register) -> Iterator[Finding]:
    """Find steps whose fines overlap, leave a gap, or go beyond what the quoted law allows.

    Only what can be read for certain is compared: one range in a step, the same unit and base, and
    every amount in the step part of that range.
    """
    for power in register.powers:
        with_steps = [part for part in parts(power) if part.own.discretion]
        if not with_steps:
            continue
        law = _Law(power)
        for part in with_steps:
            read = [_read(step.standard) for step in part.own.discretion]
            for unit in _UNITS:
                ranges = [_only_range(*one, unit) for one in read]
                yield from _neighbours(power, part, ranges, law)
                yield from _beyond(power, part, ranges, law)


class _Law:
    """What the law that an item quotes says about fines; read where a step has a range."""

    def __init__(self, power: Power) -> None:
        self._power = power

    @cached_property
    def _said(self) -> list[_Said]:
        return [_read(words) for words in quoted_words(self._power)]

    @cached_property
    def whole(self) -> bool:
        """Whether every basis is quoted, and nothing is left out of a quotation."""
        every = [basis for part in parts(self._power) for basis in part.own.bases]
        return (
            bool(every)
            and all(basis.quote for basis in every)
            and not any(_LEFT_OUT.search(words) for words in quoted_words(self._power))
        )

    def of(self, unit: str) -> list[FineRange]:
        return [item for ranges, _ in self._said for item in ranges if item.unit == unit]

    def most(self, unit: str) -> Decimal:
        stated = (item.value for _, found in self._said for item in found if item.unit == unit)
        return max(stated, default=_ENDLESS)


@lru_cache(maxsize=512)
def _read(text: str) -> _Said:
    """The fines and the amounts of a text; many items quote the same words."""
    return fine_ranges(text), tuple(amounts(condensed(text)))


def _only_range(
    fines: tuple[FineRange, ...], found: tuple[Amount, ...], unit: str
) -> FineRange | None:
    """The range of a step, if it is the only one and no other amount of its unit stands beside it."""
    ranges = [item for item in fines if item.unit == unit]
    stated = [item for item in found if item.unit == unit]
    if len(ranges) != 1:
        return None
    ends = sum(end is not None for end in (ranges[0].low, ranges[0].high))
    return ranges[0] if len(stated) == ends else None


def _neighbours(
    power: Power, part: Part, ranges: list[FineRange | None], law: _Law
) -> Iterator[Finding]:
    steps = part.own.discretion
    if any(_WHO.search(f"{step.step}{step.condition}{step.standard}") for step in steps):
        return
    for i, (one, other) in enumerate(pairwise(ranges)):
        if one is None or other is None or one.base != other.base or len(law.of(one.unit)) > 1:
            continue
        lower, upper = sorted((one, other), key=lambda item: (item.bottom, item.top(_ENDLESS)))
        if upper.bottom < lower.top(_ENDLESS):
            fault = "有重叠"
        elif lower.top(_ENDLESS) < upper.bottom and law.of(one.unit):
            fault = "之间断档"
        else:
            continue
        yield found(
            "E5", power, *part.path, "裁量基准", i + 1,
            message="{what}的裁量基准，“{one}”与“{other}”的罚款幅度{fault}",
            what=part.title, one=steps[i].step, other=steps[i + 1].step, fault=fault,
        )  # fmt: skip


def _beyond(
    power: Power, part: Part, ranges: list[FineRange | None], law: _Law
) -> Iterator[Finding]:
    for i, one in enumerate(ranges):
        step = part.own.discretion[i]
        if one is None or not law.whole or not law.of(one.unit):
            continue
        if one.high is not None and one.high > law.most(one.unit):
            fault = "高于"
        elif one.bottom < min(item.bottom for item in law.of(one.unit)) and not _MILDER.search(
            f"{step.step}{step.condition}{step.standard}"
        ):
            fault = "低于"
        else:
            continue
        yield found(
            "E5", power, *part.path, "裁量基准", i,
            message="{what}的裁量基准，“{step}”的罚款{fault}所引法条的幅度",
            what=part.title, step=step.step, fault=fault,
        )  # fmt: skip


RULE = Rule(
    code="E5",
    name="裁量幅度重叠、断档、超限",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="两个阶次的幅度重叠，同一情节可以按两档罚；断档，中间的数额永远罚不到；超出法律规定的幅度，罚了就违法。",
    source="《行政处罚法》第三十二条、第三十三条、第三十四条；《优化营商环境条例》第六十条；《民法典》第一千二百五十九条（以上、以下包括本数，超过不包括本数）",
    mend="让各阶次首尾相接：前一档“5万元以上7万元以下”，后一档“超过7万元、10万元以下”，最低和最高与法条一致；法条有不同档次的，依据的“原文”录全。",
    check=check,
)
