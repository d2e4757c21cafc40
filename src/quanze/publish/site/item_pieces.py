"""The parts of an item's page in pieces, of which a page may show only the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, Final

from quanze.model.element import Element
from quanze.model.items import Fee
from quanze.publish.flow_chart import Drawing
from quanze.publish.site.answers import Block, Question, Row
from quanze.publish.site.history import HistoryEntry
from quanze.publish.site.item_page import DutyView
from quanze.publish.site.item_parts import SubView

_LARGE: Final = 20_000
"""A sub-item of more bytes comes in several pieces."""

_MARKUP: Final[Mapping[str, tuple[int, int, int]]] = {
    "rows": (0, 5, 23),
    "plan": (90, 90, 10),
    "limits": (56, 0, 111),
    "materials": (430, 130, 40),
    "flow": (0, 1400, 12),
    "duties": (0, 40, 33),
    "oversight": (0, 390, 9),
    "bases": (30, 225, 0),
    "special_procedures": (130, 0, 80),
    "discretion": (230, 15, 50),
    "matters": (30, 110, 0),
    "subs": (50, 120, 30),
    "negative": (30, 100, 0),
    "joint_matters": (30, 110, 0),
    "regulations": (290, 350, 0),
    "delegations": (300, 420, 0),
    "releases": (330, 330, 0),
    "history": (30, 0, 0),
}
"""About how many bytes of markup a part has for itself, around a piece, and around each text in it."""
_USUAL: Final = (30, 20, 45)
_HEADING: Final = 100
_CHANGES: Final = 6
_CHANGE: Final = 160
_BRIEF: Final = 320
"""Of what changed in an adjustment, the page tells so many, each with so many bytes at most."""


def pieces(block: Block) -> tuple[Any, ...]:
    """Return what a block shows, piece by piece."""
    if block.form == "duties":
        return tuple(piece for view in block.value for piece in _of_duty(view))
    if block.form == "subs":
        return tuple(piece for sub in block.value for piece in _of_sub(sub))
    if block.form == "fee":
        return tuple(_of_fee(block.value))
    return tuple(block.value) if isinstance(block.value, tuple | list) else (block.value,)


def joined(form: str, held: Sequence[Any]) -> Any:
    """Return pieces as the value of a block."""
    if form == "duties":
        return _joined_duties(held)
    if form == "fee" and held:
        basis = tuple(one for fee in held for one in fee.basis)
        return held[0].model_copy(update={"basis": basis})
    return held[0] if held and form in _SINGLE else tuple(held)


_SINGLE: Final = ("flow", "levy", "joint")
"""What is one piece."""


def _of_fee(fee: Fee) -> Iterator[Fee]:
    """The first basis comes with what the fee is; each of the others is a piece."""
    yield fee.model_copy(update={"basis": fee.basis[:1]})
    for basis in fee.basis[1:]:
        yield Fee.model_construct(standard="", basis=(basis,))


def _of_duty(view: DutyView) -> Iterator[DutyView]:
    """A stage is a piece; what is said of the duty as a whole comes with the last."""
    for stage in view.stages[:-1]:
        yield DutyView(view.applies, (stage,), (), None, ())
    yield replace(view, stages=view.stages[-1:])


def _joined_duties(held: Sequence[DutyView]) -> tuple[DutyView, ...]:
    made: list[DutyView] = []
    for view in held:
        last = made[-1] if made else None
        goes_on = last and not (last.bases or last.accountability or last.remarks)
        if last and goes_on and last.applies == view.applies:
            made[-1] = replace(view, stages=(*last.stages, *view.stages))
        else:
            made.append(view)
    return tuple(made)


def _of_sub(sub: SubView) -> Iterator[SubView]:
    """A sub-item is a piece; a very long one is several, each under its name."""
    if weight("subs", sub) <= _LARGE:
        yield sub
        return
    for question in sub.questions:
        if question.rows:
            yield replace(sub, questions=(replace(question, blocks=()),), handling=())
        for block in question.blocks:
            for held in _chunks(block):
                alone = replace(question, rows=(), blocks=(replace(block, value=held),))
                yield replace(sub, questions=(alone,), handling=())
    for handling in sub.handling:
        for piece in _of_sub(handling):
            yield replace(sub, questions=(), handling=(piece,))


def _chunks(block: Block) -> Iterator[Any]:
    """Go through the pieces of a block of a sub-item, as many at a time as are not too long."""
    taken: list[Any] = []
    size = 0
    for piece in pieces(block):
        size += weight(block.form, piece)
        if taken and size > _LARGE:
            yield joined(block.form, taken)
            taken, size = [], weight(block.form, piece)
        taken.append(piece)
    if taken:
        yield joined(block.form, taken)


_OWN: Final[Mapping[type, tuple[str, ...]]] = {
    Row: ("label", "value"),
    Question: ("rows", "blocks"),
    Block: ("title", "value"),
}
"""Of some, not everything they hold is shown."""


def frame(form: str) -> int:
    """Return about how many bytes a part takes besides its pieces, with its heading."""
    return _HEADING + _MARKUP.get(form, _USUAL)[0]


def weight(form: str, piece: Any) -> int:
    """Return about how many bytes a piece takes on a page."""
    if isinstance(piece, HistoryEntry):
        return _of_change(piece)
    shown = piece
    if form == "matters":
        shown = piece.matter, {share.department for share in piece.shares}
    elif form == "negative":
        shown = piece[0].project, piece[0].division, str(piece[0].measure), piece[1]
    elif isinstance(piece, Drawing):
        shown = piece.flow
    _, around, of_text = _MARKUP.get(form, _USUAL)
    texts, length = _said(shown)
    return around + of_text * texts + length


def _of_change(entry: HistoryEntry) -> int:
    told = len(entry.change.elements)
    sides = sum(
        min(_BRIEF, 3 * len(f"{one.old}{one.new}")) + _CHANGE
        for one in entry.change.elements[:_CHANGES]
    )
    return 400 + 3 * len(entry.title) + sides + (_CHANGE if told > _CHANGES else 0)


def _said(value: Any) -> tuple[int, int]:
    """Return how many texts a value has, and their bytes."""
    if isinstance(value, str):
        return 1, len(value.encode(errors="replace"))
    texts = length = 0
    for part in _parts(value):
        if part is not None:
            more, longer = _said(part)
            texts += more
            length += longer
    return texts, length


def _parts(value: Any) -> Iterable[Any]:
    """Return what is shown of a value that is no text."""
    if isinstance(value, tuple | list | set):
        return value
    if isinstance(value, Mapping):
        return chain.from_iterable(value.items())
    return [getattr(value, name) for name in _shown_of(value.__class__)]


@cache
def _shown_of(kind: type) -> tuple[str, ...]:
    """Return the names of what is shown of values of a kind."""
    if issubclass(kind, Element):
        return tuple(kind.model_fields)
    if is_dataclass(kind):
        return _OWN.get(kind) or tuple(field.name for field in fields(kind))
    return ()
