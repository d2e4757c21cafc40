"""Counts of a register, by department and type. Pages and `quanze stats` show the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists, Register

UNKNOWN_TYPE = "类型不明"


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """The counts of one department."""

    slug: str
    name: str
    total: int
    by_type: dict[str, int]
    sub_items: int
    public_services: int
    boundaries: int
    flows: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a register. Each total is the sum of its parts."""

    name: str
    total: int
    by_type: dict[str, int]
    departments: tuple[DepartmentFigures, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types that occur, in their official order."""
        return tuple(self.by_type)


def type_of(power: Power) -> str:
    """Return the canonical type of a power, or that it is unknown."""
    return str(power.type.kind) if power.type.kind else UNKNOWN_TYPE


def figures(register: Register) -> Figures:
    """Count the powers of a register. A power with sub-items counts once."""
    rows = tuple(_department(lists) for lists in register.departments)
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row.by_type)
    return Figures(register.settings.name, sum(row.total for row in rows), _ordered(total), rows)


def _department(lists: DepartmentLists) -> DepartmentFigures:
    return DepartmentFigures(
        slug=lists.slug,
        name=lists.name,
        total=len(lists.powers),
        by_type=_ordered(Counter(map(type_of, lists.powers))),
        sub_items=sum(len(power.sub_items) for power in lists.powers),
        public_services=len(lists.public_services),
        boundaries=len(lists.boundaries),
        flows=len(lists.flows),
    )


def types_in_order(types: Iterable[str]) -> tuple[str, ...]:
    """Return types once each, in their official order."""
    known = set(types)
    return tuple(kind for kind in (*map(str, PowerKind), UNKNOWN_TYPE) if kind in known)


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in types_in_order(counts) if counts[kind]}


@dataclass(frozen=True, slots=True)
class Stated:
    """How many powers say each thing, and how many say nothing of it: silence is no 否."""

    counts: dict[str, int]
    silent: int

    @property
    def total(self) -> int:
        """How many powers say something."""
        return sum(self.counts.values())

    def part(self, value: str) -> int:
        """Return how many say this."""
        return self.counts.get(value, 0)


def stated(powers: Iterable[Power], says: Callable[[Power], object]) -> Stated:
    """Count what powers say; the most frequent first.

    Args:
        powers: main items; what sub-items say differently is not counted.
        says: returns what a power says; None where it says nothing.
    """
    counts = Counter("" if (said := says(power)) is None else str(said) for power in powers)
    silent = counts.pop("", 0)
    return Stated(dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))), silent)
