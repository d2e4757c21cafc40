"""Pieces of which documents are put together: short answers, bases, tables of what is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, NamedTuple

from quanze.model.basis import LegalBasis
from quanze.model.items import Channel
from quanze.model.period import Period
from quanze.publish.document.content import Block, Column, Look, Paragraph, Section, Table
from quanze.publish.site import answers

NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class Manner:
    """For whom, and in what a part stands."""

    staff: bool = False
    """Whether it is for those who handle the item: bases with their words, posts, remarks on steps."""
    in_book: bool = False
    """Whether charts stand together at the end of the book instead of with each item."""


def run_in(label: str, text: str) -> Section:
    """Return a section whose title begins its text."""
    first, *rest = paragraphs(text)
    return Section(label, (first, *rest), run_in=True)


def paragraphs(text: str, look: Look = Look.BODY) -> list[Paragraph]:
    """Return a text as paragraphs, one for each line; an empty text as an empty paragraph."""
    made = [Paragraph(line.strip(), look=look) for line in text.splitlines() if line.strip()]
    return made or [Paragraph("", look=look)]


def text_of(row: answers.Row) -> str:
    """Return a short answer as text."""
    value = row.value
    if row.form == "period":
        return period(value)
    if row.form == "times":
        return f"{value}次"
    if row.form == "channels":
        return "；".join(map(channel, value))
    if row.form in ("names", "codes"):
        return "、".join(map(str, value))
    return str(value)


def period(value: Period) -> str:
    """Return a period as written, and that its unit is missing where it is."""
    return f"{value}（未写明单位）" if value.missing_unit else str(value)


def channel(told: Channel) -> str:
    """Return how to reach somebody, in one line."""
    hours = f"（{told.hours}）" if told.hours else ""
    return "：".join(filter(None, (told.name, told.address))) + hours


def bases(told: Iterable[LegalBasis], manner: Manner) -> tuple[Block, ...]:
    """Return bases: citations for everybody, the words of the articles for those who apply them."""
    made: list[Block] = []
    for basis in told:
        if not manner.staff:
            made.append(Paragraph(basis.citation or basis.text))
            continue
        head = basis.citation or ("" if basis.quote else basis.text)
        if head:
            made.append(Paragraph(head))
        if basis.quote:
            made += paragraphs(basis.quote, Look.QUOTE)
        if basis.note and head != basis.note:
            made += paragraphs(basis.note)
    return tuple(made)


def based(told: Sequence[LegalBasis], manner: Manner, label: str = "依据") -> tuple[Block, ...]:
    """Return bases behind a word that says what they are of; nothing where there are none."""
    first, *rest = bases(told, manner) or (None,)
    if not isinstance(first, Paragraph):
        return ()
    return (Paragraph(first.text, f"{label}：", first.look), *rest)


class Asked(NamedTuple):
    """A column that is left out where no record fills it."""

    column: Column
    of: Callable[[Any], object]


def filled(asked: Sequence[Asked], records: Iterable[Any]) -> tuple[Block, ...]:
    """Return records as a table of the columns that some record fills."""
    told = [[cell_of(one.of(record)) for one in asked] for record in records]
    if not told:
        return ()
    kept = [at for at in range(len(asked)) if any(row[at] for row in told)]
    columns = tuple(asked[at].column for at in kept)
    return (Table(columns, tuple(tuple(row[at] or NOTHING for at in kept) for row in told)),)


def cell_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Period):
        return period(value)
    if isinstance(value, tuple):
        return "\n".join(one.citation or one.text for one in value)
    return str(value)


def column(label: str, attribute: str, width: float, *, centred: bool = False) -> Asked:
    return Asked(Column(label, width, centred), attrgetter(attribute))


def pairs(*told: tuple[str, object]) -> tuple[Block, ...]:
    """Return labels and texts as paragraphs, without those that say nothing."""
    made: list[Block] = []
    for label, value in told:
        if text := cell_of(value):
            first, *rest = paragraphs(text)
            made += (Paragraph(first.text, f"{label}："), *rest)
    return tuple(made)
