"""Comparing a register with the lists of others: by code first, by exact name second, never by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from quanze.model.element import KeyPath
from quanze.model.item_code import ItemCode
from quanze.model.level import Level, LevelKind
from quanze.model.patterns import pattern
from quanze.model.power import HandlingItem, Power, PowerElements
from quanze.model.power_type import PowerType
from quanze.model.reference_list import ReferenceItem, ReferenceKind, ReferenceList
from quanze.model.register import Register, group
from quanze.model.word_table import plain
from quanze.rules.parts import Part, parts
from quanze.rules.schemes import best_match, schemes_of
from quanze.rules.shared import shared

_CASE: Final = pattern(r"\([^()]*\)$")
"""What stands behind a name in brackets: 食品经营许可（变更）."""


class Match(NamedTuple):
    """A power, or a part of it, that an entry of a reference list is about."""

    power: Power
    part: Part

    @property
    def path(self) -> KeyPath:
        return self.part.path

    @property
    def type(self) -> PowerType:
        """Its type: a sub-item may have its own."""
        own = (getattr(level, "type", None) for level in self.part.chain)
        return next((found for found in own if found is not None), self.power.type)


@dataclass(frozen=True)
class Listing:
    """What a register lists, by the codes and names that others may know it by."""

    by_code: dict[str, tuple[Match, ...]]
    former: frozenset[str]
    """Codes that items had before a change of name, a merger or a move."""
    by_name: dict[str, tuple[Match, ...]]
    levels: tuple[LevelKind, ...]
    complete: bool
    """Whether everything was read: only then is known what is not there."""

    @classmethod
    def of(cls, register: Register) -> Listing:
        """Index a register."""
        matches = [Match(power, part) for power in register.powers for part in parts(power)]
        schemes, _ = schemes_of(register.settings)
        coded, named = [], []
        for match in matches:
            coded += [(code.normalised, match) for code in _stated(match.part.own)]
            code: ItemCode | None = getattr(match.part.own, "code", None)
            read = best_match(code, schemes) if code else None
            if read is not None and read.ok and read.catalogue_code:
                coded.append((read.catalogue_code, match))
            named += [(name, match) for name in dict.fromkeys(_names(match))]
        former = (code.normalised for power in register.powers for code in power.predecessors)
        level = register.settings.level
        return cls(
            by_code=group(coded),
            former=frozenset(former),
            by_name=group(named),
            levels=level.kinds if level else (),
            complete=not any(lists.unread for lists in register.departments),
        )

    def coded(self, item: ReferenceItem) -> tuple[Match, ...]:
        """Return what carries one of an entry's codes, each power and part once."""
        found = [match for code in codes(item) for match in self.by_code.get(code, ())]
        return tuple({(id(m.power), m.path): m for m in found}.values())

    def named(self, item: ReferenceItem) -> tuple[Match, ...]:
        """Return what has an entry's exact name, and its type where the entry states one."""
        same = self.by_name.get(plain(item.name), ())
        wanted = item.type.name if item.type else None
        return tuple(match for match in same if wanted in (None, match.type.name))

    def knows(self, item: ReferenceItem) -> bool:
        """Whether the register lists an entry at all: by a code, a former code or a name."""
        names = {plain(item.name), _CASE.sub("", plain(item.name))}
        return (
            bool(self.coded(item))
            or not self.former.isdisjoint(codes(item))
            or any(name in self.by_name for name in names)
        )

    def exercised_at(self, match: Match, level: Level | None) -> bool:
        """Whether a match is exercised at one of the levels; no level stated, or none known, is any."""
        wanted = level.kinds if level else ()
        stated = match.part.value("行使层级")
        known = (stated.kinds if stated else ()) or self.levels
        return not wanted or not known or overlap(wanted, known)


@shared
def listing_of(register: Register) -> Listing:
    """Return the index of a register: every rule that compares it with a list needs it."""
    return Listing.of(register)


def overlap(one: Iterable[LevelKind], other: Iterable[LevelKind]) -> bool:
    """Whether two sets of levels meet; 分级管理 is all of them."""
    ones, others = set(one), set(other)
    return bool(ones & others) or LevelKind.SHARED in ones | others


def codes(item: ReferenceItem) -> list[str]:
    """The codes of an entry of a reference list."""
    return [code.normalised for code in (item.catalogue_code, item.code) if code is not None]


def entries(
    register: Register, kind: ReferenceKind
) -> Iterator[tuple[ReferenceList, ReferenceItem]]:
    """Go through all entries of the reference lists of a kind that apply."""
    for listed in register.references(kind):
        for item in listed.items:
            yield listed, item


def _stated(own: PowerElements) -> list[ItemCode]:
    known = (getattr(own, "code", None), own.catalogue_code, own.local_code)
    return [code for code in known if code is not None and code.understood]


def _names(match: Match) -> Iterator[str]:
    """The names of a match; 变更 alone names nothing, 食品经营许可（变更） does."""
    own = match.part.own
    name = plain(getattr(own, "name", ""))
    if not isinstance(own, HandlingItem):
        yield name
    if own is not match.power:
        main = plain(match.power.name)
        yield from (f"{main}{name}", f"{main}({name})", f"{main}-{name}")
