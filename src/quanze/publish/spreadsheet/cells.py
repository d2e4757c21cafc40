"""Writing cells: a text is always a text, and never longer than Excel takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quanze.model.patterns import pattern

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int

LONGEST: Final = 32_767
"""Characters that Excel takes in a cell, counted in UTF-16."""
CUT: Final = "……【以下超过 Excel 单元格上限，未列出】"


def put(
    page: Worksheet,
    row: int,
    column: int,
    cell: Cell,
    style: Format,
    number: Format | None = None,
    mark: str = CUT,
) -> None:
    """Write a cell. Texts are written as texts: = + - @ at their beginning starts no formula."""
    if isinstance(cell, int):
        page.write_number(row, column, cell, number or style)
    else:
        page.write_string(row, column, fitted(cell, mark), style)


_NOT_IN_XML: Final = pattern("[\ufffe\uffff]")
_CONTROL: Final = pattern("[\x00-\x1f\x7f]+")


def storable(text: str) -> str:
    """A lone surrogate, from a broken file, has no place in UTF-8, and two signs have none in XML."""
    return _NOT_IN_XML.sub("?", text.encode("utf-8", "replace").decode("utf-8"))


def one_line(text: str) -> str:
    """Return a text for where a file holds no control characters: headers, properties, names."""
    return _CONTROL.sub(" ", storable(text)).strip()


def fits(text: str) -> bool:
    """Tell whether a cell takes the whole of a text."""
    return len(text) * 2 <= LONGEST or len(text.encode("utf-16-le", "replace")) // 2 <= LONGEST


def shortened(text: str, mark: str) -> str:
    """Return a text that fits a cell, with a visible mark where it was cut; the text itself if it fits."""
    if fits(text):
        return text
    room = 2 * (LONGEST - len(mark))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


def fitted(text: str, mark: str = CUT) -> str:
    """Return a text as a cell takes it, with a visible mark where it was cut."""
    return shortened(storable(text), mark)
