"""A document as PDF, set by typst; charts stay vector, fonts are embedded.

What a document says goes to typst as data: nothing that a list writes is ever typst code, and the
set-up reads no file but its own two, which are given from memory.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from typing import Any, Final

from quanze.load.source import CannotRun
from quanze.model.patterns import pattern
from quanze.publish.document.content import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
    lines,
)
from quanze.publish.document.letters import storable
from quanze.publish.document.pictures import drawing, placed
from quanze.publish.flowchart import Chart
from quanze.publish.fonts import Fonts, Role, find_fonts, typst_fonts

MISSING: Final = "写 PDF 要用排版程序 typst，这台电脑上没有装。安装：pip install quanze[print]"
_LONG_WORD: Final = pattern(r"[!-~]{32,}")
_BREAKS: Final = pattern(r".{4}")
_ZERO_WIDTH_SPACE: Final = "\u200b"


def why_not() -> str:
    """Say why no PDF can be written on this computer; empty where one can."""
    if find_spec("typst") is None:
        return MISSING
    try:
        find_fonts()
    except CannotRun as lacking:
        return str(lacking)
    return ""


def engine() -> str:
    """Name what the bytes of a PDF rest on beside the document: typst, and the fonts."""
    try:
        name = f"typst {version('typst')}"
    except PackageNotFoundError:
        return "typst"
    return "\n".join((name, *(path.name for path in find_fonts().files)))


def as_pdf(document: Document) -> bytes:
    """Return a document as PDF; the same document gives the same bytes with the same fonts.

    Raises:
        CannotRun: typst is not installed, or there is no Chinese font.
    """
    if reason := why_not():
        raise CannotRun(reason)
    import typst

    fonts = find_fonts()
    given = {"main": _template(), "data.json": json.dumps(_data(document, fonts)).encode()}
    with tempfile.TemporaryDirectory() as nothing:
        made: Any = typst.compile(
            given,
            root=nothing,
            package_path=nothing,
            package_cache_path=nothing,
            font_paths=typst_fonts(fonts.folders),
            timestamp=0,
        )
    return bytes(made)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("quanze") / "publish/document/templates/document.typ").read_bytes()


def _data(document: Document, fonts: Fonts) -> dict[str, Any]:
    pictures = _Pictures()
    return {
        "title": _words(document.title),
        "office": _words(document.office),
        "head": list(map(_words, document.head)),
        "day": _day(document.day),
        "notice": _words(document.notice),
        "contents": document.contents,
        "fonts": {
            name: [font.family for font in fonts.chain(role)]
            for name, role in (
                ("body", Role.FANGSONG), ("title", Role.TITLE), ("hei", Role.HEI),
                ("kai", Role.KAI), ("song", Role.SONG),
            )
        },
        "kai": Role.KAI not in fonts.missing,
        "title-weight": "bold" if fonts.of(Role.TITLE).bold else "regular",
        "runs": list(_runs(document, pictures)),
        "pictures": pictures.drawn,
    }  # fmt: skip


def _day(day: str) -> dict[str, int] | None:
    return (
        dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=True)) if day else None
    )


def _words(text: str) -> str:
    """Return a text as it can be set: a word that no line could hold may be broken."""
    return _LONG_WORD.sub(
        lambda word: _BREAKS.sub(lambda piece: piece[0] + _ZERO_WIDTH_SPACE, word[0]),
        storable(text),
    )


def _runs(document: Document, pictures: _Pictures) -> Iterator[dict[str, Any]]:
    """Go through the document in runs of pages of one orientation."""
    run: dict[str, Any] = {"across": False, "body": []}
    for line in lines(document):
        if isinstance(line, Heading) and line.level == 1 and line.across != run["across"]:
            yield run
            run = {"across": line.across, "body": []}
        run["body"].append(_line(line, pictures))
    yield run


def _line(line: Heading | Block, pictures: _Pictures) -> dict[str, Any]:
    if isinstance(line, Heading):
        return {
            "kind": "heading",
            "level": line.level,
            "text": _words(line.text),
            "new": line.new_page,
        }
    if isinstance(line, Paragraph):
        return {
            "kind": "paragraph", "text": _words(line.text), "lead": _words(line.lead),
            "look": str(line.look),
        }  # fmt: skip
    if isinstance(line, Picture):
        return {"kind": "picture", **pictures.place(line.chart)}
    return _table(line)


def _table(line: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "columns": [
            {"label": _words(one.label), "width": one.width, "centred": one.centred}
            for one in line.columns
        ],
        "rows": [list(map(_words, row)) for row in line.rows],
        "headed": line.headed,
        "forms": line.forms,
    }


class _Pictures:
    """The charts of a document, each drawn once."""

    def __init__(self) -> None:
        self.drawn: dict[str, str] = {}
        self._places: dict[Chart, dict[str, Any]] = {}

    def place(self, chart: Chart) -> dict[str, Any]:
        """Return where a chart's picture is found and how wide it is set."""
        if chart not in self._places:
            name = f"p{len(self.drawn)}"
            self.drawn[name] = storable(drawing(chart))
            self._places[chart] = {
                "picture": name, "width": placed(chart)[0], "alt": _words(chart.title),
            }  # fmt: skip
        return self._places[chart]
