"""Reading workbooks in tests: rows below the heads of a list, and all text."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quanze.model.register import Register
from quanze.publish.outputs import Fingerprints
from quanze.publish.site.addresses import Addresses
from quanze.publish.workbook import workbook_outputs


def files(register: Register) -> dict[str, bytes]:
    """Return every workbook of a register by its file name."""
    outputs = workbook_outputs(register, Addresses(register), Fingerprints())
    return {output.path.removeprefix("excel/"): output.make() for output in outputs}


def opened(data: bytes) -> Workbook:
    """Open a workbook."""
    return openpyxl.load_workbook(io.BytesIO(data))


def head_row(page: Worksheet) -> int:
    """Return the last row of a list's head, which carries the filter."""
    assert page.auto_filter.ref is not None
    return int(range_boundaries(page.auto_filter.ref)[1] or 0)


def labels(page: Worksheet) -> list[str]:
    """Return the columns of a list; where two rows of heads stand, both, with a slash."""
    head = head_row(page)
    found: list[str] = []
    over = ""
    for column in range(1, page.max_column + 1):
        upper = page.cell(head - 1, column).value if head > 4 else None
        lower = page.cell(head, column).value
        over = str(upper) if upper else over
        merged = lower is None or head == 4
        found.append(str(upper or lower) if merged else f"{over}/{lower}")
    return found


def rows(page: Worksheet) -> list[dict[str, Any]]:
    """Return the rows of a list."""
    names = labels(page)
    body = page.iter_rows(min_row=head_row(page) + 1, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in body]


def text_of(book: Workbook) -> str:
    """Return all text of a workbook."""
    cells = (cell for page in book for row in page.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)
