"""How workbooks look: fonts, colours and borders, as properties of a format."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

Properties = dict[str, Any]

FONT: Final = "Microsoft YaHei"
BLUE: Final = "#0A4A9C"
RED: Final = "#B3211D"
LINE: Final = "#B8C4D3"
PALE: Final = "#F2F6FB"

AS_TEXT: Final = "@"
"""The number format that keeps a code a text when somebody edits the cell."""


_NO_DAY: Final = datetime.datetime(1980, 1, 1)
"""When a workbook was made that has no day of its own: the same whenever it is made, as its bytes are."""


@contextmanager
def new_workbook(stream: IO[bytes], *, row_by_row: bool = False) -> Iterator[Workbook]:
    """Open a workbook to write into, and write it out at the end.

    Columns are as wide as so many digits of the standard font: one that every system has.

    Args:
        stream: where it is written.
        row_by_row: keep no more than a row in memory; cells have to come in their order.

    Raises:
        OSError: there is no room for it.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
        "constant_memory": row_by_row,
    }
    try:
        with xlsxwriter.Workbook(stream, options) as book:
            book.set_properties({"created": _NO_DAY})
            yield book
    except FileCreateError as error:
        raise error.args[0] from error


def plain(**more: Any) -> Properties:
    """Return text without borders."""
    return {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True, **more}


def grid(**more: Any) -> Properties:
    """Return a cell of a table."""
    return plain(**{"border": 1, "border_color": LINE, **more})


class Look:
    """The formats of a workbook for the screen: blue heads, pale labels, thin lines."""

    def __init__(self, book: Workbook, **common: Any) -> None:
        self._book, self._common = book, common
        self.text = self.cell(num_format=AS_TEXT)
        self.number = self.cell(num_format="0")
        self.label = self.cell(bold=True, bg_color=PALE)
        self.head = self.cell(bold=True, bg_color=BLUE, font_color="#FFFFFF", valign="vcenter")

    def cell(self, **more: Any) -> Format:
        """Return the format of a cell of a table."""
        return self._book.add_format(grid(**{**self._common, **more}))

    def line(self, **more: Any) -> Format:
        """Return the format of a line that stands outside of tables."""
        return self._book.add_format(plain(**{**self._common, **more}))
