"""Cells that are merged over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from xlsxwriter.format import Format

from quanze.publish.spreadsheet.quick_page import QuickPage


def across(page: QuickPage, row: int, first: int, last: int, text: str, style: Format) -> None:
    """Write a text over the columns of a row."""
    page.block((row, row), (first, last), text, style)


def heads(
    page: QuickPage, top: int, upper: Sequence[str], lower: Sequence[str], style: Format
) -> int:
    """Write the heads of columns, in two rows where some share a head; return the last row."""
    if tuple(upper) == tuple(lower):
        for column, label in enumerate(upper):
            page.put(top, column, label, style)
        return top
    column = 0
    for label, group in groupby(upper):
        last = column + len(list(group)) - 1
        if last == column:
            page.block((top, top + 1), (column, column), label, style)
        else:
            across(page, top, column, last, label, style)
            for n in range(column, last + 1):
                page.put(top + 1, n, lower[n], style)
        column = last + 1
    return top + 1
