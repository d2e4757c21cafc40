"""History that proves itself: every change is what a record says, and no approved record was rewritten.

Records are taken in the order in which they came. Each must say exactly what changed since the state
that the one before it gave; replayed one after the other they must give the newest state.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from quanze.diff.changes import Change
from quanze.diff.entries import Entries, EntryKey
from quanze.diff.held import held, what_changed
from quanze.diff.history import Past
from quanze.diff.record_past import Deed, RecordPast, RecordsPast, records_past
from quanze.diff.records import Mismatch, by_number, declarations, key_of, mismatches
from quanze.diff.replay import CannotReplay, replayed, same_state
from quanze.diff.verification import Fault, Noted, Problem, Told, Verification
from quanze.load.git_history import Commit, open_history


def verify(
    folder: Path, revision: str = "HEAD", progress: Callable[[str], None] | None = None
) -> Verification:
    """Hold the history of a register against its records.

    Raises:
        CannotRun: there is no history that can be read.
    """
    return verify_past(Past(open_history(folder, revision), progress))


def verify_past(past: Past) -> Verification:
    """Hold a history that is read already against its records."""
    return _Verifier(past, records_past(past)).verified()


class _Verifier:
    def __init__(self, past: Past, records: RecordsPast) -> None:
        self._past = past
        self._records = records
        self._start = _start(past)
        self._told: list[Told] = []
        self._problems: list[Problem] = []

    def verified(self) -> Verification:
        self._deeds()
        self._unreadable()
        base = self._start
        for group in self._groups():
            base = self._judge(group, base)
        self._unrecorded(base)
        self._replay(base)
        ordered = sorted(self._problems, key=lambda problem: problem.index)
        notes = (Noted(self._past.commits[one.index], one.what) for one in self._records.notes)
        return Verification(
            self._past, self._start, tuple(self._told), tuple(ordered), tuple(notes)
        )

    def _add(
        self, fault: Fault, index: int, what: str, code: str = "", name: str = "", record: str = ""
    ) -> None:
        commit = self._past.commits[index]
        self._problems.append(Problem(fault, index, commit, what, code, name, record))

    def _deeds(self) -> None:
        found: tuple[tuple[Fault, Iterable[Deed]], ...] = (
            (Fault.REWRITTEN, self._records.rewritten),
            (Fault.UNREADABLE, self._records.unread),
            (Fault.SETTINGS, self._records.settings),
        )
        for fault, deeds in found:
            for deed in deeds:
                number = deed.record.number if deed.record else ""
                self._add(fault, deed.index, deed.what, deed.code, deed.name, number)

    def _unreadable(self) -> None:
        for step in self._past.steps[self._past.first :]:
            if step.unreadable and step.index > self._start:
                self._add(Fault.UNREADABLE, step.index, step.unreadable)

    def _groups(self) -> Iterator[list[RecordPast]]:
        """Go through the records that must be held against changes: together what came together."""
        standing = [
            one
            for one in self._records.records.values()
            if one.gone is None or one.approved is not None
        ]
        removed = [one.newest.data() for one in standing if one.gone is not None]
        judged = [
            one
            for one in standing
            if one.first > self._start
            and not (one.gone is None and one.versions[0].record.data() in removed)
        ]
        for _, group in groupby(sorted(judged, key=_order), key=lambda one: one.first):
            yield list(group)

    def _judge(self, group: list[RecordPast], base: int) -> int:
        """Hold records that came together against what changed; return the commit that they lead to."""
        for one in group:
            self._check_number(one)
        touched = sorted({version.index for one in group for version in one.versions})
        readable = [self._past.readable_from(index) for index in touched]
        ends = [end for end in readable if end is not None]
        if not ends:  # what they speak of cannot be read, as is told of the commit
            return base
        candidates = list(dict.fromkeys(end for end in ends if end > base)) or [base]
        found: list[Problem] = []
        for end in candidates:
            found = list(self._held(group, base, end))
            if not found:
                break
        self._problems += found
        self._told += [Told(one, one.settled, base, end) for one in group]
        return end

    def _check_number(self, one: RecordPast) -> None:
        number = one.settled.number
        if one.path != f"adjustments/{number}.yaml":
            self._add(
                Fault.MISMATCH,
                one.first,
                f"“编号”是 {number}，与文件名 {one.path} 不一致",
                record=number,
            )

    def _held(self, group: list[RecordPast], base: int, end: int) -> Iterator[Problem]:
        """Tell how records differ from what changed between two commits."""
        if len(group) > 1:
            yield from self._held_together(group, base, end)
            return
        (one,) = group
        record = one.settled
        changes = self._past.between(base, end, declarations([record]))
        for mismatch in mismatches(record, changes):
            yield self._mismatch(one, mismatch, base, end)

    def _held_together(self, group: list[RecordPast], base: int, end: int) -> Iterator[Problem]:
        """Hold several records of one commit against what changed: their sum must be the change."""
        numbered = {one.settled.number: one for one in group}
        records = self._past.records(end)
        own = records.settings.adjustments.levels if records else {}
        told = [one.settled for one in group]
        for record, mismatch in held(told, self._past.entries(base), self._past.entries(end), own):
            if record is not None:
                yield self._mismatch(numbered[record.number], mismatch, base, end)
            else:
                yield self._left_out(mismatch, base, end)

    def _left_out(self, mismatch: Mismatch, base: int, end: int) -> Problem:
        index = self._last_change(mismatch.key, base, end)
        index = end if index is None else index
        key, commit = mismatch.key.key, self._past.commits[index]
        return Problem(Fault.MISMATCH, index, commit, mismatch.what, key, mismatch.name)

    def _mismatch(self, one: RecordPast, mismatch: Mismatch, base: int, end: int) -> Problem:
        told = {key_of(change) for change in one.settled.changes}
        index = self._last_change(mismatch.key, base, end) if mismatch.key not in told else None
        if index is None:
            index = one.versions[-1].index if one.approved is None else one.approved
        return Problem(
            Fault.MISMATCH,
            index,
            self._past.commits[index],
            mismatch.what,
            mismatch.key.key,
            mismatch.name,
            one.settled.number,
        )

    def _last_change(self, key: EntryKey, base: int, end: int) -> int | None:
        """Return the last commit between two that changed an entry."""
        steps = self._past.steps[base + 1 : end + 1]
        return next((step.index for step in reversed(steps) if key in step.by_key), None)

    def _problem(self, fault: Fault, change: Change, base: int, end: int, what: str) -> Problem:
        index = self._last_change(change.key, base, end)
        index = end if index is None else index
        key = change.key
        return Problem(fault, index, self._past.commits[index], what, key.key, change.entry.name)

    def _unrecorded(self, base: int) -> None:
        newest = self._past.newest
        if base >= newest:
            return
        for change in self._past.between(base, newest).changes:
            what = f"改了（{what_changed(change)}），没有记录"
            self._problems.append(self._problem(Fault.UNRECORDED, change, base, newest, what))

    def _replay(self, end: int) -> None:
        """Go from the first state to the last by the records alone; a record that is wrong was told."""
        if any(problem.fault is Fault.MISMATCH for problem in self._problems):
            return
        state: Entries = self._past.entries(self._start)
        for told in self._told:
            try:
                state = replayed(state, told.record.changes)
            except CannotReplay as problem:
                index = told.past.first
                what = f"从起点按记录重放，到这份记录接不上：{problem}"
                self._add(
                    Fault.REPLAY,
                    index,
                    what,
                    problem.change.key,
                    problem.change.name or "",
                    told.record.number,
                )
                return
        if not same_state(state, self._past.entries(end)):
            self._add(Fault.REPLAY, end, "从起点按全部记录重放，得不到这个版本的清单")


def _start(past: Past) -> int:
    """Return the commit from which on changes must be recorded."""
    first = past.first
    since = _since(past)
    if since is None:
        return first
    late = (i for i, commit in enumerate(past.commits) if _on_or_after(commit, since))
    before = next(late, len(past.commits)) - 1
    readable = [step.index for step in past.steps[: before + 1] if not step.unreadable]
    return max(readable, default=first)


def _on_or_after(commit: Commit, since: datetime.date) -> bool:
    """A commit that says no day is not taken for an early one."""
    return commit.day is None or commit.day >= since


def _since(past: Past) -> datetime.date | None:
    records = past.records(past.newest)
    return records.settings.adjustments.since if records else None


def _order(one: RecordPast) -> tuple[int, tuple[str, int, str]]:
    return one.first, by_number(one.settled)
