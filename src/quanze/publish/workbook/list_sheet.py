"""A list on a sheet: title, sums, office and date, merged heads, rows as high as their texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Final

from quanze.publish.spreadsheet.cells import put
from quanze.publish.spreadsheet.measure import HIGHEST, LOW, height, lines_of
from quanze.publish.spreadsheet.paper import A3, A4, keep_heads, lay_across
from quanze.publish.spreadsheet.quick_page import QuickPage
from quanze.publish.workbook.about import About
from quanze.publish.workbook.across import across, heads
from quanze.publish.workbook.columns import A3_WIDE, A4_WIDE, head_rows, is_centred, widths
from quanze.publish.workbook.official import TITLE_SIZE, Official
from quanze.publish.workbook.sheet import Sheet

CUT_MARK: Final = "……【以下超过 Excel 单元格上限，未列出；全文见网站】"
_HEADS: Final = 3
"""The row of the heads, below title, sums, and office with date."""
_TITLE_WIDE: Final = 160
"""Characters that a title goes across where a sheet is wider than any paper."""
_TITLE_LINE: Final = 32
_SCALE: Final = 60
"""Percent at which a sheet is printed that is wider than any paper."""


def first_row(sheet: Sheet) -> int:
    """Return the row that a sheet's first row stands in."""
    upper, lower = head_rows(sheet.columns)
    return _HEADS + (1 if upper == lower else 2)


def write_list(page: QuickPage, sheet: Sheet, look: Official, about: About) -> None:
    """Write a sheet."""
    columns = widths(sheet.columns, sheet.rows, low=sheet.low)
    for column, width in enumerate(columns):
        page.set_column(column, column, width)
    _above(page, sheet, columns, look, about)
    upper, lower = head_rows(sheet.columns)
    head = heads(page, _HEADS, upper, lower, look.head)
    for row in range(_HEADS, head + 1):
        page.set_row(row, 24)
    _Rows(page, sheet, columns, look).write(head + 1)
    keep_heads(page, len(sheet.rows), len(columns), head=head, first=_HEADS, fixed=sheet.fixed)
    _paper(page, sheet, columns, about, last=head + len(sheet.rows))


def _above(
    page: QuickPage, sheet: Sheet, columns: Sequence[int], look: Official, about: About
) -> None:
    wide = list(accumulate(columns))
    last = len(wide) - 1
    if wide[last] > A3_WIDE:
        last = max(sum(1 for width in wide if width <= _TITLE_WIDE) - 1, 0)
    named = sheet.heading.startswith(about.owner)
    title = sheet.heading if named else f"{about.owner}{sheet.heading}"
    lines = lines_of(title, int(wide[last] * 10 / TITLE_SIZE))
    page.set_row(0, min(lines * _TITLE_LINE + 8, HIGHEST))
    across(page, 0, 0, last, title, look.title)
    page.set_row(1, height((sheet.sums,), (wide[last],)) + 2)
    across(page, 1, 0, last, sheet.sums, look.sums)
    page.set_row(2, 18)
    middle = sum(1 for width in wide[:last] if width <= wide[last] / 2)
    if not middle:
        across(page, 2, 0, last, "　　".join(filter(None, (about.made_by, about.day))), look.left)
        return
    across(page, 2, 0, middle - 1, about.made_by, look.left)
    across(page, 2, middle, last, about.day, look.right)


class _Rows:
    """Writes the rows below the heads."""

    def __init__(
        self, page: QuickPage, sheet: Sheet, columns: Sequence[int], look: Official
    ) -> None:
        self._page, self._sheet, self._columns, self._look = page, sheet, columns, look
        self._highest = LOW if sheet.low else HIGHEST
        self._centred = [is_centred(label) for label in sheet.columns]
        self._heights = self._measured()

    def write(self, top: int) -> None:
        look, links = self._look, self._sheet.links
        usual = [look.centred if centred else look.text for centred in self._centred]
        clipped = [look.clipped_centred if centred else look.clipped for centred in self._centred]
        for number, row in enumerate(self._sheet.rows):
            high = self._heights[number]
            self._page.set_row(top + number, min(high, self._highest))
            styles = clipped if high > self._highest else usual
            cells = zip(row[:-1] if links else row, styles, strict=False)
            self._page.line(top + number, cells, look.number, CUT_MARK)
            if links:
                there = f"internal:'{links[number]}'!A1"
                self._page.write_url(top + number, len(row) - 1, there, look.link, row[-1])
        self._merge(top)

    def _measured(self) -> list[int]:
        """Return how high each row has to be; a text over several rows shares its height out to them."""
        needed = [height(row, self._columns, 10**6) for row in self._sheet.rows]
        shared = self._shared()
        for first, last in self._spans():
            rows = self._sheet.rows[first : last + 1]
            own = [
                height(
                    [cell for n, cell in enumerate(row) if n not in shared],
                    [width for n, width in enumerate(self._columns) if n not in shared],
                    10**6,
                )
                for row in rows
            ]
            whole = height([rows[0][n] for n in shared], [self._columns[n] for n in shared], 10**6)
            more = max(ceil((whole - sum(own)) / len(rows)), 0)
            needed[first : last + 1] = [high + more for high in own]
        return needed

    def _spans(self) -> list[tuple[int, int]]:
        return [(first, last) for first, last in self._sheet.spans if last > first]

    def _shared(self) -> list[int]:
        return [n for n, label in enumerate(self._sheet.columns) if label in self._sheet.shared]

    def _merge(self, top: int) -> None:
        """Merge what the rows of a span share. Each cell keeps its text beneath, for the filter."""
        for first, last in self._spans():
            for column in self._shared():
                cell = self._sheet.rows[first][column]
                style = self._look.centred if self._centred[column] else self._look.text
                self._page.block((top + first, top + last), (column, column), "", style)
                for row in range(top + first, top + last + 1):
                    put(self._page, row, column, cell, style, self._look.number, CUT_MARK)


def _paper(page: QuickPage, sheet: Sheet, columns: Sequence[int], about: About, last: int) -> None:
    """Set up the paper: A4, A3 for large sheets; several pages side by side for what is wider still."""
    several = sum(columns) > A3_WIDE
    lay_across(page, right=about.footer, paper=A4 if sum(columns) <= A4_WIDE else A3)
    if about.header:
        page.set_header(about.header)
    page.print_area(0, 0, last, len(columns) - 1)
    if several:
        page.set_print_scale(_SCALE)
        page.print_across()
        page.repeat_columns(0, max(sheet.fixed - 1, 0))
