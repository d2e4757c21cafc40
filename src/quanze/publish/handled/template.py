"""An empty table of handled cases, its columns explained."""

from __future__ import annotations

import csv
import io
from typing import Final

from quanze.casework.columns import CaseColumns, Known, told_columns
from quanze.publish.csv_cells import BOM, csv_text_cell
from quanze.publish.spreadsheet.cells import put
from quanze.publish.spreadsheet.look import Look, new_workbook
from quanze.publish.spreadsheet.paper import keep_heads, lay_across
from quanze.publish.spreadsheet.sheet import Sheet

_EMPTY_ROWS: Final = 200
"""Rows that are laid out as text, so that codes keep their digits."""
_EXPLAINED: Final = {"列": 14, "必填": 6, "写什么": 50, "还可以叫": 56, "例": 24}


def csv_template(columns: CaseColumns) -> bytes:
    """Return the empty table as a CSV file: its head only."""
    text = io.StringIO()
    csv.writer(text).writerow(map(csv_text_cell, _names(columns)))
    return (BOM + text.getvalue()).encode()


def workbook_template(columns: CaseColumns) -> bytes:
    """Return the empty table as a workbook, with a sheet that explains it."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        look = Look(book)
        page = book.add_worksheet("办件")
        names = _names(columns)
        for column, name in enumerate(names):
            page.set_column(column, column, 30 if name == Known.ITEM else 14, look.text)
            put(page, 0, column, name, look.head)
        keep_heads(page, _EMPTY_ROWS, len(names), fixed=1)
        lay_across(page)
        told = Sheet(book.add_worksheet("说明"), look, _EXPLAINED)
        for row in _rows(columns):
            told.add(row)
        told.close()
    return stream.getvalue()


def _names(columns: CaseColumns) -> list[str]:
    fixed = [one.name for one in told_columns()]
    return [*fixed, *(name for name in columns.stages if name not in fixed)]


def _rows(columns: CaseColumns) -> list[tuple[str, ...]]:
    told = {one.name: one for one in told_columns()}
    return [
        (
            name,
            "是" if name == Known.ITEM else "",
            told[name].meaning,
            told[name].also,
            told[name].example,
        )
        if name in told
        else (name, "", f"“{columns.stages[name]}”的日期，清单库的流程里有这个阶段", "", "")
        for name in _names(columns)
    ]
