"""A table on a sheet of its own, to which rows are added one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from quanze.publish.spreadsheet.cells import Cell, put
from quanze.publish.spreadsheet.measure import LOW, height
from quanze.publish.spreadsheet.paper import A4, keep_heads, lay_across

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from quanze.publish.spreadsheet.look import Look

_MOST_ROWS: Final = 1_000_000
"""Excel takes 1,048,576."""


class Sheet:
    """A sheet that is written from its head down: no more than a row has to be kept."""

    def __init__(
        self, page: Worksheet, look: Look, columns: Mapping[str, int], *, sparse: bool = False
    ) -> None:
        """Begin a sheet with its head.

        Args:
            page: an empty sheet.
            look: its formats.
            columns: the label of each column, and how wide it is.
            sparse: empty cells are not written: in a long table most are empty, and cost nothing then.
        """
        self._page, self._look, self._sparse = page, look, sparse
        self._widths = tuple(columns.values())
        self._row = 0
        self.left_out = 0
        """Rows that Excel does not take."""
        for column, width in enumerate(self._widths):
            page.set_column(column, column, width)
        page.set_row(0, 46 if any("\n" in label for label in columns) else 24)
        for column, label in enumerate(columns):
            put(page, 0, column, label, look.head)

    def add(self, row: Sequence[Cell], styles: Mapping[int, Format] | None = None) -> None:
        """Add a row; `styles` are those of single columns."""
        if self._row >= _MOST_ROWS:
            self.left_out += 1
            return
        self._row += 1
        self._page.set_row(self._row, height(row, self._widths, LOW))
        for column, cell in enumerate(row):
            if cell != "" or not self._sparse:
                style = (styles or {}).get(column, self._look.text)
                put(self._page, self._row, column, cell, style, self._look.number)

    def close(self, fixed: int = 0, paper: int = A4) -> None:
        """Keep the head and some columns in sight, and set up the paper."""
        keep_heads(self._page, self._row, len(self._widths), fixed=fixed)
        lay_across(self._page, paper=paper)
