"""Long lists cut into pages: each of them is a page of its own, so no script is needed to read on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from quanze.model.element import Element
from quanze.publish.outputs import as_written

T = TypeVar("T")

ROWS: Final = 50
"""How many rows of a table a page shows at most: with names of a hundred signs, that is 30 KB."""

ROOM: Final = 28_000
"""How many bytes a page has for its list, about; with its style, that is under 60 KB."""

_MARKUP: Final = 130
"""About how many bytes of markup stand around a text."""

_BESIDE: Final = 2
_GAP: Final = None


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list. `pager` of paging.html shows the way to the others."""

    rows: Sequence[T]
    number: int
    """Which page it is; the first is 1."""
    paths: tuple[str, ...]
    """Where all pages of the list stand, in order."""
    first: int
    """The number of its first row in the whole list, from 1."""
    total: int
    """How many rows the whole list has."""

    @property
    def path(self) -> str:
        return self.paths[self.number - 1]

    @property
    def of(self) -> int:
        """How many pages there are."""
        return len(self.paths)

    @property
    def last(self) -> int:
        """The number of its last row in the whole list."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> str | None:
        return self.paths[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> str | None:
        return self.paths[self.number] if self.number < self.of else None

    @property
    def ways(self) -> list[tuple[int, str] | None]:
        """The pages to link to: the first, the last, and those beside this one; None is a gap."""
        shown = [
            number
            for number in range(1, self.of + 1)
            if number in (1, self.of) or abs(number - self.number) <= _BESIDE
        ]
        ways: list[tuple[int, str] | None] = []
        for earlier, number in zip([0, *shown], shown, strict=False):
            if number - earlier > 1:
                ways.append(_GAP)
            ways.append((number, self.paths[number - 1]))
        return ways


def sheets(
    rows: Sequence[T], path: str, size: int = ROWS, weight: Callable[[T], int] | None = None
) -> list[Sheet[T]]:
    """Cut a list into pages.

    Args:
        rows: the list; an empty one has one page, without rows.
        path: where its first page stands; the others stand beside it: list.html, list-2.html.
        size: how many rows a page has at most.
        weight: how many bytes a row takes, about, for rows that are not alike; a page then has room
            for `ROOM` bytes, or for one row that is larger.
    """
    cuts = list(_cuts(rows, size, weight)) or [(0, 0)]
    paths = tuple(numbered(path, number) for number in range(1, len(cuts) + 1))
    return [
        Sheet(rows[start:end], number, paths, start + 1, len(rows))
        for number, (start, end) in enumerate(cuts, 1)
    ]


def _cuts(
    rows: Sequence[T], size: int, weight: Callable[[T], int] | None
) -> Iterator[tuple[int, int]]:
    """Go through the pages: where each begins and ends in the list."""
    start = taken = 0
    for place, row in enumerate(rows):
        more = weight(row) if weight else 0
        if place - start == size or (taken and taken + more > ROOM):
            yield start, place
            start, taken = place, 0
        taken += more
    if start < len(rows):
        yield start, len(rows)


def numbered(path: str, number: int) -> str:
    """Return where a page of a list stands."""
    return path if number == 1 else f"{path.removesuffix('.html')}-{number}.html"


def heavy(element: Element) -> int:
    """Return about how many bytes an element takes on a page: its texts, and the markup of each."""
    text = as_written(element)
    return len(text.encode(errors="replace")) + _MARKUP * text.count('":')
