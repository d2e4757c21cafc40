"""Writes the record of an adjustment: what changed is filled in, what people decide is asked for.

Whatever people have written in an earlier draft is kept, found again by the identity of the entry.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from quanze.diff.changes import Change, Changes
from quanze.diff.records import recorded_changes, totals
from quanze.law.adjustment import steps_of
from quanze.law.decisions import open_decisions
from quanze.load.emit import Comments, emit
from quanze.load.fmt import comments_of
from quanze.load.yaml_reader import read_with_spans
from quanze.model.adjustment import (
    KNOWN_ALONE,
    AdjustmentRecord,
    AffectedDocument,
    ListName,
    RecordedChange,
    StepTaken,
)
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.element import Element, KeyPath
from quanze.model.reference_list import ReferenceKind
from quanze.model.register import Register
from quanze.model.settings import TRIGGER, Settings

ASK: Final = "# 请补写"
"""Marks in a record what people have to write."""

_DECIDED: Final = ("原则", "理由", "去向", "来自", "后续监管")
"""What people decide of a change."""
_HEAD: Final = ("标题", "事由", "依据", "说明")
"""What people decide of the whole record."""

INTRODUCTION: Final = (
    "# 动态调整记录。种类、对象、内容、合计等由 quanze 填写，请不要改；再次运行 quanze record 会更新这些，保留人写的内容。",
    "# 标有“请补写”的由人补写。“标题”“说明”和每处变更的“理由”也可以写。批准以后，这份记录不再改动。",
)
PATTERN_FOLLOWS: Final = "，写法："
GROUND_PATTERN: Final = (
    "# 依据:",
    "#   - 名称: 《…》",
    "#     条款: 第…条",
    "#     文号: …〔…〕…号",
)
_GROUNDS: Final = ("依据",)
_AFTER_GROUNDS: Final = ("说明", "办理", "合计")
_PARTS: Final[Mapping[str, type[Element]]] = {
    "办理": StepTaken,
    "规范性文件": AffectedDocument,
    "变更": RecordedChange,
}


def next_number(register: Register, year: str) -> str:
    """Return the number of the next record of a year."""
    taken = (record.number.partition("-") for record in register.adjustments)
    used = [int(rest[:9]) for head, _, rest in taken if head == year and rest.isdecimal()]
    return f"{year}-{max(used, default=0) + 1}"


def draft_record(
    changes: Changes, new: Register, number: str, human: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a record as it would be written: Chinese keys in their order.

    Args:
        changes: what changed, compared with the declarations of the draft.
        new: the newer version.
        number: the record's, <year>-<n>.
        human: what people have decided, as in a record; changes are found by 清单, 部门 and 对象.

    Raises:
        ValidationError: what people wrote does not fit a record.
    """
    human = human or {}
    recorded = recorded_changes(changes)
    decided = _Decided(human.get("变更") or ())
    data = {
        "编号": number,
        "级别": changes.level,
        "合计": totals(changes).data(),
        "办理": _steps(new.settings, changes.level, human.get("办理") or ()),
        "规范性文件": _documents(changes.changes, new, human.get("规范性文件") or ()),
        "变更": [
            {**_other_body(change), **made.data(), **decided.of(made)}
            for change, made in zip(changes.changes, recorded, strict=True)
        ],
    }
    data |= {key: human[key] for key in _HEAD if human.get(key)}
    return AdjustmentRecord.model_validate(data).data()


def _other_body(change: Change) -> dict[str, str]:
    return {change.other_side: change.other_body} if change.other_body else {}


class _Decided:
    """What people have decided of each change."""

    def __init__(self, changes: Iterable[Mapping[str, Any]]) -> None:
        self._by_key = {_identity(change): change for change in changes}

    def of(self, change: RecordedChange) -> dict[str, Any]:
        """Return what was decided of a change; of lists by department, where it names none too."""
        own = _identity(change.data())
        written = self._by_key.get(own) or self._by_key.get((own[0], "", own[2])) or {}
        return {key: written[key] for key in _DECIDED if written.get(key)}


def _identity(change: Mapping[str, Any]) -> tuple[str, str, str]:
    listed = change.get("清单") or ListName.POWER
    scope = "" if listed in KNOWN_ALONE else change.get("部门") or ""
    return str(listed), scope, str(change.get("对象"))


