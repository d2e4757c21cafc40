"""What holding a history against its records yields: which record says what, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from quanze.diff.changes import Change
from quanze.diff.entries import Entry, EntryKey, Renaming
from quanze.diff.held import what_changed
from quanze.diff.history import Past
from quanze.diff.record_past import RecordPast
from quanze.diff.records import key_of, renaming_of
from quanze.load.git_history import Commit
from quanze.model.adjustment import AdjustmentRecord, RecordedChange


class Fault(StrEnum):
    """What may be wrong with a history."""

    UNRECORDED = "没有记录"
    MISMATCH = "与记录不符"
    REWRITTEN = "改写记录"
    UNREADABLE = "读不懂"
    SETTINGS = "改了规矩"
    REPLAY = "重放不符"


@dataclass(frozen=True)
class Problem:
    """Something by which the history does not prove itself."""

    fault: Fault
    index: int
    """The commit, by its place in the history."""
    commit: Commit
    what: str
    code: str = ""
    name: str = ""
    record: str = ""
    """The number of the record that it concerns."""


@dataclass(frozen=True)
class Told:
    """A record and the commits whose changes it says."""

    past: RecordPast
    record: AdjustmentRecord
    since: int
    """The commit whose state it starts from."""
    until: int
    """The commit whose state it gives."""

    @property
    def approved(self) -> bool:
        """Whether it was ever approved; else it is a draft."""
        return self.past.approved is not None

    def covers(self, index: int) -> bool:
        """Whether it says what a commit changed."""
        return self.since < index <= self.until

    def says_of(self, entry: Entry) -> RecordedChange | None:
        """Return what it says of an entry, whether or not this bore its new name already."""
        return self._by_key.get(entry.key) or self._by_key.get(entry.under(self._renaming).key)

    @cached_property
    def _by_key(self) -> Mapping[EntryKey, RecordedChange]:
        return {key_of(change): change for change in self.record.changes}

    @cached_property
    def _renaming(self) -> Renaming:
        return renaming_of(self.record.changes)


class Said(NamedTuple):
    """What a record says of a change."""

    told: Told
    change: RecordedChange

    @property
    def other_body(self) -> str:
        """To whom an item went, or from whom it came; also where that was written after approval."""
        key = key_of(self.change)
        now = (one for one in self.told.past.newest.changes if key_of(one) == key)
        return self.change.other_body or next((one.other_body for one in now), "")

    def is_about(self, change: Change) -> bool:
        """Whether it speaks of the same coming or going; a record says the sum of several commits."""
        came = change.old is None and self.change.content is not None
        return came or (change.new is None and self.change.fingerprint is not None)


class Undone(NamedTuple):
    """A change that no record says, since a later commit took it back."""

    commit: Commit
    change: Change

    @property
    def what(self) -> str:
        """What happened, in Chinese."""
        return what_changed(self.change)


class Noted(NamedTuple):
    """Something about a commit that somebody should look at."""

    commit: Commit
    what: str


@dataclass(frozen=True)
class Verification:
    """A history, held against its records."""

    past: Past
    start: int
    """The commit from which on every change must be recorded."""
    told: tuple[Told, ...]
    problems: tuple[Problem, ...]
    """In the order of the commits."""
    notes: tuple[Noted, ...] = ()
    """What is no fault by itself, and somebody should look at."""

    @property
    def commits(self) -> tuple[Commit, ...]:
        """All commits of the register, the oldest first."""
        return self.past.commits

    @property
    def holds(self) -> bool:
        """Whether the history proves itself."""
        return not self.problems

    @cached_property
    def drafts(self) -> tuple[Told, ...]:
        """Records that are not approved yet."""
        return tuple(told for told in self.told if not told.approved)

    def said_of(self, change: Change, index: int) -> Said | None:
        """Return what a record says of a change of a commit; None where none does."""
        entries = [entry for entry in (change.new, change.old) if entry]
        for told in self.told:
            if told.covers(index):
                found = next(filter(None, map(told.says_of, entries)), None)
                if found is not None:
                    return Said(told, found)
        return None

    @cached_property
    def undone(self) -> tuple[Undone, ...]:
        """Changes that were taken back before a record came: the lists said so for a while."""
        told = {problem.code for problem in self.problems}
        return tuple(
            Undone(step.commit, change)
            for step in self.past.steps[self.start + 1 :]
            for change in step.changes.changes
            if change.key.key not in told and self.said_of(change, step.index) is None
        )

    def at(self, index: int) -> tuple[Problem, ...]:
        """Return the problems of a commit."""
        return tuple(problem for problem in self.problems if problem.index == index)
