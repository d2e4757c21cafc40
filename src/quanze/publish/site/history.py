"""What the records of adjustments tell of each item: its history, and what became of items that are gone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from quanze.diff.records import key_of
from quanze.model.adjustment import ListName, RecordedChange
from quanze.model.change_kind import RECODED
from quanze.model.register import Register
from quanze.publish.notice.differences import Difference
from quanze.publish.notice.rows import Direction, Row
from quanze.publish.site.addresses import Addresses
from quanze.publish.site.records import Announced

ITEM_LISTS: Final = (ListName.POWER, ListName.DUTY)
"""The lists whose changes are of one item."""


class Fate(NamedTuple):
    """Where an item went, from where it came, or with what it was joined."""

    label: str
    text: str = ""
    codes: tuple[str, ...] = ()
    """Other items, instead of a text."""


def fates(row: Row) -> list[Fate]:
    """Return what became of the item of a change besides its kind."""
    told = []
    if row.other_body:
        told.append(Fate("来自" if row.direction is Direction.MORE else "去向", row.other_body))
    if row.former_department:
        told.append(Fate("原部门", row.former_department))
    if row.former_code:
        told.append(Fate("原编码", row.former_code))
    elif row.change.related:
        told.append(Fate(row.relation, codes=tuple(map(str, row.change.related))))
    return told


@dataclass(frozen=True, eq=False)
class HistoryEntry:
    """A change that a record tells of an item or of its duties."""

    announced: Announced
    change: RecordedChange

    @property
    def date(self) -> datetime.date | None:
        """The day of publication, or of effect; None where the record gives none."""
        return self.announced.date

    @property
    def number(self) -> str:
        return self.announced.number

    @property
    def page(self) -> str:
        """Where the record stands."""
        return self.announced.page

    @property
    def title(self) -> str:
        return self.announced.title

    @property
    def is_of_item(self) -> bool:
        """Whether it is of the item itself, not of its duties."""
        return self.change.list_name is ListName.POWER

    @property
    def comes_or_goes(self) -> bool:
        """Whether there is an entry more or fewer: with an item its duties come and go."""
        return self.change.content is not None or self.change.fingerprint is not None

    @property
    def row(self) -> Row:
        """What is told of the change."""
        return self.announced.rows[id(self.change)]

    @property
    def kind(self) -> str:
        """What happened, in words."""
        return self.row.label

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What changed, element by element."""
        return self.row.differences

    @property
    def fates(self) -> list[Fate]:
        """Where the item went, or from where it came."""
        return fates(self.row)

    @property
    def related(self) -> tuple[str, ...]:
        """Of a merge or a split: the codes of the other items."""
        return () if self.change.old_key else tuple(map(str, self.change.related))

    @property
    def rests_on(self) -> tuple[Any, ...]:
        """What the words of the entry depend on."""
        told = self.announced
        return told.number, told.title, told.page, told.date, told.record.trigger, self.change


@dataclass(frozen=True, eq=False)
class Gone:
    """A code that no item has any more, and what became of it."""

    code: str
    name: str
    page: str
    successors: tuple[str, ...]
    """The codes under which the matter goes on."""
    entry: HistoryEntry | None
    """What a record tells of it; None where only 前身 of another item names the code."""

    @property
    def folder(self) -> str:
        """Where its further pages stand, with the slash at the end."""
        return f"{self.page.removesuffix('.html')}/"

    @property
    def recoded(self) -> bool:
        """Whether the item is in the list still, under another code."""
        return self.entry is None or bool(self.entry.change.old_key)

    @property
    def kind(self) -> str:
        """What happened, in words."""
        if self.recoded:
            return RECODED
        return self.entry.kind if self.entry else ""


class History:
    """The history of every item, from the records that have effect."""

    def __init__(self, approved: Sequence[Announced]) -> None:
        """Index the records, which come with the newest first."""
        self._entries: dict[str, list[tuple[int, HistoryEntry]]] = {}
        self._left: dict[str, HistoryEntry] = {}
        for rank, announced in enumerate(reversed(approved)):
            for change in announced.record.changes:
                if change.list_name in ITEM_LISTS:
                    self._note(rank, HistoryEntry(announced, change))

    def _note(self, rank: int, entry: HistoryEntry) -> None:
        change = entry.change
        self._entries.setdefault(key_of(change).item, []).append((rank, entry))
        if not entry.is_of_item:
            return
        if change.old_key:
            self._left[change.old_key] = entry
        if change.fingerprint is not None:
            self._left[change.key] = entry
        else:
            self._left.pop(change.key, None)

    @property
    def left(self) -> Mapping[str, HistoryEntry]:
        """Code -> the change by which no item has it any more."""
        return self._left

    def of(self, code: str) -> tuple[HistoryEntry, ...]:
        """Return what records tell of an item, under its present code and former ones; newest first."""
        found: list[HistoryEntry] = []
        bound: int | None = None
        former: str | None = str(code)
        seen: set[str] = set()
        while former is not None and former not in seen:
            seen.add(former)
            entries, bound, former = self._under(former, bound)
            found += entries
        return tuple(found)

    def _under(
        self, code: str, bound: int | None
    ) -> tuple[list[HistoryEntry], int | None, str | None]:
        """Return the entries of a code before a record, and under which code it goes on before them."""
        pairs = [pair for pair in self._entries.get(code, ()) if bound is None or pair[0] < bound]
        recoded = [pair for pair in pairs if pair[1].is_of_item and pair[1].change.old_key]
        begin, former = None, None
        if recoded:
            begin, entry = recoded[-1]
            former = entry.change.old_key
            pairs = [pair for pair in pairs if pair[0] >= begin]
        whole = {rank for rank, entry in pairs if entry.is_of_item and entry.comes_or_goes}
        pairs = [
            (rank, entry)
            for rank, entry in pairs
            if entry.is_of_item or not (rank in whole and entry.comes_or_goes)
        ]
        pairs.sort(key=lambda pair: (-pair[0], not pair[1].is_of_item))
        return [entry for _, entry in pairs], begin, former


def gone_items(history: History, register: Register, addresses: Addresses) -> dict[str, Gone]:
    """Return what became of each code that no item has any more, by the code.

    Codes whose page would stand where an item's stands have none.
    """
    after: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for power in register.powers:
        for former in power.predecessors:
            after.setdefault(str(former), []).append(str(power.code))
            names.setdefault(str(former), power.name)
    found: dict[str, Gone] = {}
    for code in dict.fromkeys((*history.left, *after)):
        page = None if code in register.powers_by_code else addresses.former_item(code)
        if page is not None:
            entry = history.left.get(code)
            name = (entry.change.name if entry else None) or names.get(code, code)
            successors = (*_successors(entry), *after.get(code, ()))
            found[code] = Gone(code, name, page, tuple(dict.fromkeys(successors)), entry)
    return found


def _successors(entry: HistoryEntry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    return (entry.change.key,) if entry.change.old_key else entry.related
