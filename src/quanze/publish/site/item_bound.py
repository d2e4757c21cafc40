"""Keeps the page of an item light: of a list that is too long it shows the beginning, and leads to the rest.

Everything on the page shares its room. What needs less than an equal share is shown whole; what needs
more is cut, and stands whole on pages of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from quanze.model.department import Department
from quanze.model.element import Element
from quanze.publish.outputs import Fingerprints
from quanze.publish.site.answers import Block, More, Question, Row
from quanze.publish.site.item_pieces import frame, joined, pieces, weight
from quanze.publish.site.paging import Sheet, sheets

PAGE: Final = 33_500
"""How many bytes the page of an item may have; with its style and script that is under 60 KB."""
_OF_QUESTION: Final = 190
"""About how many bytes a question takes: its heading, its place among the contents, a guess gone wrong."""
_REST: Final = 260
"""About how many bytes it takes to lead to the rest of a part."""
_OF_TEXT: Final = 10
_OF_ELEMENT: Final = 100
_SURELY_SHORT: Final = 20_500
_FEW: Final = 80
"""With so much markup around each text and each element, no page of a real list that is guessed to be
surely short and has few elements has more than 8,000 bytes beyond the guess."""
_ROWS: Final = "rows"
"""The form of a block of short answers."""


_NAMED: Final = 4
_LABEL: Final = 20
"""Of short answers that stand apart, so many are named, by so many signs."""


class Elsewhere(NamedTuple):
    """Where the short answers stand that have no room on the page, and what the first of them are."""

    page: str
    labels: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Apart:
    """A part of an item's page that stands whole on pages of its own."""

    title: str
    block: Block
    sheets: tuple[Sheet[Any], ...]

    def shown(self, sheet: Sheet[Any]) -> Block:
        """Return what one of its pages shows."""
        return replace(self.block, value=joined(self.block.form, sheet.rows))


@dataclass(frozen=True, slots=True)
class Bounded:
    """The questions as the page of an item answers them, and what stands apart from it."""

    questions: tuple[Question, ...]
    apart: tuple[Apart, ...] = ()
    page: bytes = b""
    """The page, where it was rendered already to see how long it is."""


def bounded(
    questions: Sequence[Question],
    place: Callable[[str], str],
    rendered: Callable[[Sequence[Question]], bytes],
) -> Bounded:
    """Cut what is too long.

    Args:
        questions: the questions with all that the lists answer.
        place: returns where a part stands that needs a page of its own, by its id.
        rendered: returns the page with some questions.
    """
    whole = rendered(questions)
    if len(whole) <= PAGE:
        return Bounded(tuple(questions), page=whole)
    sizes = [size for question in questions for size in _sizes(question)]
    share = _share(sizes, PAGE - len(rendered(())) - _OF_QUESTION * len(questions))
    cut = [_cut(question, share, place) for question in questions]
    return Bounded(tuple(one for one, _ in cut), tuple(part for _, parts in cut for part in parts))


def may_be_long(shown: Any, fingerprints: Fingerprints) -> bool:
    """Whether what an item's page rests on could be more than has room: quick, since most items are short."""
    held = _held(shown, fingerprints)
    return held.elements > _FEW or held.length > _SURELY_SHORT


class _Held(NamedTuple):
    """What is shown, about: its bytes with some markup, and how many elements."""

    length: int
    elements: int


_NOTHING: Final = _Held(0, 0)


def _held(shown: Any, fingerprints: Fingerprints) -> _Held:
    if shown is None or isinstance(shown, Department):
        return _NOTHING
    if isinstance(shown, Element):
        length, elements, names = fingerprints.extent(shown)
        return _Held(length + _OF_TEXT * names + _OF_ELEMENT * elements, elements)
    if isinstance(shown, str):
        return _Held(len(shown.encode(errors="replace")) + _OF_TEXT, 0)
    parts = tuple(shown.items()) if isinstance(shown, dict) else shown
    if not parts or not isinstance(parts, tuple | list):
        return _NOTHING
    held = [_held(part, fingerprints) for part in parts]
    return _Held(sum(one.length for one in held), sum(one.elements for one in held))


def _sizes(question: Question) -> Iterator[int]:
    for block in _parts(question):
        yield frame(block.form) + sum(weight(block.form, piece) for piece in pieces(block))


def _parts(question: Question) -> Iterator[Block]:
    if question.lead:
        yield question.lead
    if question.rows:
        yield Block(question.title, _ROWS, question.rows, question.id)
    yield from question.blocks


def _share(sizes: Sequence[int], room: int) -> int:
    """Return how much of the room a part may take so that all have some."""
    for number, size in enumerate(sorted(sizes)):
        left = len(sizes) - number
        if size * left > room:
            return room // left
        room -= size
    return room


def _cut(
    question: Question, share: int, place: Callable[[str], str]
) -> tuple[Question, list[Apart]]:
    """Return a question of which each part takes no more than its share, and what stands apart."""
    apart: list[Apart] = []
    long = _too_long(question.rows, share - frame(_ROWS) - _REST)
    if long:
        apart.append(_apart(Block(question.title, _ROWS, tuple(long), question.id), place))
        kept = [row for row in question.rows if row not in long]
        labels = tuple(row.label[:_LABEL] for row in long[:_NAMED])
        there = Elsewhere(apart[-1].sheets[0].path, labels, len(long))
        question = replace(question, rows=(*kept, Row("另页列出", there, "elsewhere")))
    blocks = []
    for block in question.blocks:
        held = pieces(block)
        shown = _first(block.form, held, share - frame(block.form))
        if shown < len(held):
            apart.append(_apart(block, place))
            shown = _first(block.form, held, share - frame(block.form) - _REST)
            more = More(apart[-1].sheets[0].path, shown, len(held))
            blocks.append(replace(block, value=joined(block.form, held[:shown]), more=more))
        else:
            blocks.append(block)
    return replace(question, blocks=tuple(blocks)), apart


def _too_long(rows: Sequence[Row], room: int) -> list[Row]:
    """Return the longest of the short answers, without which the others have room."""
    kept = sorted(rows, key=lambda row: weight(_ROWS, row))
    long: list[Row] = []
    while kept and sum(weight(_ROWS, row) for row in kept) > room:
        long.append(kept.pop())
    return [row for row in rows if row in long]


def _first(form: str, held: Sequence[Any], room: int) -> int:
    """Return how many of the pieces have room."""
    for number, piece in enumerate(held):
        room -= weight(form, piece)
        if room < 0:
            return number
    return len(held)


def _apart(block: Block, place: Callable[[str], str]) -> Apart:
    cut = sheets(pieces(block), place(block.id), weight=lambda piece: weight(block.form, piece))
    return Apart(block.title, block, tuple(cut))
