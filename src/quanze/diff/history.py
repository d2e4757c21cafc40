"""A register's commits -> what each changed, against the last version before it that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from quanze.diff.changes import Change, Changes
from quanze.diff.entries import Entries, EntryKey, entries_of
from quanze.diff.match import Declarations, Declared
from quanze.diff.records import declarations
from quanze.diff.versions import compare_versions, readable
from quanze.load.git_history import Commit, History
from quanze.load.layout import ADJUSTMENTS
from quanze.load.loader import Loaded, load
from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.load.versions import Version
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.settings import Settings

NO_REGISTER = "这次提交以后没有清单库（没有 quanze.yaml）"


@dataclass(frozen=True)
class Step:
    """A commit and what it changed."""

    index: int
    commit: Commit
    since: int
    """The commit that it is compared with: the last one before it that can be read."""
    changes: Changes
    """Nothing where the lists cannot be read: then it shows in the next commit that can be."""
    unreadable: str = ""
    """Why the lists cannot be read."""

    @cached_property
    def by_key(self) -> Mapping[EntryKey, Change]:
        """What changed, by its identity before and after."""
        keys = (
            (entry.key, one)
            for one in self.changes.changes
            for entry in (one.old, one.new)
            if entry
        )
        return dict(keys)


@dataclass(frozen=True)
class Records:
    """The records of adjustments at a commit, and the settings that they stand under."""

    settings: Settings
    read: Mapping[str, AdjustmentRecord]
    """File -> record."""
    broken: Mapping[str, str]
    """File that cannot be read -> why."""


class Past:
    """The versions of a register, read as far as somebody asks; every record and every setting once."""

    def __init__(self, history: History, progress: Callable[[str], None] | None = None) -> None:
        self.commits = history.commits
        self.history = history
        self._progress = progress
        self._entries: dict[int, Entries] = {}
        self._compared: dict[tuple[int, int, frozenset[tuple[str, Declared]]], Changes] = {}
        self._parts: dict[tuple[str, bytes], Loaded] = {}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every commit with its changes, the oldest first; the first one that can be read has none."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        last: int | None = None
        for index, commit in enumerate(self.commits):
            if self._progress is not None:
                self._progress(commit.short)
            since = index if last is None else last
            try:
                changes = self._changes(last, index)
            except CannotRun as problem:
                yield Step(index, commit, since, Changes(()), _why(problem))
            else:
                yield Step(index, commit, since, changes)
                last = index

    def _changes(self, before: int | None, index: int) -> Changes:
        if before is None:
            self.entries(index)
            return Changes(())
        old, new = self.records(before), self.records(index)
        if old is None or new is None:
            raise CannotRun(NO_REGISTER)
        known = {record.number for record in old.read.values()}
        newer = (record for record in new.read.values() if record.number not in known)
        return self.between(before, index, declarations(newer))

    def readable_from(self, index: int) -> int | None:
        """Return the first commit from a place on whose lists can be read."""
        return next((step.index for step in self.steps[index:] if not step.unreadable), None)

    @cached_property
    def first(self) -> int:
        """The first commit whose lists can be read.

        Raises:
            CannotRun: there is none.
        """
        found = self.readable_from(0)
        if found is None:
            raise CannotRun("历史里没有一个版本的清单能读懂，不能核对。请先运行 quanze validate。")
        return found

    @cached_property
    def newest(self) -> int:
        """The last commit whose lists can be read."""
        return next(step.index for step in reversed(self.steps) if not step.unreadable)

    def entries(self, index: int) -> Entries:
        """Return all entries at a commit."""
        if index not in self._entries:
            self._entries[index] = entries_of(readable(self._lists(index)).register)
        return self._entries[index]

    def between(self, old: int, new: int, declared: Declarations | None = None) -> Changes:
        """Return what changed between two commits."""
        if old == new:
            return Changes(())
        asked = old, new, frozenset((declared or {}).items())
        if asked not in self._compared:  # a record mostly says what one commit changed
            self._compared[asked] = compare_versions(self._lists(old), self._lists(new), declared)
        return self._compared[asked]

    def _lists(self, index: int) -> Version:
        """Return the lists at a commit, without the records: these are read apart."""
        version = self.history.version(index, lambda path: not path.startswith(ADJUSTMENTS))
        if version is None:
            raise CannotRun(NO_REGISTER)
        return version

    def records(self, index: int) -> Records | None:
        """Return the records at a commit, without the lists; None without a register."""
        paths = [path for path in self.history.files(index) if _is_record(path)]
        settings = self._part(index, SETTINGS_FILE)
        if settings is None:
            return None
        parts = {path: self._part(index, path) for path in paths}
        loaded = {path: part for path, part in parts.items() if part is not None}
        return Records(
            settings.register.settings,
            {path: part.register.adjustments[0] for path, part in loaded.items() if _is_read(part)},
            {path: part.findings[0].message for path, part in loaded.items() if not _is_read(part)},
        )

    def _part(self, index: int, path: str) -> Loaded | None:
        """Load one file of a commit that needs no other."""
        content = self.history.files(index).get(path)
        version = self.history.version(index, path.__eq__)
        if content is None or version is None:
            return None
        if (path, content) not in self._parts:
            self._parts[path, content] = load(version.source)
        return self._parts[path, content]


def _is_record(path: str) -> bool:
    return path.startswith(ADJUSTMENTS) and path.endswith(".yaml")


def _is_read(part: Loaded) -> bool:
    return bool(part.register.adjustments)


def _why(problem: CannotRun) -> str:
    """Return what cannot be read; the advice on it is for who has the files at hand."""
    text = str(problem)
    places = [line.strip() for line in text.split("\n") if line.startswith("  ")]
    return "；".join(places) or text
