"""A verified history -> what an auditor reads of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from quanze.diff.changes import Change
from quanze.diff.entries import EntryKey
from quanze.diff.history import Step
from quanze.diff.record_past import DECIDED, brief
from quanze.diff.records import key_of
from quanze.diff.verification import Problem, Said, Told, Verification
from quanze.load.git_history import UNSIGNED, Commit, Signature
from quanze.model.adjustment import AdjustmentRecord, RecordedChange
from quanze.publish.changes.parts import Line, lines_of


class Verdict(StrEnum):
    """What an auditor should think of a commit or a record."""

    WRONG = "不符"
    RIGHT = "相符"
    DRAFT = "记录未批准"
    UNRECORDED = "没有记录"
    NOTHING = "没有改动清单"
    START = "起点"
    BEFORE = "起点以前，不核对"


class Difference(NamedTuple):
    """One place in which an element differs."""

    label: str
    line: Line


@dataclass(frozen=True)
class ChangeFacts:
    """One change of a commit."""

    change: Change
    said: Said | None
    later: RecordedChange | None
    """The same as the record says it now: what was empty may be written after approval."""

    @property
    def kind(self) -> str:
        """What happened, as the record says it."""
        if self.said is not None and self.said.is_about(self.change):
            return self.said.change.kind
        return self.change.kind

    @property
    def key(self) -> str:
        """The code; of a list without codes nothing but the name."""
        key = self.change.key.key
        return key if key != self.change.entry.name else ""

    @property
    def record(self) -> str:
        """The number of the record that says it."""
        return self.said.told.record.number if self.said else ""

    @cached_property
    def decided(self) -> Mapping[str, str]:
        """On what ground people decided so, to whom it went and what follows: what is written."""
        found = {**_decided(self.later), **_decided(self.said.change if self.said else None)}
        return {label: found[label] for label in DECIDED if label in found}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where its elements differ."""
        return tuple(
            Difference(line.named(one.name), line)
            for one in self.change.elements
            for line in lines_of(one.old, one.new)
        )


def _decided(change: RecordedChange | None) -> dict[str, str]:
    data = change.data() if change else {}
    return {label: str(data[label]) for label in DECIDED if data.get(label)}


@dataclass(frozen=True)
class CommitFacts:
    """One commit, as it is judged."""

    number: int
    commit: Commit
    signature: Signature
    verdict: Verdict
    changes: tuple[ChangeFacts, ...]
    records: tuple[str, ...]
    """The numbers of the records that say what it changed."""
    writes: tuple[str, ...]
    """The numbers of the records that it wrote."""
    problems: tuple[Problem, ...]
    unreadable: str

    @property
    def day(self) -> str:
        """The day on which it was made."""
        return day_of(self.commit.authored)

    @property
    def entered(self) -> str:
        """The day on which it entered this history, where that is another one."""
        day = day_of(self.commit.committed)
        return day if day != self.day else ""

    @property
    def files(self) -> int:
        """How many files of the register it changed."""
        return len(self.commit.changed)


@dataclass(frozen=True)
class RecordFacts:
    """One record, as it is judged."""

    told: Told
    verdict: Verdict
    brought: Commit
    until: Commit
    problems: tuple[Problem, ...]

    @property
    def record(self) -> AdjustmentRecord:
        """The record as it was approved, or as the draft stands."""
        return self.told.record

    @property
    def grounds(self) -> tuple[str, ...]:
        """What it rests on."""
        return tuple(
            f"{one.name}{one.articles or ''}{f'（{one.number}）' if one.number else ''}"
            for one in self.record.grounds
        )

    @property
    def steps(self) -> tuple[str, ...]:
        """Who did what on which day."""
        return tuple(
            "，".join(filter(None, (f"{step.step} {step.date}", step.body, step.number, step.note)))
            for step in self.told.past.newest.steps
            if step.date
        )

    @property
    def kinds(self) -> str:
        """How many changes of each kind it says."""
        counted = Counter(change.kind for change in self.record.changes)
        return "，".join(f"{kind} {count}" for kind, count in counted.items())


