"""A sheet that costs a fraction of XlsxWriter's own, and has the same bytes.

XlsxWriter keeps and checks for every cell what most sheets never ask for. A sheet of lists has texts,
whole numbers, empty cells of a merged range, and heights: these are kept as plain numbers (which the
garbage collector passes over), and a row is written at once. Whatever else a sheet may hold (links,
pictures, filters, paper) is XlsxWriter's own work. A test holds both to the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from quanze.publish.spreadsheet.cells import CUT, Cell, fitted

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_STYLES: Final = 1 << 12
"""More formats than a workbook has: a text in a cell is kept as its number times this, and its style."""
_BLOCK: Final = 16
"""Rows that share what a file says of how far they reach."""

_Kept = int | tuple[int, int]
"""A text; an empty cell, as -1 - its style; a number with its style."""


def quick_page(book: Workbook, name: str) -> QuickPage:
    """Add a sheet to a workbook."""
    page: QuickPage = book.add_worksheet(name, QuickPage)
    return page


class QuickPage(Worksheet):  # type: ignore[misc]
    """A sheet of texts and whole numbers. It takes row and column by number, and only valid ones."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: defaultdict[int, dict[int, _Kept]] = defaultdict(dict)
        self._styles: dict[Format, int] = {}
        self.table = _NoCells()

    def put(self, row: int, column: int, text: str, style: Format, mark: str = CUT) -> None:
        """Write a text, as far as a cell takes it."""
        self._rows[row][column] = self._text(text, mark) * _STYLES + self._style(style)

    _write_string = write_string = put
    """What XlsxWriter calls for the text of a link."""

    def write_number(self, row: int, column: int, number: int, style: Format) -> None:
        """Write a whole number."""
        self._rows[row][column] = number, self._style(style)

    def line(
        self, row: int, cells: Iterable[tuple[Cell, Format]], number: Format, mark: str
    ) -> None:
        """Write cells side by side, each with its style; numbers have their own."""
        kept = self._rows[row]
        for column, (cell, style) in enumerate(cells):
            if isinstance(cell, int):
                kept[column] = cell, self._style(number)
            else:
                kept[column] = self._text(cell, mark) * _STYLES + self._style(style)

    def block(
        self, rows: tuple[int, int], columns: tuple[int, int], text: str, style: Format
    ) -> None:
        """Write a text over rows and columns; a single cell is not merged, Excel would call that broken."""
        if (rows[0], columns[0]) != (rows[1], columns[1]):
            self.merge.append([rows[0], columns[0], rows[1], columns[1]])
            blank = -1 - self._style(style)
            for row in range(rows[0], rows[1] + 1):
                self._rows[row].update(dict.fromkeys(range(columns[0], columns[1] + 1), blank))
        self.put(rows[0], columns[0], text, style)

    def _text(self, text: str, mark: str) -> int:
        """Return the number of a text. Lists say much again and again: what is known is fitted already."""
        strings = self.str_table
        number: int | None = strings.string_table.get(text)
        if number is None:
            return int(strings._get_shared_string_index(fitted(text, mark)))
        strings.count += 1
        return number

    def set_row(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.row_sizes[row] = [int(points * 4.0 / 3.0 + 0.5), False]

    def _style(self, style: Format) -> int:
        return self._styles.setdefault(style, len(self._styles))

    def _assemble_xml_file(self) -> None:
        """Write the file: only now it is known how far the sheet reaches."""
        rows = {row for row, cells in self._rows.items() if cells} | self.row_sizes.keys()
        if rows:
            self.dim_rowmin, self.dim_rowmax = min(rows), max(rows)
            self.dim_colmin = 0
            reached = (max(cells, default=0) for cells in self._rows.values())
            self.dim_colmax = max(reached, default=0)
        super()._assemble_xml_file()

    def _write_rows(self) -> None:
        columns = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        styles = _Styles(self._styles)
        for first in range(self.dim_rowmin - self.dim_rowmin % _BLOCK, self.dim_rowmax + 1, _BLOCK):
            block = range(first, first + _BLOCK)
            reach = [column for row in block for column in self._rows.get(row, ())]
            span = f' spans="{min(reach) + 1}:{max(reach) + 1}"' if reach else ""
            for row in block:
                if self._rows.get(row) or row in self.row_sizes:
                    cells = self._cells(row, columns, styles)
                    self.fh.write(f'<row r="{row + 1}"{span}{self._high(row)}{"".join(cells)}')

    def _high(self, row: int) -> str:
        pixels = self.row_sizes.get(row, (self.default_row_height,))[0]
        if pixels == self.original_row_height:
            return ""
        return f' ht="{pixels * 0.75:.16g}" customHeight="1"'

    def _cells(self, row: int, columns: list[str], styles: _Styles) -> Iterator[str]:
        kept = self._rows.get(row)
        if not kept:
            yield "/>"
            return
        yield ">"
        number = row + 1
        for column in sorted(kept):
            cell = kept[column]
            place = f'<c r="{columns[column]}{number}"'
            if isinstance(cell, tuple):
                yield f"{place}{styles[cell[1]]}><v>{cell[0]:.16G}</v></c>"
            elif cell < 0:
                yield f"{place}{styles[-1 - cell]}/>"
            else:
                text, style = divmod(cell, _STYLES)
                yield f'{place}{styles[style]} t="s"><v>{text}</v></c>'
        yield "</row>"

    def _write_merge_cell(self, merged: list[int]) -> None:
        top, first, bottom, last = merged
        upper, lower = f"{xl_col_to_name(first)}{top + 1}", f"{xl_col_to_name(last)}{bottom + 1}"
        self.fh.write(f'<mergeCell ref="{upper}:{lower}"/>')


class _Styles(dict[int, str]):
    """What cells say of their style. A style gets its number in the file when the first cell asks for it."""

    def __init__(self, styles: dict[Format, int]) -> None:
        super().__init__()
        self._formats = tuple(styles)

    def __missing__(self, style: int) -> str:
        said = self[style] = f' s="{self._formats[style]._get_xf_index()}"'
        return said


class _NoCells(dict[int, Any]):
    """Stands where XlsxWriter keeps cells: one of another kind is refused, and never lost."""

    def __missing__(self, row: int) -> Any:
        raise NotImplementedError(
            f"row {row + 1} gets a cell of a kind that this sheet does not keep"
        )
