"""Two versions of a register -> what changed in its lists beside the power lists.

Read for itself: `load/differing.py` leaves these files out. What cannot be read is not compared, and
that is told; what is missing because of it would look deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, cast

from quanze.diff.entries import same
from quanze.diff.own_entries import OwnEntry, OwnList, own_entries_of
from quanze.diff.versions import contents, loses
from quanze.load.layout import (
    DELEGATIONS,
    JOINT_MATTERS,
    NEGATIVE_LIST,
    REGULATIONS,
    held,
    register_list,
)
from quanze.load.loader import load
from quanze.load.source import SETTINGS_FILE, PartSource, Source
from quanze.load.versions import Version
from quanze.model.register import group


class OwnKind(StrEnum):
    """What became of an entry. These are no changes of powers: they have no level of approval."""

    ADDED = "新增"
    REMOVED = "删除"
    ALTERED = "修改"


@dataclass(frozen=True)
class OwnElement:
    """One element of an entry that differs."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class OwnChange:
    """What became of one entry."""

    kind: OwnKind
    old: OwnEntry | None
    new: OwnEntry | None
    elements: tuple[OwnElement, ...] = ()

    @property
    def entry(self) -> OwnEntry:
        """The entry as it is, or as it was where it is gone."""
        return cast("OwnEntry", self.new or self.old)


@dataclass(frozen=True)
class OwnChanges:
    """Everything that changed in these lists."""

    changes: tuple[OwnChange, ...] = ()
    unread: tuple[str, ...] = ()
    """Files of which something could not be read: their lists are not compared."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.unread)


_FILES: Final = {
    OwnList.REGULATION: REGULATIONS,
    OwnList.BODY: REGULATIONS,
    OwnList.NEGATIVE: NEGATIVE_LIST,
    OwnList.DELEGATION: DELEGATIONS,
    OwnList.JOINT: JOINT_MATTERS,
    OwnList.RELEASE: "departments/",
}
"""How the path of a file of the list begins."""


def own_changes(old: Version, new: Version) -> OwnChanges:
    """Compare these lists of two versions."""
    if _bytes(old.source) == _bytes(new.source):
        return OwnChanges()
    (before, lost), (after, lost_too) = _read(old.source), _read(new.source)
    unread = tuple(sorted(lost | lost_too))
    known = [
        listed for listed in OwnList if not any(path.startswith(_FILES[listed]) for path in unread)
    ]
    changes = [
        change for listed in known for change in _compared(_of(before, listed), _of(after, listed))
    ]
    return OwnChanges(tuple(changes), unread)


def _is_own(path: str) -> bool:
    place = held(path)
    return register_list(path) is not None or (place is not None and place.stem == "release")


def _needed(path: str) -> bool:
    return path == SETTINGS_FILE or _is_own(path)


def _bytes(source: Source) -> dict[str, bytes]:
    """The files, and with them the settings: what they may refer to stands there."""
    found = contents(PartSource(source, _needed))
    return found if any(map(_is_own, found)) else {}


def _read(source: Source) -> tuple[list[OwnEntry], set[str]]:
    loaded = load(PartSource(source, _needed))
    lost = {
        finding.origin.file
        for finding in loaded.findings
        if _is_own(finding.origin.file) and loses(finding)
    }
    return list(own_entries_of(loaded.register)), lost


def _of(entries: Iterable[OwnEntry], listed: OwnList) -> list[OwnEntry]:
    return [entry for entry in entries if entry.listed is listed]


def _compared(old: list[OwnEntry], new: list[OwnEntry]) -> Iterator[OwnChange]:
    """Pair entries by what they are known by, never by likeness; tell what differs."""
    pairs, gone = _paired(old, new)
    before = {id(now): was for was, now in pairs}
    for entry in new:
        was = before.get(id(entry))
        if was is None:
            yield OwnChange(OwnKind.ADDED, None, entry)
        elif elements := tuple(_elements(was, entry)):
            yield OwnChange(OwnKind.ALTERED, was, entry, elements)
    for entry in gone:
        yield OwnChange(OwnKind.REMOVED, entry, None)


def _elements(was: OwnEntry, now: OwnEntry) -> Iterator[OwnElement]:
    for name in dict.fromkeys((*was.data, *now.data)):
        before, after = was.data.get(name), now.data.get(name)
        if before != after and not same(before, after):
            yield OwnElement(name, before, after)


_Pairs = list[tuple[OwnEntry, OwnEntry]]


def _paired(old: list[OwnEntry], new: list[OwnEntry]) -> tuple[_Pairs, list[OwnEntry]]:
    """Return the pairs, and those of the older version that are gone."""
    ranks = max((len(entry.names) for entry in (*old, *new)), default=0)
    pairs = list(_equal(old, new))
    for rank in range(ranks):
        taken = {id(entry) for pair in pairs for entry in pair}
        left, right = ([one for one in side if id(one) not in taken] for side in (old, new))
        pairs += _namesakes(rank, left, right)
    taken = {id(was) for was, _ in pairs}
    return pairs, [entry for entry in old if id(entry) not in taken]


def _equal(old: list[OwnEntry], new: list[OwnEntry]) -> Iterator[tuple[OwnEntry, OwnEntry]]:
    """Pair entries that say the same: where several bear a name, these did not change."""
    free: dict[str, list[OwnEntry]] = {}
    for entry in reversed(new):
        free.setdefault(_said(entry), []).append(entry)
    for entry in old:
        if alike := free.get(_said(entry)):
            yield entry, alike.pop()


def _said(entry: OwnEntry) -> str:
    return repr((entry.scope, entry.canonical))


def _namesakes(
    rank: int, old: list[OwnEntry], new: list[OwnEntry]
) -> Iterator[tuple[OwnEntry, OwnEntry]]:
    """Pair entries whose name of a rank occurs once on each side."""
    before, after = (group((_named(entry, rank), entry) for entry in side) for side in (old, new))
    for name, those in before.items():
        others = after.get(name, ())
        if name and len(those) == len(others) == 1 and _may_be(those[0], others[0]):
            yield those[0], others[0]


def _named(entry: OwnEntry, rank: int) -> tuple[str, str] | None:
    name = entry.names[rank] if rank < len(entry.names) else None
    return (entry.scope, name) if name else None


def _may_be(one: OwnEntry, other: OwnEntry) -> bool:
    """Whether two entries may be the same thing: two numbers given for good are two things."""
    numbers = one.names[0], other.names[0]
    return not (one.numbered and all(numbers) and numbers[0] != numbers[1])
