"""What a document says, before it is Word or PDF: sections in sections, each of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quanze.model.numerals import to_chinese
from quanze.publish.flowchart import Chart

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MOST: Final = 9999
"""The last number that is written in Chinese; a document of more parts counts in digits."""
RUN_IN_END: Final = "："


class Look(StrEnum):
    """How a paragraph is set."""

    BODY = "正文"
    QUOTE = "引文"
    """The words of a law."""
    NOTE = "说明"
    """A remark in small letters under a table or a picture."""
    SIGNED = "署名"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` runs in before the text, in the letters of a heading."""

    text: str
    lead: str = ""
    look: Look = Look.BODY


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and its share of the width. Short values stand in the middle."""

    label: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. A row of one cell is a band over the whole width."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    headed: bool = True
    """Whether the labels stand above; a form has its labels in its columns instead."""
    forms: tuple[int, ...] = ()
    """The columns that hold the labels of a form."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A flow chart."""

    chart: Chart


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    run_in: bool = False
    """Whether the title begins the first paragraph, instead of standing above."""
    new_page: bool = False
    across: bool = False
    """Whether its pages lie on their long side; only for parts of the whole document."""
    numbered: bool = True
    number: int | None = None
    """Its number, where it is not the next one: in the second volume of a book, say."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, a line on whose it is and of what day, and its sections."""

    title: str
    office: str
    head: tuple[str, ...]
    """The lines under the title."""
    day: str
    """The list's date as 2026-03-31; it is also the date of the file. Empty where there is none."""
    notice: str
    """What stands at the top of every page; empty where there is nothing to warn of."""
    sections: tuple[Section, ...]
    opening: tuple[Block, ...] = ()
    """What stands before the first section."""
    closing: tuple[Block, ...] = ()
    contents: int = 0
    """How many levels of headings the table of contents names; 0: there is none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section, with its number."""

    level: int
    text: str
    new_page: bool = False
    across: bool = False


def lines(document: Document) -> Iterator[Heading | Block]:
    """Go through a document from top to bottom, everything numbered as GB/T 9704 has it."""
    yield from document.opening
    yield from _lines(document.sections, 1)
    yield from document.closing


def _lines(sections: tuple[Section, ...], level: int) -> Iterator[Heading | Block]:
    number = 0
    for section in sections:
        number = section.number or number + section.numbered
        title = (_number(number, level) if section.numbered else "") + section.title
        first = section.blocks[0] if section.blocks else None
        if section.run_in and isinstance(first, Paragraph) and not first.lead:
            yield Paragraph(first.text, title + RUN_IN_END, first.look)
            yield from section.blocks[1:]
        else:
            yield Heading(level, title, section.new_page, section.across)
            yield from section.blocks
        yield from _lines(section.sections, level + 1)


def _number(number: int, level: int) -> str:
    """Number a section: 一、 then （一） then 1. then （1） then ①."""
    chinese = to_chinese(number) if number <= _MOST else str(number)
    if level == 1:
        return f"{chinese}、"
    if level == 2:
        return f"（{chinese}）"
    if level == 3:
        return f"{number}．"
    if level == 4:
        return f"（{number}）"
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"{number}）"
