"""Which register stands above which, by the codes of their divisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from quanze.model.division import DivisionCode
from quanze.model.settings import RuleSettings
from quanze.publish.open_data.terms import UNKNOWN_DIVISION

_PARTS: Final = (2, 4, 6, 9, 12)
"""Digits up to which a code names a province, a city, a county, a township, a village."""
_LEVELS: Final = ("省级", "市级", "县级", "乡镇（街道）", "村（社区）")

_NO_RULES: Final = RuleSettings()


@dataclass(frozen=True)
class Compared:
    """One register that is compared."""

    side: str
    label: str
    """How it was named on the command line."""
    name: str
    division: str
    upper: bool
    """Whether it was given as the upper one."""
    rules: RuleSettings = _NO_RULES
    unread: int = 0

    @property
    def reach(self) -> str:
        """The digits of the division that its own parts share; empty where it is not known."""
        code = DivisionCode(self.division)
        if self.division == UNKNOWN_DIVISION or not code.understood:
            return ""
        digits = code.normalised.ljust(12, "0")
        return next((digits[:n] for n in _PARTS if not digits[n:].strip("0")), digits)

    @property
    def level(self) -> str:
        """The level of government that the code tells."""
        return _LEVELS[_PARTS.index(len(self.reach))] if self.reach else "层级不明"

    @property
    def full_division(self) -> str:
        """The code with twelve digits."""
        return self.division.ljust(12, "0")

    def above(self, other: Compared) -> bool:
        """Whether the other is a part of this division, as far as the codes tell."""
        if self.reach and other.reach:
            return other.reach != self.reach and other.reach.startswith(self.reach)
        # Where a code is missing, what was asked for is believed.
        return self.upper and not other.upper


class Pair(NamedTuple):
    """A register and one above it."""

    lower: str
    upper: str
    nearest: bool
    """Whether there is none between them among those given."""


def pairs(registers: Sequence[Compared]) -> tuple[Pair, ...]:
    """Return every register with all above it."""
    return tuple(_pairs(registers))


def _pairs(registers: Sequence[Compared]) -> Iterator[Pair]:
    # At each level only as many as have the beginning of a code: a country has thousands of counties.
    by_reach: dict[str, list[Compared]] = {}
    for one in registers:
        by_reach.setdefault(one.reach, []).append(one)
    for lower in registers:
        found = list(_above(lower, by_reach, registers))
        longest = max((len(upper.reach) for upper in found), default=0)
        for upper in found:
            yield Pair(lower.side, upper.side, len(upper.reach) == longest)


def _above(
    lower: Compared, by_reach: dict[str, list[Compared]], registers: Sequence[Compared]
) -> Iterator[Compared]:
    if not lower.reach:
        yield from (one for one in registers if one is not lower and one.above(lower))
        return
    starts = (lower.reach[:n] for n in _PARTS if n < len(lower.reach))
    for start in starts:
        yield from by_reach.get(start, ())
    yield from (one for one in by_reach.get("", ()) if one.above(lower))
