"""What became of every record of an adjustment: when it came, was approved, was changed or removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from quanze.diff.history import Past, Records
from quanze.law.adjustment import approved
from quanze.load.git_history import Commit
from quanze.load.layout import ADJUSTMENTS
from quanze.load.source import SETTINGS_FILE
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.settings import Settings

_FACTS: Final = ("编号", "级别", "合计", "变更")
"""What the tool wrote: nothing of it may be gained after approval."""
DECIDED: Final = ("原则", "理由", "去向", "来自", "后续监管")
"""What people decide of a change: it may be written later, where it was empty."""
_STEPS: Final = "办理"


@dataclass(frozen=True)
class RecordVersion:
    """A record as a commit left it."""

    index: int
    record: AdjustmentRecord
    approved: bool


@dataclass(frozen=True)
class Deed:
    """Something that was done to a record or to the settings."""

    index: int
    what: str
    record: AdjustmentRecord | None = None
    code: str = ""
    name: str = ""


@dataclass
class RecordPast:
    """One record through the commits."""

    path: str
    versions: list[RecordVersion] = field(default_factory=list)
    gone: int | None = None
    """The commit that removed it, where it is not there any more."""

    @property
    def newest(self) -> AdjustmentRecord:
        """The record as it was written last."""
        return self.versions[-1].record

    @property
    def first(self) -> int:
        """The commit that brought it."""
        return self.versions[0].index

    def stands_as(self, record: AdjustmentRecord) -> bool:
        """Whether it stands in the register already as it is found."""
        here = bool(self.versions) and self.gone is None
        return here and (self.newest is record or not _differ(self.newest.data(), record.data()))

    def written_by(self, index: int) -> bool:
        """Whether a commit wrote it, for the first time or anew."""
        return any(version.index == index for version in self.versions)

    @property
    def settled(self) -> AdjustmentRecord:
        """The record as it was approved; of a draft, as it was written last."""
        found = (version.record for version in self.versions if version.approved)
        return next(found, self.newest)

    @property
    def approved(self) -> int | None:
        """The commit since which it counts as approved; None for a draft."""
        return next((version.index for version in self.versions if version.approved), None)


@dataclass
class RecordsPast:
    """All records of a register, and what was done to them."""

    records: dict[str, RecordPast] = field(default_factory=dict)
    rewritten: list[Deed] = field(default_factory=list)
    unread: list[Deed] = field(default_factory=list)
    settings: list[Deed] = field(default_factory=list)
    """Changes of the settings of adjustments, while there were records."""
    notes: list[Deed] = field(default_factory=list)
    """What may be right, and somebody should look at."""


def records_past(past: Past) -> RecordsPast:
    """Follow every record through the commits of a register."""
    return _Follower(past).followed()


class _Follower:
    def __init__(self, past: Past) -> None:
        self._past = past
        self._found = RecordsPast()
        self._settings: Settings | None = None

    def followed(self) -> RecordsPast:
        for index, commit in enumerate(self._past.commits):
            if index == 0 or _concerns_records(commit):
                records = self._past.records(index)
                if records is None:
                    self._records_of(index, {}, {})
                else:
                    before = self._settings or records.settings
                    self._settings_of(index, records.settings)
                    self._read(index, records, before)
        return self._found

    def _read(self, index: int, records: Records, before: Settings) -> None:
        """Take the records of a commit, and those that cannot be read.

        Whether a record is approved goes by the steps asked for before: a commit cannot excuse itself.
        """
        self._records_of(index, records.read, records.broken)
        for path, record in records.read.items():
            kept = self._found.records.setdefault(path, RecordPast(path))
            if not kept.stands_as(record):
                self._written(index, kept, record, before)

    def _settings_of(self, index: int, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if before is None or not self._found.records:
            return
        was, now = before.adjustments, settings.adjustments
        for label, old, new in (
            ("自", was.since, now.since),
            ("级别", was.levels, now.levels),
        ):
            if old != new:
                said = f"有了记录以后，quanze.yaml 的“调整·{label}”改了：原来{_said(old)}，现在{_said(new)}"
                self._found.settings.append(Deed(index, said))
        if before.laws.adjustment != settings.laws.adjustment:
            said = "quanze.yaml 的“法规·调整”改了：以后的记录要办哪些步骤，按新的算"
            self._found.notes.append(Deed(index, said))

    def _records_of(
        self, index: int, there: Mapping[str, AdjustmentRecord], broken: Mapping[str, str]
    ) -> None:
        for path, message in broken.items():
            if self._past.commits[index].touches(path):
                self._broken(index, path, message)
        for path, kept in self._found.records.items():
            if kept.gone is None and path not in there and path not in broken:
                self._removed(index, kept, there)

    def _written(
        self, index: int, kept: RecordPast, record: AdjustmentRecord, settings: Settings
    ) -> None:
        if kept.approved is not None:
            before = kept.newest
            for told in rewritten(before, record):
                self._found.rewritten.append(Deed(index, told.what, before, told.code, told.name))
        kept.gone = None
        kept.versions.append(RecordVersion(index, record, approved(record, settings)))

    def _removed(self, index: int, kept: RecordPast, there: Mapping[str, AdjustmentRecord]) -> None:
        kept.gone = index
        if kept.approved is None:
            return
        said = kept.newest.data()
        same = next((path for path, record in there.items() if record.data() == said), "")
        what = f"批准以后文件改名为 {same}" if same else "批准以后被删去"
        self._found.rewritten.append(Deed(index, what, kept.newest))

    def _broken(self, index: int, path: str, message: str) -> None:
        kept = self._found.records.get(path)
        record = kept.newest if kept else None
        self._found.unread.append(Deed(index, f"{path} 读不懂：{message}", record))
        if kept and kept.approved is not None and kept.gone is None:
            self._found.rewritten.append(Deed(index, "批准以后被改得读不懂", record))


def _concerns_records(commit: Commit) -> bool:
    return commit.touches(ADJUSTMENTS) or commit.touches(SETTINGS_FILE)


def _said(value: Any) -> str:
    if not value:
        return "没有写"
    if isinstance(value, dict):
        return "、".join(f"{key}: {level}" for key, level in value.items())
    return str(value)


class Rewritten(NamedTuple):
    """An element of a record that is not what it was."""

    what: str
    code: str = ""
    name: str = ""


def rewritten(old: AdjustmentRecord, new: AdjustmentRecord) -> Iterator[Rewritten]:
    """Tell what of a record was altered; what was empty may be written, but no fact."""
    before, after = old.data(), new.data()
    for key in dict.fromkeys((*before, *after)):
        if key == "变更":
            yield from _changes_rewritten(old, new)
        elif key == _STEPS:
            yield from _steps_rewritten(before.get(key, []), after.get(key, []))
        elif key in before or key in _FACTS:
            was, now = before.get(key), after.get(key)
            yield from (Rewritten(what) for what in _altered(was, now, key, key not in _FACTS))


def _changes_rewritten(old: AdjustmentRecord, new: AdjustmentRecord) -> Iterator[Rewritten]:
    if len(old.changes) != len(new.changes):
        yield Rewritten(f"“变更”原来有 {len(old.changes)} 处，现在有 {len(new.changes)} 处")
        return
    for was, now in zip(old.changes, new.changes, strict=True):
        before, after = was.data(), now.data()
        for key in dict.fromkeys((*before, *after)):
            if key in before or key not in DECIDED:
                for what in _altered(before.get(key), after.get(key), key, key in DECIDED):
                    yield Rewritten(what, was.key, was.name or was.key)


def _steps_rewritten(old: list[Any], new: list[Any]) -> Iterator[Rewritten]:
    """A step may be added; one that was there may only gain."""
    names = [step["步骤"] for step in new]
    if len(set(names)) < len(names):
        yield Rewritten("“办理”里同一步写了两次")
    for was in old:
        now = next((step for step in new if step["步骤"] == was["步骤"]), None)
        place = f"{_STEPS}·{was['步骤']}"
        yield from (Rewritten(what) for what in _altered(was, now, place, may_gain=True))


def _altered(old: Any, new: Any, place: str, may_gain: bool) -> Iterator[str]:
    """Tell where two values differ, leaf by leaf."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            if key in old or not may_gain:
                yield from _altered(old.get(key), new.get(key), f"{place}·{key}", may_gain)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (was, now) in enumerate(zip(old, new, strict=True), 1):
            yield from _altered(was, now, f"{place}·{number}", may_gain)
    elif old != new or type(old) is not type(new):  # 1 is no 1.0 and no true
        yield f"批准以后改了“{place}”：原来是{brief(old)}，现在是{brief(new)}"


def _differ(old: Any, new: Any) -> bool:
    return any(_altered(old, new, "", may_gain=False))


def brief(value: Any) -> str:
    """Return a value as a short text."""
    if value is None:
        return "（没有）"
    if isinstance(value, dict):
        text = "，".join(f"{key}: {brief(part)}" for key, part in value.items())
    elif isinstance(value, list | tuple):
        text = "；".join(brief(part) for part in value)
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


_LONGEST: Final = 60
