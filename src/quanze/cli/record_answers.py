"""Drafting the record of an adjustment, writing it, and saying what is still to be done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from quanze.cli.console import out, quoted, say
from quanze.cli.record_asks import asked, duties_left
from quanze.diff.answers import (
    Answers,
    filled,
    refuse_idle_declarations,
    refuse_unknown_steps,
)
from quanze.diff.draft import draft_record, next_number, record_text
from quanze.diff.records import declarations
from quanze.diff.versions import compare_versions, readable
from quanze.law.adjustment import adjustment, approved, steps_needed
from quanze.law.principles import SOURCE, principles
from quanze.load.encoding import decode
from quanze.load.layout import ADJUSTMENTS
from quanze.load.loader import Loaded, load
from quanze.load.record_history import starting_version
from quanze.load.source import CannotRun, open_register
from quanze.load.versions import Version, open_version
from quanze.load.write import write_text
from quanze.load.yaml_reader import read
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.patterns import pattern
from quanze.model.settings import TRIGGER

if TYPE_CHECKING:
    from quanze.diff.changes import Changes
    from quanze.law.adjustment import Step
    from quanze.model.register import Register


_NUMBER: Final = pattern(r"[0-9]{4}-[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Desk:
    """The register in its folder, and the record that is to be written in it."""

    folder: Path
    register: Register
    number: str
    path: str
    """The record's file, within the register."""
    earlier: str = ""
    """The text of the draft that is there; empty where there is none."""


@dataclass(frozen=True)
class Drafted:
    """A record as it is to be written."""

    old: Version
    new: Version
    register: Register
    """The newer version."""
    changes: Changes
    record: AdjustmentRecord
    text: str


def principles_text() -> None:
    """Print the principles of a clean-up."""
    say(f"清理原则：{SOURCE}")
    for principle in principles().values():
        say(f"  {principle.name}　{'、'.join(principle.kinds)}　{principle.meaning}")


def opened(folder: Path, number: str | None) -> Desk:
    """Find the record to write: the one named, else the draft that is there, else a new one.

    Raises:
        CannotRun: the record is approved already, cannot be read, or several drafts are there.
    """
    source = open_register(folder)
    loaded = load(source)
    _refuse_unreadable(loaded, number)
    register = loaded.register
    found = _record(folder, register, number)
    if found is None:
        _refuse_odd(number)
        number = number or next_number(register, str(datetime.date.today().year))
        path = f"{ADJUSTMENTS}{number}.yaml"
        _refuse_taken(folder, path)
        return Desk(folder, register, number, path)
    path = found.origin.file
    earlier = decode(source.read(path)).text.replace("\r\n", "\n")
    return Desk(folder, register, found.number, path, earlier)


def _refuse_unreadable(loaded: Loaded, number: str | None) -> None:
    """A record that cannot be read must not be overwritten, nor taken for not being there."""
    read_well = {record.origin.file for record in loaded.register.adjustments}
    for finding in loaded.findings:
        file = finding.origin.file
        lost = file.startswith(ADJUSTMENTS) and file not in read_well
        if lost and number in (None, Path(file).stem):
            raise CannotRun(
                f"{file} 读不懂，没有改动：{finding.message}。请先运行 quanze validate，改正以后再写记录。"
            )


def _refuse_odd(number: str | None) -> None:
    """A number is part of a file's name."""
    if number and not _NUMBER.fullmatch(number):
        raise CannotRun(f"“{number}”不是记录的编号：写成 年份-序号，如 2024-1。")


def _refuse_taken(folder: Path, path: str) -> None:
    if (folder / path).exists():
        raise CannotRun(
            f"{path} 已经有了，里面不是这个编号的记录。请改正编号，或者换一个 --number。"
        )


def _record(folder: Path, register: Register, number: str | None) -> AdjustmentRecord | None:
    """Find the record of a number, or the one draft that is still open."""
    if number is not None:
        named = next((one for one in register.adjustments if one.number == number), None)
        if named is not None and not _is_open(folder, register, named):
            raise CannotRun(
                f"记录 {number} 已经批准，不再改动。新的改动要写新的记录；批准以后的步骤（如公布）直接在文件里补写日期。"
            )
        return named
    drafts = [one for one in register.adjustments if _is_open(folder, register, one)]
    if len(drafts) > 1:
        numbers = "、".join(one.number for one in drafts)
        raise CannotRun(f"没有批准的记录有几份（{numbers}），请用 --number 写明是哪一份。")
    return drafts[0] if drafts else None


def _is_open(folder: Path, register: Register, record: AdjustmentRecord) -> bool:
    """Whether a record may still be written; one that needs no approval, until it is committed."""
    if steps_needed(register.settings, record.level):
        return not approved(record, register.settings)
    try:
        open_version(folder, "HEAD").source.read(record.origin.file)
    except (CannotRun, OSError):
        return True
    return False


