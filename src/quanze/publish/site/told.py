"""The changes of a record as its pages tell them: alike ones together, and cut into pages by their length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from quanze.diff.words import Run
from quanze.model.adjustment import ListName
from quanze.model.register import group
from quanze.publish.changes.parts import said_or_none, shortened
from quanze.publish.notice.differences import Difference
from quanze.publish.notice.rows import Direction, Row

_HEADINGS: Final = {
    Direction.MORE: "增加的职权",
    Direction.FEWER: "减少的职权",
    Direction.SAME: "项数不变，内容有变化的职权",
}
NOT_WRITTEN: Final = "（没有写明）"
"""What stands where a record that was approved leaves something open."""
LONGEST: Final = 900
"""Characters of one side of a difference that a page shows."""
_AROUND: Final = 10
_BRIEF: Final = 150
_SHORT: Final = 400
_MOST_ROWS: Final = 30
PAGE: Final = 22_000
"""Bytes of changes that a page holds, beside its frame and style."""
_OF_BLOCK: Final = 500
_OF_ROW: Final = 260
_OF_LINE: Final = 160
_OF_SIGN: Final = 3


@dataclass(frozen=True)
class Block:
    """Changes of which the same is told."""

    heading: str
    """Under which heading of the page it stands."""
    rows: tuple[Row, ...]
    goes_on: bool = False
    """Whether it goes on a list begun in the block before it: what changed is told there."""

    @property
    def first(self) -> Row:
        """The change whose words hold for all."""
        return self.rows[0]

    @property
    def differences(self) -> tuple[Difference, ...]:
        return () if self.goes_on else self.first.differences

    @property
    def size(self) -> int:
        """About how many bytes it takes on a page."""
        first = self.first
        lines = [*first.bases, *first.fate, *first.grounds, *first.oversight]
        sides = [] if self.goes_on else _sides(first)
        signs = sum(min(len(text), LONGEST) for text in (*lines, *sides))
        names = sum(len(row.name) + len(row.department) for row in self.rows)
        return (
            _OF_BLOCK
            + _OF_ROW * len(self.rows)
            + _OF_LINE * (len(lines) + len(sides))
            + _OF_SIGN * (signs + names)
        )


def blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """Bring together changes of which the same is told: powers that came, that went, that stay, then lists."""
    ways, lists = list(Direction), list(ListName)
    ordered = sorted(rows, key=lambda row: (lists.index(row.list_name), ways.index(row.direction)))
    for alike in group((_told(row), row) for row in ordered).values():
        for start in range(0, len(alike), _MOST_ROWS):
            yield Block(_heading(alike[0]), alike[start : start + _MOST_ROWS], start > 0)


def _sides(row: Row) -> list[str]:
    """Return both sides of what changed; of short texts as they are: to compare them takes time."""
    written = [said_or_none(side) or "" for one in row.elements for side in (one.old, one.new)]
    if sum(map(len, written)) <= _SHORT:
        return written
    return [side for one in row.differences for side in (one.old, one.new)]


def _heading(row: Row) -> str:
    if row.list_name is ListName.POWER:
        return _HEADINGS[row.direction]
    return f"其他清单：{row.list_name}"


def _told(row: Row) -> tuple[Any, ...]:
    """Return what is told of a change besides its name; a power that came or went stands alone."""
    alone = row.list_name is ListName.POWER and not row.elements
    own = row.number if alone or row.former_code else None
    department = row.former_department
    said = (row.label, row.grounds, row.other_body, row.oversight, row.related)
    elements = tuple((one.name, repr(one.old), repr(one.new)) for one in row.elements)
    return (row.list_name, own, department, row.direction, elements, said)


def packed(told: Iterable[Block], head: int) -> list[list[Block]]:
    """Cut blocks into pages; the first has room for less, since it also has the head of the record."""
    pages: list[list[Block]] = [[]]
    room = PAGE - head
    for block in told:
        if block.size > room and (pages[-1] or len(pages) == 1):
            pages.append([])
            room = PAGE
        pages[-1].append(block)
        room -= block.size
    return pages


def brief(runs: Sequence[Run]) -> list[Run]:
    """Return of a text little more than the words that changed."""
    return cut(list(shortened(runs, _AROUND)), _BRIEF)


def cut(runs: Sequence[Run], most: int = LONGEST) -> list[Run]:
    """Return the beginning of a long text; the last run says how long the whole is."""
    whole = sum(len(run.text) for run in runs)
    if whole <= most:
        return list(runs)
    shown: list[Run] = []
    room = most
    for run in runs:
        shown.append(Run(run.mark, run.text[:room]))
        room -= len(run.text)
        if room <= 0:
            break
    last = shown.pop()
    return [*shown, Run(last.mark, f"{last.text}……（以下略，全文 {whole} 字）")]


def runs_of(told: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Return blocks under their headings, in order."""
    return [(heading, list(found)) for heading, found in groupby(told, key=lambda one: one.heading)]
