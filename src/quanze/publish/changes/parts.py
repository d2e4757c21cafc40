"""The old and the new value of an element -> lines for a reader: of a list only the parts that differ.

Parts are paired by what names them (名称, 环节, 法规 with 条款 …). That is for reading alone: whether
two values differ at all is settled in `diff.compare`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from quanze.diff.entries import canonical
from quanze.diff.words import Mark, Run, marked

_NAMED_BY: Final = (
    "编号", "名称", "环节", "阶次", "部门", "项目", "到", "法规", "内容", "任务", "编码", "受委托机关",
)  # fmt: skip
"""The keys that name a part of a list; the first that it has."""
_LAW: Final = ("法规", "版本", "条款")
_OPENING: Final = 24
_ALIKE: Final = 0.5
_COMPARED: Final = 200
_MOST_PAIRS: Final = 400
_BETWEEN: Final = " · "
_GAIN: Final = 20
"""Fewer characters than this are not worth cutting out."""


@dataclass(frozen=True)
class Line:
    """A value that differs: what it is, as it was and as it is; None where there was or is nothing."""

    label: str
    old: str | None
    new: str | None
    plain: bool = False
    """Whether nothing is marked: the whole entry came or went, as its heading says."""

    def named(self, element: str) -> str:
        """Name the line: its element, and the part of it."""
        return _joined(element, self.label)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Both values as one text with the words marked."""
        if self.plain:
            return (Run(Mark.KEPT, self.old or self.new or ""),)
        return marked(self.old or "", self.new or "")

    @property
    def old_runs(self) -> tuple[Run, ...]:
        """The old value, with what was struck from it."""
        return tuple(run for run in self.runs if run.mark is not Mark.INSERTED)

    @property
    def new_runs(self) -> tuple[Run, ...]:
        """The new value, with what was inserted into it."""
        return tuple(run for run in self.runs if run.mark is not Mark.STRUCK)


def lines_of(old: Any, new: Any) -> tuple[Line, ...]:
    """Return the lines that show how a value changed; at least one."""
    lines = tuple(_lines("", old, new))
    return lines or (Line("", said_or_none(old), said_or_none(new)),)


def said(value: Any) -> str:
    """Write a value as one text."""
    if isinstance(value, Mapping):
        return _said_mapping(value)
    if isinstance(value, list | tuple):
        plain = all(not isinstance(part, Mapping | list) for part in value)
        return ("、" if plain else "\n").join(said(part) for part in value)
    return str(value)


def said_or_none(value: Any) -> str | None:
    """Write a value as one text; None where there is none."""
    return None if value is None or value in ([], {}) else said(value)


def _said_mapping(value: Mapping[str, Any]) -> str:
    if "法规" in value or (set(value) <= {"条款", "原文", "说明", "类别"} and "条款" in value):
        head = "".join(str(value[key]) for key in _LAW if key in value)
        rest = [str(value[key]) for key in ("原文", "说明") if key in value]
        return "：".join([head, *rest])
    if len(value) == 1:
        return said(next(iter(value.values())))
    return "；".join(f"{key}：{said(part)}" for key, part in value.items())


def _lines(label: str, old: Any, new: Any) -> Iterator[Line]:
    if canonical(old) == canonical(new):
        return
    if _is_list(old, new):
        yield from _lines_of_lists(label, old or (), new or ())
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _lines(_joined(label, key), old.get(key), new.get(key))
    else:
        yield Line(label, said_or_none(old), said_or_none(new))


def _is_list(old: Any, new: Any) -> bool:
    """Whether both are lists, or one is a list of several parts and the other nothing."""
    sides = [side for side in (old, new) if side is not None]
    return all(isinstance(side, list | tuple) for side in sides)


def _joined(label: str, more: str) -> str:
    return f"{label}{_BETWEEN}{more}" if label and more else label or more


def _lines_of_lists(label: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Line]:
    gone, pairs, came = _paired(old, new)
    for before, after in pairs:
        yield from _lines_of_part(label, before, after)
    for part in gone:
        yield Line(label, said(part), None)
    for part in came:
        yield Line(label, None, said(part))


def _lines_of_part(label: str, old: Any, new: Any) -> Iterator[Line]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _lines(_joined(label, label_of(old)), old, new)
    else:
        yield Line(label, said(old), said(new))