def drafted(desk: Desk, old: str | None, new: str | None, answers: Answers) -> Drafted | None:
    """Compare, and make the record; None where nothing changed.

    Raises:
        CannotRun: a version cannot be opened or read, or an answer does not fit what changed.
    """
    start = old or _start(desk)
    before, after = open_version(desk.folder, start), open_version(desk.folder, new)
    human = _human(desk)
    drafted_before = [one for one in desk.register.adjustments if one.number == desk.number]
    declared = {**declarations(drafted_before), **answers.declared}
    changes = compare_versions(before, after, declared)
    refuse_idle_declarations(answers.declared, changes)
    if not changes:
        refuse_unknown_steps(answers, desk.register.settings)
        say(f"{_named(before)} 和 {_named(after)} 之间，清单没有变化，没有写记录 {desk.number}。")
        if desk.earlier:
            say(f"草稿 {desk.path} 写的改动已经全部改回；不再需要的，请删去这个文件。")
        if any(vars(answers).values()):
            say("命令里写的没有写进记录；批准以后的步骤（如公布），直接在批准的记录里补写日期。")
        return None
    register = readable(after).register if new else desk.register
    data = filled(draft_record(changes, register, desk.number, human), answers, register.settings)
    record = AdjustmentRecord.model_validate(data)
    return Drafted(before, after, register, changes, record, record_text(data, desk.earlier))


def _start(desk: Desk) -> str:
    """Find the version up to which everything is recorded.

    Raises:
        CannotRun: another record is not committed: what it says would be recorded twice.
    """
    since = desk.register.settings.adjustments.since
    start = starting_version(desk.folder, desk.number, since)
    committed = set(open_version(desk.folder, "HEAD").source.files())
    for record in desk.register.adjustments:
        if record.number != desk.number and record.origin.file not in committed:
            raise CannotRun(
                f"记录 {record.number} 还没有提交到 git，它写的改动会重复记一次。"
                "请先提交，再写新的记录；或者写明从哪个版本比起。"
            )
    return start


def _human(desk: Desk) -> dict[str, Any]:
    return dict(read(desk.earlier)) if desk.earlier else {}


def write(desk: Desk, drafted: Drafted) -> None:
    """Write the record's file, whole or not at all."""
    write_text(desk.folder / desk.path, drafted.text)


def _named(version: Version) -> str:
    if not version.commit:
        return version.label
    short = version.commit[:10]
    return short if version.commit.startswith(version.label) else f"{version.label}（{short}）"


def told(desk: Desk, drafted: Drafted) -> None:
    """Say what was written, by when its steps are due, and what people have to write."""
    record, totals = drafted.record, drafted.record.totals
    verb = "更新了" if desk.earlier else "新写了"
    say(f"{verb} {quoted(desk.folder / desk.path)}：{_named(drafted.old)} → {_named(drafted.new)}")
    counts = "，".join(f"{kind} {count}" for kind, count in totals.kinds.items())
    say(f"  级别：{record.level}；{counts}")
    say(f"  职权 {totals.before} 项 + {totals.added} - {totals.removed} = {totals.after} 项")
    _lost(desk, record)
    _limits(desk, record)
    duties_left(desk.folder, drafted.changes, drafted.register)
    asked(desk.folder / desk.path, record, drafted.text)


def _lost(desk: Desk, record: AdjustmentRecord) -> None:
    """Say which changes of the earlier draft are no more, with what people had written on them."""
    earlier = next((one for one in desk.register.adjustments if one.number == desk.number), None)
    if earlier is None:
        return
    there = {(change.list_name, change.key) for change in record.changes}
    for change in earlier.changes:
        if (change.list_name, change.key) not in there:
            decided = (change.principle, change.reason, change.other_body, change.oversight)
            written = "；".join(text for text in decided if text)
            more = f"，原来写的是：{written}" if written else ""
            say(f"  不再有的变更：{change.kind} {change.key} {change.name or ''}{more}")


def _limits(desk: Desk, record: AdjustmentRecord) -> None:
    """Print by when each step is due, or was."""
    from quanze.cli.calendars import desk as days_of

    done = {step.step: step.date for step in record.steps if step.date}
    start = done.get(TRIGGER)
    if not record.steps:
        return
    if start is None:
        say(f"没有写调整事由发生的日期，不推算各步的期限；加上 --date {TRIGGER}=日期。")
        return
    days = days_of(desk.folder)
    say(f"办理的期限（调整事由 {start}）")
    for step in adjustment(days.settings, days.calendar, start, done, record.level):
        _limit(step, done.get(step.name), desk.register.date)


def _limit(step: Step, done: datetime.date | None, today: datetime.date) -> None:
    from quanze.cli.deadline_text import told as date_text

    if step.answer is None:
        when = f"{done} 完成" if done else step.assumed
        say(f"  {step.name}　{step.who}　{when}")
        return
    limit, terms = step.outcome, step.answer.terms
    late = limit.latest < (done or today)
    if done:
        when = f"{done} 完成，{'晚于期限' if late else '期限'} {date_text(limit)}"
    else:
        when = f"最迟 {date_text(limit)}{'，已过' if late else ''}"
    out().print(f"  {step.name}　{step.who}　{when}", markup=False, style="yellow" if late else "")
    say(f"      {terms.limit}，自{terms.start}之日起　{'；'.join(terms.basis)}")
    if step.assumed and not done:
        say(f"      {step.assumed}")
