"""压缩率: by how much promised limits are shorter than the statutory ones, over many powers.

Days of different kinds are never added up: only limits of the same unit are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from quanze.model.period import Period, Unit, same_unit
from quanze.model.power import Power


class Comparison(StrEnum):
    """How the promised limit of a power stands to the statutory one."""

    SHORTER = "承诺比法定短"
    SAME = "承诺与法定相同"
    LONGER = "承诺比法定长"
    AT_ONCE = "承诺当场办结，法定写的是期限"
    INCOMPARABLE = "单位不同，或者没有读懂，不能比较"
    STATUTORY_ONLY = "只写法定时限"
    PROMISED_ONLY = "只写承诺时限"
    SILENT = "都没有写"


COMPARED = (Comparison.SHORTER, Comparison.SAME, Comparison.LONGER)
"""Both are given as a number of the same unit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The statutory and the promised limit of a power."""

    statutory: Period | None
    promised: Period | None

    @property
    def comparison(self) -> Comparison:
        """How one stands to the other."""
        if self.statutory is None or self.promised is None:
            return self._one_missing()
        less = difference(self.statutory, self.promised)
        if less is not None:
            return COMPARED[1 + (less < 0) - (less > 0)]
        both = self.statutory.unit, self.promised.unit
        if both == (Unit.IMMEDIATE, Unit.IMMEDIATE):
            return Comparison.SAME
        at_once = self.promised.unit is Unit.IMMEDIATE and self.statutory.understood
        return Comparison.AT_ONCE if at_once else Comparison.INCOMPARABLE

    def _one_missing(self) -> Comparison:
        if self.statutory is None and self.promised is None:
            return Comparison.SILENT
        return Comparison.PROMISED_ONLY if self.statutory is None else Comparison.STATUTORY_ONLY


def limits_of(power: Power) -> Limits:
    """Return the limits of a power itself; those of its sub-items are their own."""
    return Limits(power.statutory_limit, power.promised_limit)


def difference(statutory: Period, promised: Period) -> int | None:
    """Return how much shorter a promise is than the statutory limit; None where that cannot be said."""
    if not same_unit(statutory, promised) or not statutory.amount or promised.amount is None:
        return None
    return statutory.amount - promised.amount


def saved(statutory: Period, promised: Period) -> Decimal | None:
    """Return the share of the statutory limit that a promise saves, in per cent.

    Negative where it is longer; None where the two cannot be compared.
    """
    less = difference(statutory, promised)
    return None if less is None else per_cent(less, statutory.amount or 1)


def per_cent(part: int, whole: int, places: int = 1) -> Decimal:
    """Return a share in per cent, to one decimal place or more."""
    return rounded(Decimal(part * 100) / whole, places)


def rounded(number: Decimal, places: int) -> Decimal:
    """Round as people do: five goes up."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Sum:
    """The limits of all powers that give both in one unit."""

    unit: Unit
    items: int
    statutory: int
    promised: int

    @property
    def saved(self) -> Decimal:
        """压缩率: the share that is saved of all statutory limits together, in per cent."""
        return per_cent(self.statutory - self.promised, self.statutory)

    @property
    def averages(self) -> tuple[Decimal, Decimal]:
        """The average statutory and promised limit."""
        return _average(self.statutory, self.items), _average(self.promised, self.items)


def _average(total: int, count: int) -> Decimal:
    return rounded(Decimal(total) / count, 1)


@lru_cache(maxsize=4096)
def _measured(limits: Limits) -> tuple[Comparison, Unit | None, tuple[int, int, int]]:
    """Return what a power adds to the sums of a unit; thousands of powers have the same limits."""
    old, new = limits.statutory, limits.promised
    if old is None or new is None or difference(old, new) is None:
        return limits.comparison, None, (0, 0, 0)
    return limits.comparison, old.unit, (1, old.amount or 0, new.amount or 0)


class Tally:
    """Adds up limits; what was added can be taken out again."""

    def __init__(self, limits: Iterable[Limits] = ()) -> None:
        self._comparisons: Counter[Comparison] = Counter()
        self._sums: dict[Unit, list[int]] = {}
        for one in limits:
            self.add(one)

    def add(self, limits: Limits, times: int = 1) -> None:
        """Count a power; -1 times takes it out."""
        comparison, unit, amounts = _measured(limits)
        self._comparisons[comparison] += times
        if unit is not None:
            sums = self._sums.setdefault(unit, [0, 0, 0])
            for at, amount in enumerate(amounts):
                sums[at] += times * amount

    @property
    def comparisons(self) -> dict[Comparison, int]:
        """How many powers stand how; only what occurs."""
        return {one: self._comparisons[one] for one in Comparison if self._comparisons[one]}

    def sums(self) -> Iterator[Sum]:
        """Go through the units, that of the most powers first."""
        found = [Sum(unit, *self._sums[unit]) for unit in Unit if self._sums.get(unit, [0])[0]]
        yield from sorted(found, key=lambda one: -one.items)

    def sum_of(self, unit: Unit) -> Sum | None:
        """Return the sum of one unit; None where no power gives both limits in it."""
        return next((one for one in self.sums() if one.unit is unit), None)


def compression(powers: Iterable[Power]) -> Tally:
    """Compare the limits of powers."""
    return Tally(map(limits_of, powers))