@dataclass(frozen=True)
class AuditReport:
    """Everything that an auditor gets."""

    name: str
    verification: Verification
    commits: tuple[CommitFacts, ...]
    """The newest last."""
    records: tuple[RecordFacts, ...]

    @property
    def problems(self) -> Sequence[Problem]:
        """What does not fit, in the order of the commits."""
        return self.verification.problems

    @property
    def start(self) -> Commit:
        """The commit from which on every change must be recorded."""
        return self.verification.commits[self.verification.start]

    @property
    def end(self) -> Commit:
        """The newest commit."""
        return self.verification.commits[-1]

    @cached_property
    def signatures(self) -> Counter[str]:
        """How many commits have a signature of each state."""
        return Counter(facts.signature.state for facts in self.commits)

    @property
    def unsigned(self) -> int:
        """How many commits are not signed."""
        return self.signatures[UNSIGNED]

    @property
    def drafts(self) -> int:
        """How many records are not approved."""
        return len(self.verification.drafts)

    @property
    def summary(self) -> str:
        """The verdict in one sentence."""
        if self.problems:
            wrong = len({problem.index for problem in self.problems})
            return f"有 {len(self.problems)} 处不符，涉及 {wrong} 次提交。"
        draft = f"；其中 {self.drafts} 份记录还没有批准" if self.drafts else ""
        undone = len(self.verification.undone)
        other = f"除改了又改回的 {undone} 处以外，" if undone else ""
        return (
            f"{other}起点以后的每一处改动都有记录，批准的记录没有改写，按记录从起点重放得到现在的清单"
            f"{draft}。"
        )


def day_of(moment: datetime.datetime | None) -> str:
    """Return the day and the time of a commit (Chinese time)."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "日期不明"


def audit_report(verification: Verification) -> AuditReport:
    """Judge every commit and every record; this checks the signatures."""
    past = verification.past
    signatures = past.history.signatures()
    later = {
        (told.past.path, key_of(change)): change
        for told in verification.told
        for change in told.past.newest.changes
    }
    commits = tuple(
        _commit(step, signature, verification, later)
        for step, signature in zip(past.steps, signatures, strict=True)
    )
    records = tuple(_record(told, verification) for told in verification.told)
    newest = past.records(past.newest)
    name = newest.settings.name if newest else ""
    return AuditReport(name, verification, commits, records)


_Later = Mapping[tuple[str, EntryKey], RecordedChange]
"""What records say now, by their file and what they say it of."""


def _commit(
    step: Step, signature: Signature, verification: Verification, later: _Later
) -> CommitFacts:
    said = [(change, verification.said_of(change, step.index)) for change in step.changes.changes]
    changes = tuple(
        ChangeFacts(
            change, one, later.get((one.told.past.path, key_of(one.change))) if one else None
        )
        for change, one in said
    )
    problems = verification.at(step.index)
    covering = [told for told in verification.told if told.covers(step.index)]
    told = tuple(
        one for one in covering if any(facts.said and facts.said.told is one for facts in changes)
    )
    return CommitFacts(
        step.index + 1,
        step.commit,
        signature,
        _verdict(step, changes, told, problems, verification.start),
        changes,
        tuple(one.record.number for one in told),
        tuple(one.record.number for one in verification.told if one.past.written_by(step.index)),
        problems,
        step.unreadable,
    )


def _verdict(
    step: Step,
    changes: tuple[ChangeFacts, ...],
    told: tuple[Told, ...],
    problems: tuple[Problem, ...],
    start: int,
) -> Verdict:
    if problems:
        return Verdict.WRONG
    if step.index < start:
        return Verdict.BEFORE
    if step.index == start:
        return Verdict.START
    if not changes:
        return Verdict.NOTHING
    if any(facts.said is None for facts in changes):
        return Verdict.UNRECORDED
    return Verdict.RIGHT if all(one.approved for one in told) else Verdict.DRAFT


def _record(told: Told, verification: Verification) -> RecordFacts:
    number = told.record.number
    problems = tuple(one for one in verification.problems if one.record == number)
    fine = Verdict.RIGHT if told.approved else Verdict.DRAFT
    commits = verification.commits
    return RecordFacts(
        told,
        Verdict.WRONG if problems else fine,
        commits[told.past.first],
        commits[told.until],
        problems,
    )


def change_lines(facts: ChangeFacts) -> Iterator[tuple[str, str, str]]:
    """Go through what differs: element, old, new; one empty line for what came or went as a whole."""
    if not facts.differences:
        yield "", "", ""
    for one in facts.differences:
        yield one.label, one.line.old or "", one.line.new or ""


def about(problem: Problem) -> str:
    """Name the item of a problem."""
    code, name = problem.code, brief(problem.name) if problem.name else ""
    return name if name.startswith(code) else f"{code} {name}"
