"""What a comparison of two versions yields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from quanze.diff.entries import Entry, EntryKey, Renaming
from quanze.model.adjustment import ListName
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import change_kinds, gravest


@dataclass(frozen=True)
class ElementChange:
    """One element of an entry: its old and its new value, None where it was not there."""

    name: str
    old: Any
    new: Any
    kind: str
    level: ChangeLevel


@dataclass(frozen=True)
class Change:
    """What became of one entry."""

    kind: str
    level: ChangeLevel
    old: Entry | None = None
    """The entry as it was; None where it is new."""
    new: Entry | None = None
    """The entry as it is; None where it is gone."""
    elements: tuple[ElementChange, ...] = ()
    """What changed within it, in the order of the list's elements; empty where it is new or gone."""
    related: tuple[str, ...] = ()
    """Codes that it came from (new) or went into (gone)."""
    other_body: str = ""
    """To whom it went, or from whom it came, where a record says so."""

    @property
    def entry(self) -> Entry:
        """The entry as it is, or as it was where it is gone."""
        return cast("Entry", self.new or self.old)

    @property
    def key(self) -> EntryKey:
        """The identity of the entry after the change."""
        return self.entry.key

    @property
    def other_side(self) -> str:
        """How a record calls the other body."""
        return "来自" if self.old is None else "去向"

    @property
    def is_power(self) -> bool:
        """Whether it counts among the powers."""
        return self.key.listed is ListName.POWER

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kind of the change, and those of its elements."""
        return tuple(dict.fromkeys((self.kind, *(element.kind for element in self.elements))))


@dataclass(frozen=True)
class Changes:
    """Everything that changed between two versions."""

    changes: tuple[Change, ...]
    renaming: Renaming = field(default_factory=Renaming)
    """Departments and codes that bear a new name in the newer version."""
    before: int = 0
    """How many powers the older version had."""
    after: int = 0

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def level(self) -> ChangeLevel:
        """The gravest level among the changes."""
        return gravest(*(change.level for change in self.changes))

    @cached_property
    def powers(self) -> tuple[Change, ...]:
        """The changes of powers."""
        return tuple(change for change in self.changes if change.is_power)

    @cached_property
    def added(self) -> int:
        """How many powers are new in the list."""
        return sum(change.old is None for change in self.powers)

    @cached_property
    def removed(self) -> int:
        """How many powers are gone from the list."""
        return sum(change.new is None for change in self.powers)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many entries changed in each kind, in the order of the kinds."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in change_kinds() if kind in found}
