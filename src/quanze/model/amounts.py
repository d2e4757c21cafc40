"""Ranges of fines as articles and benchmarks write them: 五万元以上十万元以下, 超过3倍、5倍以下."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from quanze.model.numerals import to_int
from quanze.model.patterns import pattern

_NUMERALS: Final = "〇零一二两三四五六七八九十百千万亿"
# Of a run that is too long for a number, nothing is read: not its end either.
_NUMBER: Final = (
    r"(?:(?<!\d)(?<!\d\.)\d{1,12}(?:\.\d{1,4})?[千万亿]{0,2}"
    rf"|(?<![{_NUMERALS}])[{_NUMERALS}]{{1,20}})"
)
_AMOUNT: Final = pattern(rf"(?P<number>{_NUMBER})(?P<unit>元|倍)")
_LARGE: Final = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_NOTE: Final = pattern(r"[（(][^（）()]{0,20}[）)]")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money or a multiple, and where it stands in its text."""

    value: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FineRange:
    """A range of a fine; a missing end is open."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    base: str
    """The words before it that say of what a multiple or a sum for each is taken."""

    @property
    def bottom(self) -> Decimal:
        return self.low or Decimal(0)

    def top(self, otherwise: Decimal) -> Decimal:
        """The upper end, or another value where it is open."""
        return self.high if self.high is not None else otherwise


def amounts(text: str) -> Iterator[Amount]:
    """Go through the amounts in a text without white space and notes in brackets."""
    for found in _AMOUNT.finditer(text):
        value = _value(found["number"])
        if value is not None:
            yield Amount(value, found["unit"], found.start(), found.end())


def condensed(text: str) -> str:
    """A text without white space and notes in brackets."""
    return _NOTE.sub("", "".join(text.split()))


def _value(number: str) -> Decimal | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([千万亿]*)", number)
    if match:
        value = Decimal(match[1])
        for unit in match[2]:
            value *= _LARGE[unit]
        return value
    return _chinese(number)


def _chinese(number: str) -> Decimal | None:
    """Read 二十万, 五千, 一亿: the part before 亿 or 万 is a number of its own."""
    for unit in ("亿", "万"):
        if unit in number:
            before, _, after = number.partition(unit)
            high, low = to_int(before) if before else None, _chinese(after) if after else Decimal(0)
            return None if high is None or low is None else high * Decimal(_LARGE[unit]) + low
    small = to_int(number)
    return None if small is None else Decimal(small)


_RANGES: Final = (
    # 超过3万元、5万元以下; 3万元以上5万元以下; 3万元以上不满5万元; 3万元至5万元
    pattern(
        rf"(?P<over>超过)?(?P<low>{_NUMBER})(?P<u1>元|倍)(?:以上|至|到|—|－|-|~|、|，|以上至|以上、|以上，)?"
        rf"(?:不满|不足|未满|低于|不超过)?(?P<high>{_NUMBER})(?P<u2>元|倍)(?P<down>以下|以内)?"
    ),
    pattern(rf"(?:不满|不足|未满|不超过|低于)(?P<high>{_NUMBER})(?P<u2>元|倍)"),
    pattern(rf"(?P<high>{_NUMBER})(?P<u2>元|倍)(?:以下|以内)"),
    pattern(rf"(?:超过(?P<low>{_NUMBER})(?P<u1>元|倍)|(?P<low2>{_NUMBER})(?P<u3>元|倍)以上)"),
)
_FINE_AFTER: Final = pattern(r"(?:以下|以内|以上)?[^，。；;、\d]{0,6}(?:罚款|处罚)")
_FINE_BEFORE: Final = pattern(r"罚款[^，。；;、\d]{0,4}$")
_BASE: Final = pattern(r"(每[一-鿿]{1,4}|[一-鿿]{2})(?:处|并处|的|超过|按|为|以|标准)*$")
_BEFORE: Final = 20
"""How many letters before a range may say that it is a fine, and of what it is taken."""


def fine_ranges(text: str) -> tuple[FineRange, ...]:
    """Every range in a text that is the range of a fine, one after the other."""
    words, found = condensed(text), []
    if "罚" not in words:
        return ()
    for spot in _spots(words):
        before = words[max(0, spot.start() - _BEFORE) : spot.start()]
        if _FINE_AFTER.match(words, spot.end()) or _FINE_BEFORE.search(before):
            found.append(_range(spot, before))
    return tuple(item for item in found if item is not None)


def _spots(words: str) -> Iterator[re.Match[str]]:
    """Ranges of all kinds, none over another; of two that begin together, the fuller one."""
    ahead = [spot for pattern in _RANGES if (spot := pattern.search(words))]
    while ahead:
        first = min(ahead, key=lambda spot: (spot.start(), -spot.end()))
        yield first
        # What a kind has ahead stands until it is passed: searched for once, not for each range.
        ahead = [
            spot
            for known in ahead
            if (spot := known if known.start() >= first.end() else _from(known, first.end()))
        ]


def _from(known: re.Match[str], position: int) -> re.Match[str] | None:
    return known.re.search(known.string, position)


def _range(spot: re.Match[str], before: str) -> FineRange | None:
    parts = spot.groupdict()
    low = parts.get("low") or parts.get("low2")
    high = parts.get("high")
    units = {parts[key] for key in ("u1", "u2", "u3") if parts.get(key)}
    low_value, high_value = _value(low) if low else None, _value(high) if high else None
    unread = (low and low_value is None) or (high and high_value is None)
    if len(units) != 1 or unread or before.endswith("以上"):
        return None  # 30%以上3倍以下: the other end is of another kind
    base = _BASE.search(before)
    unit = units.pop()
    each = base[1] if base and (unit == "倍" or base[1].startswith("每")) else ""
    return FineRange(low_value, high_value, unit, each)
