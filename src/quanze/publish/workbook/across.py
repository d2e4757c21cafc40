"""Cells that are merged over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from quanze.publish.spreadsheet.cells import fitted, put


def across(page: Worksheet, row: int, first: int, last: int, text: str, style: Format) -> None:
    """Write a text over the columns of a row."""
    block(page, (row, row), (first, last), text, style)


def block(
    page: Worksheet, rows: tuple[int, int], columns: tuple[int, int], text: str, style: Format
) -> None:
    """Write a text over rows and columns; a single cell is not merged, Excel would call that broken."""
    if (rows[0], columns[0]) != (rows[1], columns[1]):
        page.merge_range(rows[0], columns[0], rows[1], columns[1], "", style)
    page.write_string(rows[0], columns[0], fitted(text), style)


def heads(
    page: Worksheet, top: int, upper: Sequence[str], lower: Sequence[str], style: Format
) -> int:
    """Write the heads of columns, in two rows where some share a head; return the last row."""
    if tuple(upper) == tuple(lower):
        for column, label in enumerate(upper):
            put(page, top, column, label, style)
        return top
    column = 0
    for label, group in groupby(upper):
        last = column + len(list(group)) - 1
        if last == column:
            block(page, (top, top + 1), (column, column), label, style)
        else:
            across(page, top, column, last, label, style)
            for n in range(column, last + 1):
                put(page, top + 1, n, lower[n], style)
        column = last + 1
    return top + 1
