"""Workbooks built for tests, and the real ones where they lie beside the checkout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from quanze.excel.grid import Grid, read_grids
from quanze.excel.read import read_workbook
from quanze.excel.result import SheetResult, WorkbookResult
from quanze.excel.text import cell_name, compact

REALDATA = Path(__file__).parents[3] / "shared" / "realdata"

Rows = Sequence[Sequence[object]]
Merges = Sequence[str]
Build = Callable[..., Path]
Read = Callable[..., SheetResult]


def write_workbook(
    path: Path, sheets: dict[str, Rows], merges: Merges = (), hidden: Sequence[str] = ()
) -> Path:
    """Write sheets of values; merges ("B3:B5") hold for every sheet and keep covered texts."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for merge in merges:
                sheet.merge_range(merge, "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None and value != "":
                        sheet.write(number, column, value)
            if name in hidden:
                sheet.hide()
    return path


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a workbook: `build({"Sheet1": rows}, merges=["A1:C1"], name="x.xlsx")`."""

    def write(sheets: dict[str, Rows], *, name: str = "清单.xlsx", **options: Merges) -> Path:
        return write_workbook(tmp_path / name, sheets, **options)

    return write


@pytest.fixture
def read_sheet(build: Build) -> Read:
    """Read a workbook of one sheet that holds one table, and check that nothing is lost."""

    def read(rows: Rows, *, sheet: str = "Sheet1", **options: Merges) -> SheetResult:
        path = build({sheet: rows}, **options)
        result = read_workbook(path)
        assert result.problem is None
        assert unaccounted(path, result) == []
        assert len(result.sheets) == 1
        return result.sheets[0]

    return read


@pytest.fixture
def realdata() -> Path:
    """The folder of real workbooks; the test is skipped where it is missing."""
    if not REALDATA.is_dir():
        pytest.skip(f"真实清单不在 {REALDATA.parent.name}/realdata，略过")
    return REALDATA


def unaccounted(path: Path, result: WorkbookResult) -> list[str]:
    """Non-empty cells of a workbook that are neither in a row nor named as lost."""
    return [
        f"{grid.name}!{cell}"
        for grid in read_grids(path.read_bytes())
        for cell in _unaccounted(grid, [s for s in result.sheets if s.name == grid.name])
    ]


def _unaccounted(grid: Grid, sheets: list[SheetResult]) -> Iterator[str]:
    named = {lost.cell for sheet in sheets for lost in sheet.lost}
    texts: dict[str, list[str]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for cell_text in (*row.cells.values(), *row.extra.values()):
                for cell in cell_text.cells:
                    texts.setdefault(cell, []).append(compact(cell_text.text))
    numbers = {
        number: row.seq
        for sheet in sheets
        for row in sheet.rows
        for number in (row.number, *row.joined)
    }
    headers = {compact(c.header.split("#")[0]) for sheet in sheets for c in sheet.columns}
    headers |= {compact(part) for header in list(headers) for part in header.split("/")}
    lines = compact("".join(title for sheet in sheets for title in sheet.titles))
    first_header = min((sheet.header_row or 0 for sheet in sheets), default=0)
    for line, column, text in grid.cells():
        cell, said = cell_name(line, column), compact(text)
        shown_above = compact(grid.spread(line, column)) == said and not grid.text(line, column)
        in_number = said.removesuffix(".0") == compact(numbers.get(line + 1, ""))
        in_header = said.rstrip(":：") in {h.rstrip(":：") for h in headers}
        in_title = line + 1 < first_header or said in lines
        if (
            cell in named
            or any(said in text for text in texts.get(cell, ()))
            or (in_number or in_header or in_title)
            or shown_above
        ):
            continue
        yield cell
