"""Volumes: a large department's book comes in several, none too thick to bind or to set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quanze.model.figures import UNKNOWN_TYPE, type_of
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists

MOST: Final = 100
"""Items in a volume: some six hundred pages of a 业务手册."""

Numbered = tuple[tuple[int, Power], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of a department's book: the items in it, each with its number in the whole book."""

    number: int
    of: int
    numbered: Numbered

    @property
    def powers(self) -> tuple[Power, ...]:
        return tuple(power for _, power in self.numbered)


def volumes(powers: Sequence[Power]) -> tuple[Volume, ...]:
    """Share items out over volumes; no items make one volume without any."""
    numbered = tuple(enumerate(powers, 1))
    starts = range(0, max(len(powers), 1), MOST)
    return tuple(
        Volume(number, len(starts), numbered[start : start + MOST])
        for number, start in enumerate(starts, 1)
    )


def by_type(lists: DepartmentLists) -> list[Power]:
    """Return the powers in the official order of types, and within a type as the list has them."""
    order = {kind: number for number, kind in enumerate((*map(str, PowerKind), UNKNOWN_TYPE))}
    return sorted(lists.powers, key=lambda power: order[type_of(power)])


def types_in(powers: Sequence[Power], volume: Volume) -> Iterator[tuple[int, str, Numbered]]:
    """Go through the types in a volume: number and name of the type, its items with their numbers."""
    held = {number for number, _ in volume.numbered}
    kinds: dict[str, list[tuple[int, int, Power]]] = {}
    for at, power in enumerate(powers, 1):
        found = kinds.setdefault(type_of(power), [])
        found.append((at, len(found) + 1, power))
    for number, (kind, members) in enumerate(kinds.items(), 1):
        here = tuple((own, power) for at, own, power in members if at in held)
        if here:
            yield number, kind, here