def _steps(
    settings: Settings, level: ChangeLevel, taken: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """List the steps that the level needs, in their order, with what is known of each."""
    known = {step["步骤"]: step for step in taken}
    names = [step.name for step in steps_of(settings, level)]
    needed = {name: {"步骤": name} for name in (TRIGGER, *names)} if names else {}
    others = [step for name, step in known.items() if name not in needed]
    return [known.get(name, step) for name, step in needed.items()] + others


def _documents(
    changes: Iterable[Change], new: Register, decided: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """List the documents that rest on what was changed; what becomes of them is left open."""
    known = {document["名称"]: document for document in decided}
    touched = dict.fromkeys(code for change in changes for code in _touched(change))
    found: dict[str, Mapping[str, Any]] = {}
    for listed in new.references(ReferenceKind.DOCUMENTS):
        for document in listed.items:
            items = [str(code) for code in document.items if str(code) in touched]
            if items:
                fate = {k: v for k, v in known.get(document.name, {}).items() if k == "处理"}
                number = {"文号": str(document.number)} if document.number else {}
                found[document.name] = {"名称": document.name, **number, "依据事项": items, **fate}
    return [*found.values(), *(one for name, one in known.items() if name not in found)]


def _touched(change: Change) -> Iterator[str]:
    """The codes of a power whose content is another now: old and new."""
    if change.is_power and change.level is not ChangeLevel.WORDING:
        yield from (entry.key.key for entry in (change.old, change.new) if entry)


def record_text(data: Mapping[str, Any], earlier: str = "") -> str:
    """Write a record, with a marked line wherever people have something to decide.

    Args:
        data: the record.
        earlier: the text of an earlier draft; the comments that people wrote in it are kept.
    """
    record = AdjustmentRecord.model_validate(data)
    written = copy.deepcopy(dict(data))
    before: dict[KeyPath, tuple[str, ...]] = {("编号",): INTRODUCTION}
    beside: dict[KeyPath, str] = {}
    for path, hint in _asked(record).items():
        if path == _GROUNDS:
            following = next(key for key in _AFTER_GROUNDS if key in written)
            before[(following,)] = (f"{ASK}依据：{hint}{PATTERN_FOLLOWS}", *GROUND_PATTERN)
        else:
            _within(written, path[:-1])[path[-1]] = None
            beside[path] = f"{ASK}：{hint}"
    return _with_comments(_in_order(written), before, beside, _comments_of_people(earlier, data))


def _asked(record: AdjustmentRecord) -> dict[KeyPath, str]:
    """What people have to write: where, and what."""
    decisions = (one for one in open_decisions(record) if one.path != ("办理",))
    asked = {decision.path: decision.hint for decision in decisions}
    for index, step in enumerate(record.steps):
        if step.date is None:
            asked.setdefault(("办理", index, "日期"), f"{step.step}完成的日期；没有完成的空着")
        if step.body is None and step.step != TRIGGER:
            asked["办理", index, "机关"] = f"{step.step}由哪个机关办理"
    return asked


def _with_comments(
    data: dict[str, Any],
    before: dict[KeyPath, tuple[str, ...]],
    beside: dict[KeyPath, str],
    own: Comments,
) -> str:
    """Write data with our comments and those of people; what has lost its place ends the file."""
    for path, lines in own.before.items():
        before[path] = (*before.get(path, ()), *lines)
    for path, line in own.beside.items():
        beside[path] = f"{beside[path]}  {line}" if path in beside else line
    comments = Comments(before, beside, own.last)
    text = emit(data, comments)
    homeless = tuple(line for line in own.all() if line not in text)
    if not homeless:
        return text
    return emit(data, replace(comments, last=(*own.last, *homeless)))


def _comments_of_people(earlier: str, data: Mapping[str, Any]) -> Comments:
    """Find the comments of an earlier draft that we did not write, and where they belong now."""
    if not earlier:
        return Comments()
    written, spans = read_with_spans(earlier)
    found = comments_of(earlier, spans)
    moved = _Moved(written, data)
    return Comments(
        {moved.path(path): kept for path, lines in found.before.items() if (kept := _own(lines))},
        {moved.path(path): line for path, line in found.beside.items() if _own((line,))},
        _own(found.last),
    )


def _own(lines: Iterable[str]) -> tuple[str, ...]:
    ours = (*INTRODUCTION, *GROUND_PATTERN)
    return tuple(line for line in lines if line and line not in ours and not line.startswith(ASK))


class _Moved:
    """Where the parts of an earlier draft stand now."""

    def __init__(self, earlier: Mapping[str, Any], data: Mapping[str, Any]) -> None:
        self._earlier = earlier
        self._now = {
            (key, identity(part)): index
            for key, identity in _IDENTITIES.items()
            for index, part in enumerate(data.get(key) or ())
        }

    def path(self, path: KeyPath) -> KeyPath:
        """Return where something stands now; its old path where it is no more."""
        if len(path) < 2 or path[0] not in _IDENTITIES:
            return path
        key, index = str(path[0]), int(path[1])
        identity = _IDENTITIES[key](self._earlier[key][index])
        now = self._now.get((key, identity))
        return path if now is None else (key, now, *path[2:])


_IDENTITIES: Final[Mapping[str, Callable[[Mapping[str, Any]], object]]] = {
    "变更": _identity,
    "办理": lambda step: step.get("步骤"),
    "规范性文件": lambda document: document.get("名称"),
}
"""What the parts of a record are known by."""


def _within(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """Put what is asked for where the model has it."""
    ordered = _by_model(data, AdjustmentRecord)
    for key, model in _PARTS.items():
        if key in ordered:
            ordered[key] = [_by_model(part, model) for part in ordered[key]]
    return ordered


def _by_model(data: Mapping[str, Any], model: type[Element]) -> dict[str, Any]:
    keys = (str(field.alias) for field in model.model_fields.values())
    return {key: data[key] for key in keys if key in data}
