"""Saying what people have to do once a record is drafted: what to write in it, what to delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quanze.cli.console import say
from quanze.diff.draft import ASK
from quanze.law.decisions import open_decisions
from quanze.load.yaml_reader import read_with_spans
from quanze.model.register import group
from quanze.model.settings import TRIGGER

if TYPE_CHECKING:
    from quanze.diff.changes import Changes
    from quanze.law.decisions import Decision
    from quanze.model.adjustment import AdjustmentRecord
    from quanze.model.register import Register

_SHOWN: Final = 10
_BY_CODE: Final = "--as 种类:编码=机关"
_OPTIONS: Final = {
    "事由": "--trigger",
    "依据": "--basis",
    "原则": "--principle",
    "去向": _BY_CODE,
    "来自": _BY_CODE,
    "后续监管": "--oversight",
}
"""What is asked for -> the option that says it."""


@dataclass(frozen=True)
class _Asked:
    """Something that people have to write, and the line for it."""

    decision: Decision
    line: int
    name: str
    """Of what it is asked; empty where of the whole record."""


def asked(file: Path, record: AdjustmentRecord, text: str) -> None:
    """Say what people have to write in a record, kind by kind; and which steps are to be taken."""
    questions, steps = _questions(record, text)
    if questions:
        say(f"请补写（{len(questions)} 处，{file}）：")
    for key, ones in group((one.decision.key, one) for one in questions).items():
        _kind(key, ones)
    if steps:
        names = [step.step for step in record.steps if not (step.date and step.body)]
        waiting = [name for name in names if name != TRIGGER or not record.taken(TRIGGER)]
        say(f"办完一步补写一步的日期和机关：{file}:{steps[0]} 起（{'、'.join(waiting)}）")
    if not questions and not steps:
        say("该由人写的都写了。请运行 quanze validate 检查。")


def _kind(key: str, ones: Sequence[_Asked]) -> None:
    hints = "；".join(dict.fromkeys(one.decision.hint for one in ones))
    option = _OPTIONS.get(key, "")
    if not ones[0].name:
        where = "，".join(part for part in (f"第 {ones[0].line} 行", option) if part)
        say(f"  {key}（{where}）：{hints}")
        return
    say(f"  {key} {len(ones)} 处{f'（{option}）' if option else ''}：{hints}")
    for one in ones[:_SHOWN]:
        say(f"      第 {one.line} 行　{one.name}")
    _more(len(ones) - _SHOWN, "处", f"见文件里的“{ASK}”")


def _more(count: int, unit: str, where: str) -> None:
    if count > 0:
        say(f"      还有 {count} {unit}，{where}")


def _questions(record: AdjustmentRecord, text: str) -> tuple[list[_Asked], list[int]]:
    """Find what is asked for, and the marked lines of the steps."""
    _, spans = read_with_spans(text)
    lines = {path: span.key.line for path, span in spans.items() if span.key}
    numbered = enumerate(text.splitlines(), 1)
    grounds = next((number for number, line in numbered if line.startswith(f"{ASK}依据")), 0)
    questions = [
        _Asked(decision, lines.get(decision.path, grounds), _name(decision, record))
        for decision in open_decisions(record)
        if decision.path[0] != "办理"
    ]
    steps = [
        lines["办理", index, key]
        for index, step in enumerate(record.steps)
        for key, known in (("日期", step.date), ("机关", step.body or step.step == TRIGGER))
        if not known
    ]
    return questions, steps


def _name(decision: Decision, record: AdjustmentRecord) -> str:
    change = decision.change
    if change is None:
        index = decision.path[1] if len(decision.path) > 1 else None
        return record.documents[index].name if isinstance(index, int) else ""
    name = change.name or change.key
    needs_code = _OPTIONS.get(decision.key) == _BY_CODE
    return f"{name}　{change.key}" if needs_code and change.name else name


def duties_left(folder: Path, changes: Changes, register: Register) -> None:
    """Say which powers are gone from the newer version while their duties are still in it."""
    gone = {change.key.key: change.entry.name for change in changes.powers if change.new is None}
    duties = (duty for lists in register.departments for duty in lists.duties)
    left = dict.fromkeys(
        (gone[str(duty.item)], duty.origin.file) for duty in duties if str(duty.item) in gone
    )
    if not left:
        return
    say(
        f"职权删去了，责任事项还在 duty.yaml 里，要一起删去，再运行一次 quanze record（{len(left)} 项）："
    )
    for name, file in list(left)[:_SHOWN]:
        say(f"      {name}　{folder / file}")
    _more(len(left) - _SHOWN, "项", "用 quanze validate 列出")