_Part = tuple[list[Any], list[tuple[Any, Any]], list[Any]]


def _paired(old: Sequence[Any], new: Sequence[Any]) -> _Part:
    """Part the parts into those that are gone, those in both (by name), and those that came."""
    left, right = _without_common(old, new)
    pairs: list[tuple[Any, Any]] = []
    for naming in (_full_name, _name):
        left, more, right = _paired_by(naming, left, right)
        pairs += more
    left, more, right = _paired_by_likeness(left, right)
    return left, [*pairs, *more], right


def _paired_by_likeness(old: list[Any], new: list[Any]) -> _Part:
    """Pair parts whose names share most of their words: they were renamed."""
    if len(old) * len(new) > _MOST_PAIRS:
        return old, [], new
    free, gone, pairs = list(new), [], []
    for part in old:
        best = max(free, key=lambda other: _share(part, other), default=None)
        if best is None or _share(part, best) < _ALIKE:
            gone.append(part)
        else:
            free = [other for other in free if other is not best]
            pairs.append((part, best))
    return gone, pairs, free


def _share(old: Any, new: Any) -> float:
    """Return how much of two names is the same."""
    one, other = _words_of_name(old), _words_of_name(new)
    kept = sum(len(run.text) for run in marked(one, other) if run.mark is Mark.KEPT)
    return kept / max(len(one), len(other), 1)


def _words_of_name(part: Any) -> str:
    key = _naming_key(part)
    if isinstance(part, Mapping):
        return str(part[key])[:_COMPARED] if key else ""
    return str(part)[:_COMPARED]


def _without_common(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Leave out parts that say the same in both, however they are ordered."""
    was, now = Counter(map(_key, old)), Counter(map(_key, new))
    return _beyond(old, now), _beyond(new, was)


def _key(part: Any) -> str:
    return repr(canonical(part))


def _beyond(parts: Iterable[Any], others: Counter[str]) -> list[Any]:
    left, kept = Counter(others), []
    for part in parts:
        key = _key(part)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(part)
    return kept


def _paired_by(naming: Any, old: list[Any], new: list[Any]) -> _Part:
    """Pair parts whose name occurs once on each side."""
    names_before, names_after = Counter(map(naming, old)), Counter(map(naming, new))
    shared = {
        name
        for name, count in names_before.items()
        if name is not None and count == names_after[name] == 1
    }
    after = {naming(part): part for part in new}
    pairs = [(part, after[naming(part)]) for part in old if naming(part) in shared]
    return (
        [part for part in old if naming(part) not in shared],
        pairs,
        [part for part in new if naming(part) not in shared],
    )


def _name(part: Any) -> str | None:
    """Return what names a part; None for plain texts, which are their own name."""
    key = _naming_key(part)
    return f"{key}：{part[key]}" if key else None


def _naming_key(part: Any) -> str | None:
    if not isinstance(part, Mapping):
        return None
    return next((key for key in _NAMED_BY if key in part), None)


def _full_name(part: Any) -> str | None:
    """Return a name that also tells articles of the same law apart."""
    name = _name(part)
    return f"{name}{part['条款']}" if name and "条款" in part else name


def label_of(part: Any) -> str:
    """Name a part before a reader."""
    if not isinstance(part, Mapping):
        return ""
    if "法规" in part or "条款" in part:
        return f"{part.get('法规', '')}{part.get('条款', '')}"
    if "编号" in part and "名称" in part:
        return f"{part['编号']} {part['名称']}"
    key = _naming_key(part)
    text = str(part[key]) if key else ""
    return f"{text[:_OPENING]}……" if len(text) > _OPENING else text


def shortened(runs: Iterable[Run], around: int = 40) -> Iterator[Run]:
    """Cut the middle of long stretches that did not change: what did is what is read."""
    listed = list(runs)
    for index, run in enumerate(listed):
        first, last = index == 0, index + 1 == len(listed)
        room = around if first or last else 2 * around
        if run.mark is not Mark.KEPT or len(listed) == 1 or len(run.text) <= room + _GAIN:
            yield run
            continue
        head = "" if first else run.text[:around]
        tail = "" if last else run.text[-around:]
        yield Run(Mark.KEPT, f"{head}……{tail}")
