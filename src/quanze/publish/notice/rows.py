"""The changes of a record as the rows of a notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from quanze.law.decisions import needs_supervision, open_decisions
from quanze.model.adjustment import AdjustmentRecord, ElementRecord, ListName, RecordedChange
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import MERGED, SPLIT
from quanze.model.register import group
from quanze.publish.notice.differences import Difference, bases_of, differences


class Direction(StrEnum):
    """What a change does to the number of powers."""

    MORE = "增加"
    FEWER = "减少"
    SAME = "项数不变"


_LABELS: Final = {
    (MERGED, Direction.MORE): "合并设立",
    (MERGED, Direction.FEWER): "合并取消",
    (MERGED, Direction.SAME): "合并保留",
    (SPLIT, Direction.MORE): "拆分设立",
    (SPLIT, Direction.FEWER): "拆分取消",
    (SPLIT, Direction.SAME): "拆分保留",
}
"""Kinds that stand on both sides of a change are told apart: the sums would not add up."""
TO_FILL: Final = "（待填）"
"""What stands for something that people have not written yet."""
_CODE: Final = "编码"


def direction_of(change: RecordedChange) -> Direction:
    """Tell whether there is an entry more, or one fewer, after a change."""
    if change.content is not None:
        return Direction.MORE
    return Direction.FEWER if change.fingerprint is not None else Direction.SAME


def label(kind: str, direction: Direction) -> str:
    """Name a kind of change as a table of sums counts it."""
    return _LABELS.get((kind, direction), kind)


@dataclass(frozen=True)
class Row:
    """One change."""

    change: RecordedChange
    """The change as the record writes it."""
    number: int
    direction: Direction
    label: str
    list_name: ListName
    department: str
    former_department: str
    """Where it was before; empty where it stayed."""
    name: str
    code: str
    former_code: str
    level: ChangeLevel
    type: str
    """Of a power that came or went: its type."""
    bases: tuple[str, ...]
    """Of a power that came or went: its legal bases."""
    related: tuple[str, ...]
    """Of a merge or a split: the other powers."""
    principle: str
    reason: tuple[str, ...]
    other_body: str
    """To whom it went, or from whom it came."""
    oversight: tuple[str, ...]
    supervised: bool
    """Whether it has to be said how the matter is supervised from now on."""
    elements: tuple[ElementRecord, ...]
    """The elements that changed."""

    @property
    def altered(self) -> tuple[str, ...]:
        """The names of the elements that changed."""
        return tuple(one.name for one in self.elements)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What changed in the elements, in detail."""
        return tuple(
            part for one in self.elements for part in differences(one.name, one.old, one.new)
        )

    @cached_property
    def grounds(self) -> tuple[str, ...]:
        """Why, in lines: the principle of the clean-up, and the reason."""
        return (*filter(None, (self.principle,)), *self.reason)

    @cached_property
    def fate(self) -> tuple[str, ...]:
        """What became of it besides its kind: where it went, from where it came, with what it was joined."""
        told = []
        if self.other_body:
            side = "来自" if self.direction is Direction.MORE else "去向"
            told.append(f"{side}：{self.other_body}")
        if self.former_department:
            told.append(f"原部门：{self.former_department}")
        if self.former_code:
            told.append(f"原编码：{self.former_code}")
        if self.related:
            told.append(f"{self.relation}：{'、'.join(self.related)}")
        return tuple(told)

    @property
    def relation(self) -> str:
        """Say what the related powers are to it."""
        if self.label == _LABELS[MERGED, Direction.FEWER]:
            return "并入"
        if self.label.startswith(MERGED):
            return "由以下事项合并"
        return "拆分自" if self.direction is Direction.MORE else "拆分为"


@dataclass(frozen=True)
class Compared:
    """Rows in which the same changed: what is said of all of them is said once."""

    rows: tuple[Row, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What changed in each of them."""
        return self.rows[0].differences

    @property
    def head(self) -> str:
        """Name the row; of several, say which ones."""
        first, numbers = self.rows[0], _spans([row.number for row in self.rows])
        if first.list_name is not ListName.POWER:
            # No other annex names these.
            names = "、".join(f"{row.name}（{row.department}）" for row in self.rows)
            return f"{numbers}．{first.list_name}（{first.label}）：{names}"
        if len(self.rows) == 1:
            return f"{numbers}．{first.name}（{first.department}，{first.label}）"
        return f"序号{numbers}，共{len(self.rows)}项"


def compared(rows: Iterable[Row]) -> tuple[Compared, ...]:
    """Bring together the rows in which the same changed; a row without differences stands alone."""
    groups = group(((row.list_name, row.differences or row.number), row) for row in rows)
    return tuple(Compared(found) for found in groups.values())


def _spans(numbers: Sequence[int]) -> str:
    """Write numbers in order: 1至3、7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return "、".join(f"{s[0]}至{s[-1]}" if len(s) > 1 else str(s[0]) for s in spans)


def rows_of(record: AdjustmentRecord) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of the powers and those of the other lists, each numbered and in order."""
    powers = [one for one in record.changes if one.list_name is ListName.POWER]
    others = [one for one in record.changes if one.list_name is not ListName.POWER]
    powers.sort(key=lambda one: (one.department or "", list(Direction).index(direction_of(one))))
    named = {
        one.key: f"“{one.name}”（序号{number}）" for number, one in enumerate(powers, 1) if one.name
    }
    missing = group((id(one.change), one.key) for one in open_decisions(record) if one.change)

    def rows(changes: Sequence[RecordedChange]) -> tuple[Row, ...]:
        return tuple(
            _row(number, one, named, missing.get(id(one), ()))
            for number, one in enumerate(changes, 1)
        )

    return rows(powers), rows(others)


def _row(
    number: int, change: RecordedChange, named: Mapping[str, str], missing: Sequence[str]
) -> Row:
    content = change.content or change.former or {}
    is_power = change.list_name is ListName.POWER
    elements = [one for one in change.elements if not (is_power and one.name == _CODE)]
    recoded = is_power and change.old_key
    direction = direction_of(change)

    def written(key: str, text: str | None) -> str:
        return text or (TO_FILL if key in missing else "")

    return Row(
        change=change,
        number=number,
        direction=direction,
        label=label(change.kind, direction),
        list_name=change.list_name,
        department=change.department or "",
        former_department=change.old_department or "",
        name=change.name or change.key,
        code=change.key if is_power else "",
        former_code=change.old_key or "" if recoded else "",
        level=change.level,
        type=str(content.get("类型", "")) if is_power else "",
        bases=bases_of(content) if is_power else (),
        related=() if recoded else tuple(named.get(str(one), str(one)) for one in change.related),
        principle=written("原则", change.principle),
        reason=paragraphs(change.reason),
        other_body=written("来自" if change.content else "去向", change.other_body),
        oversight=paragraphs(written("后续监管", change.oversight)),
        supervised=needs_supervision(change) or bool(change.oversight),
        elements=tuple(elements),
    )


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Return the lines of a text."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
