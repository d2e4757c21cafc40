"""Whether a change of the lists may be merged: valid, recorded, approved, and no record rewritten.

What is asked of a change is asked by the rules of the version before it: a change cannot excuse itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from quanze.diff.entries import entries_of
from quanze.diff.held import held, in_order
from quanze.diff.record_past import rewritten
from quanze.diff.versions import readable
from quanze.findings import Report, Reported, Severity
from quanze.law.adjustment import approved, steps_needed
from quanze.load.layout import ADJUSTMENTS
from quanze.load.source import BASELINE_FILE, SETTINGS_FILE, CannotRun
from quanze.load.versions import Version
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.register import Register
from quanze.model.settings import Settings
from quanze.publish.changes.facts import ChangeReport, report_of


class Part(StrEnum):
    """What is looked at."""

    VALID = "内容检查"
    RECORDED = "调整记录"
    APPROVED = "审批"
    KEPT = "已批准的记录"


@dataclass(frozen=True)
class Problem:
    """One reason why the change may not be merged."""

    part: Part
    what: str
    file: str = ""
    """The file that it concerns."""
    record: str = ""
    """The number of the record that it concerns."""


@dataclass(frozen=True)
class RecordState:
    """A record that the change brings, and how far it is."""

    record: AdjustmentRecord
    missing: tuple[str, ...]
    """Steps that its level needs before it takes effect, and that have no date."""


@dataclass(frozen=True)
class Review:
    """What a change does, and whether it may be merged."""

    base: str
    """As the base was named."""
    commit: str
    """The commit that the change is compared with: where it left the base."""
    report: Report
    """What the checks find that was not there before."""
    changes: ChangeReport | None
    """None where there was no register before, or the lists cannot be read."""
    records: tuple[RecordState, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    """What somebody should look at; no reason to refuse."""

    @property
    def passed(self) -> bool:
        """Whether the change may be merged."""
        return not self.problems

    @cached_property
    def by_part(self) -> dict[Part, tuple[Problem, ...]]:
        """The problems of every part."""
        return {part: tuple(one for one in self.problems if one.part is part) for part in Part}

    @property
    def level(self) -> ChangeLevel | None:
        """How grave the change is; None where nothing changed."""
        return self.changes.changes.level if self.changes and self.changes.changes else None

    @property
    def errors(self) -> tuple[Reported, ...]:
        """The errors that the change brings in."""
        return self._open(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Reported, ...]:
        """The warnings that the change brings in."""
        return self._open(Severity.WARNING)

    def _open(self, severity: Severity) -> tuple[Reported, ...]:
        return tuple(entry for entry in self.report.open() if entry.severity is severity)


def review_of(base: str, old: Version | None, new: Version, report: Report) -> Review:
    """Judge a change.

    Args:
        base: how the base was named.
        old: the version where the change left the base; None where it held no register yet.
        new: the version with the change.
        report: what the checks find in the newer version alone.

    Raises:
        CannotRun: the older version cannot be read.
    """
    problems = list(_invalid(report))
    if old is None:
        return Review(base, "", report, None, (), tuple(problems), (_FIRST,))
    before = readable(old).register
    try:
        after = readable(new).register
    except CannotRun:
        if not problems:
            raise
        return Review(base, old.commit, report, None, (), tuple(problems), (_UNREAD,))
    changes = report_of(old, new)
    brought = _brought(before, after)
    problems += _unrecorded(before, after, brought)
    told = {entry.place.file for entry in _errors(report) if entry.finding.code == "R2"}
    states = tuple(_state(record, before.settings) for record in brought)
    problems += _unapproved([one for one in states if one.record.origin.file not in told])
    problems += _rewritten(before, after)
    notes = tuple(_notes(old, new, before, after))
    return Review(base, old.commit, report, changes, states, tuple(problems), notes)


_FIRST: Final = "以前还没有清单库：这是首次公布，不需要调整记录。"
_UNREAD: Final = "清单里有读不懂的内容，没有比较改了什么；改正以后再运行。"


def _invalid(report: Report) -> Iterator[Problem]:
    for entry in _errors(report):
        finding = entry.finding
        is_record = entry.place.file.startswith(ADJUSTMENTS)
        part = Part.APPROVED if finding.code == "R2" and is_record else Part.VALID
        yield Problem(part, f"{finding.code} {finding.message}", str(entry.place))


def _errors(report: Report) -> Iterator[Reported]:
    """Go through what refuses the change; a level that it lowered itself is none."""
    return (entry for entry in report.open() if entry.severity is Severity.ERROR)


def _brought(before: Register, after: Register) -> tuple[AdjustmentRecord, ...]:
    """Return the records that came, or were still drafts and say something else now."""
    known = {record.number: record for record in before.adjustments}
    return in_order(
        [
            record
            for record in after.adjustments
            if record.number not in known
            or (
                not approved(known[record.number], before.settings)
                and record.changes != known[record.number].changes
            )
        ]
    )


def _unrecorded(
    before: Register,
    after: Register,
    brought: Sequence[AdjustmentRecord],
) -> Iterator[Problem]:
    own = before.settings.adjustments
    if before.adjustments and own != after.settings.adjustments:
        what = "有了记录以后，“调整”的设置改了：以前的记录会与历史不符"
        yield Problem(Part.RECORDED, what, SETTINGS_FILE)
    if own.since is not None and own.since > datetime.date.today():
        return
    for record, mismatch in held(brought, entries_of(before), entries_of(after), own.levels):
        where = f"（{mismatch.key.key}）" if mismatch.key.key not in ("", mismatch.name) else ""
        number = record.number if record else ""
        file = record.origin.file if record else ""
        yield Problem(Part.RECORDED, f"{mismatch.name}{where}：{mismatch.what}", file, number)


def _state(record: AdjustmentRecord, settings: Settings) -> RecordState:
    needed = steps_needed(settings, record.level)
    return RecordState(record, tuple(step.name for step in needed if not record.taken(step.name)))


def _unapproved(states: Sequence[RecordState]) -> Iterator[Problem]:
    for state in states:
        record = state.record
        if state.missing:
            what = f"级别是{record.level}，还没有：{'、'.join(state.missing)}"
            yield Problem(Part.APPROVED, what, record.origin.file, record.number)


def _rewritten(before: Register, after: Register) -> Iterator[Problem]:
    """Find records that were approved before, and say something else now."""
    now = {record.origin.file: record for record in after.adjustments}
    for record in before.adjustments:
        if not approved(record, before.settings):
            continue
        file, number = record.origin.file, record.number
        if file not in now:
            yield Problem(Part.KEPT, "批准以后被删去、改名，或者改得读不懂", file, number)
            continue
        for told in rewritten(record, now[file]):
            who = f"{told.name}（{told.code}）：" if told.code else ""
            yield Problem(Part.KEPT, f"{who}{told.what}", file, number)


_RULES_OF_THE_GAME: Final = ("规则", "法规", "编码方案", "时限", "日历")
"""Settings by which a change is judged."""


def _notes(old: Version, new: Version, before: Register, after: Register) -> Iterator[str]:
    was, now = before.settings.data(), after.settings.data()
    changed = [key for key in _RULES_OF_THE_GAME if was.get(key) != now.get(key)]
    if changed:
        yield f"{SETTINGS_FILE} 里检查用的设置改了：{'、'.join(changed)}。请看清楚再合并。"
    dates = before.settings.date, after.settings.date
    if dates[0] and dates[1] and dates[1] < dates[0]:
        yield f"{SETTINGS_FILE} 的“清单日期”往前改了（{dates[0]} → {dates[1]}）：法规按这一天看是否有效。请看清楚再合并。"
    if (before.laws, before.reference_lists) != (after.laws, after.reference_lists):
        yield "laws/ 或 references/ 里检查用的资料改了。请看清楚再合并。"
    if _content(old, BASELINE_FILE) != _content(new, BASELINE_FILE):
        yield f"{BASELINE_FILE} 改了：记为已知的问题不再报错。请看清楚再合并。"


def _content(version: Version, path: str) -> bytes:
    try:
        return version.source.read(path)
    except OSError:
        return b""
