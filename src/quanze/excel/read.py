"""Reading a workbook as offices publish it: every sheet, every row, and what was not understood."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from quanze.excel.archive import Unreadable
from quanze.excel.card import is_cards, read_cards
from quanze.excel.department import guess_department
from quanze.excel.grid import Grid, file_bytes, read_grids
from quanze.excel.headers import HeaderWords, declared_count, default_words
from quanze.excel.result import (
    PERSONAL,
    CellText,
    Column,
    DepartmentGuess,
    LostCell,
    SheetResult,
    WorkbookResult,
)
from quanze.excel.rows import mask_people, read_rows
from quanze.excel.table import build_table, header_rows, header_words
from quanze.excel.text import cell_name, clean_text, compact

NO_HEADER = "没有找到表头"
UNKNOWN_KIND = "看不出是哪种清单，没有导入"
HIDDEN_NO_HEADER = "隐藏的工作表，没有表头"


def read_workbook(path: Path, words: HeaderWords | None = None) -> WorkbookResult:
    """Read a workbook; one that cannot be opened is a result with a `problem`, no exception.

    `words` are the header words to go by, quanze's own if not given.
    """
    words = words or default_words()
    try:
        data = file_bytes(path)
    except Unreadable as error:
        return WorkbookResult(path.name, "", DepartmentGuess(None), problem=str(error))
    digest = hashlib.sha256(data).hexdigest()
    try:
        grids = read_grids(data)
    except Unreadable as error:
        guess = guess_department(path.name, (), words)
        return WorkbookResult(path.name, digest, guess, problem=str(error))
    sheets = tuple(sheet for grid in grids for sheet in _read_sheet(grid, words))
    return WorkbookResult(path.name, digest, guess_department(path.name, sheets, words), sheets)


def _read_sheet(grid: Grid, words: HeaderWords) -> list[SheetResult]:
    """The tables of a sheet; none for an empty sheet."""
    if next(grid.cells(), None) is None:
        return []
    headers = header_rows(grid, words)
    widest = max((len(header_words(grid, row, words)) for h in headers for row in h), default=0)
    if is_cards(grid, words, widest):
        whole = range(len(grid.rows))
        return [_only_known_kinds(read_cards(grid, words), grid, whole, words)]
    if not headers:
        return [_not_a_table(grid, words)]
    return _read_tables(grid, headers, words)


def _not_a_table(grid: Grid, words: HeaderWords) -> SheetResult:
    reason = HIDDEN_NO_HEADER if grid.hidden else NO_HEADER
    lost = tuple(
        LostCell(cell_name(row, column), mask_people(text, words), reason)
        for row, column, text in grid.cells()
    )
    return SheetResult(grid.name, "unknown", None, None, lost=lost, hidden=grid.hidden)


def _read_tables(
    grid: Grid, headers: list[tuple[int, ...]], words: HeaderWords
) -> list[SheetResult]:
    titles = _titles(grid, headers[0][0], words)
    banner = _announced(grid, headers[0][0], words)
    sheet_type = words.type_alone(grid.name)
    results = []
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        end = following[0] if following else len(grid.rows)
        table = build_table(grid, header, end, words, " ".join((*titles, grid.name)))
        read = read_rows(grid, table, words, type_banner=banner, sheet_type=sheet_type)
        banner = read.type_banner
        sheet = SheetResult(
            name=grid.name,
            kind=table.kind,
            form="table",
            header_row=header[0] + 1,
            columns=table.columns,
            rows=tuple(read.rows),
            continuations=read.continuations,
            types=dict(read.types),
            lost=tuple(read.lost),
            titles=(*titles, *read.banners),
            declared=declared_count(grid.name),
            sheet_type=sheet_type,
            hidden=grid.hidden,
        )
        results.append(_only_known_kinds(sheet, grid, range(header[-1] + 1, end), words))
        titles = ()
    return results


def _element(sheet: SheetResult, column: Column) -> str | None:
    """The element of a column; authority, where a column for level and authority has no level."""
    if column.shares_header and not any("行使层级" in row.cells for row in sheet.rows):
        return "权限划分"
    return column.element


def _only_known_kinds(
    sheet: SheetResult, grid: Grid, rows: range, words: HeaderWords
) -> SheetResult:
    """A sheet as it is; of a kind that no list holds, all cells of its rows as lost."""
    if sheet.kind != "unknown":
        return sheet
    lost = {cell.cell: cell for cell in sheet.lost}
    for row, column, text in grid.cells():
        if row in rows:
            cell = cell_name(row, column)
            lost.setdefault(cell, LostCell(cell, mask_people(text, words), UNKNOWN_KIND))
    columns = (c if c.element == PERSONAL else replace(c, element=None) for c in sheet.columns)
    return replace(
        sheet, columns=tuple(columns), rows=(), continuations=0, types={}, lost=tuple(lost.values())
    )


def _titles(grid: Grid, before: int, words: HeaderWords) -> tuple[str, ...]:
    """The lines above a header; a title repeated in every cell is one."""
    lines = []
    for row in range(before):
        texts = dict.fromkeys(clean_text(text, label=True) for text in grid.shown(row).values())
        if texts:
            lines.append(mask_people(" ".join(texts), words))
    return tuple(lines)


def _announced(grid: Grid, before: int, words: HeaderWords) -> CellText | None:
    """The type that a line above the header announces for the table."""
    found = None
    for row in range(before):
        shown = grid.shown(row)
        if len({compact(text) for text in shown.values()}) == 1:
            column = min(shown)
            if power_type := words.type_alone(shown[column]):
                found = CellText(power_type, (cell_name(row, column),))
    return found


def report_entry(result: WorkbookResult, duplicate_of: str | None = None) -> dict[str, Any]:
    """One workbook in the import report, as JSON-able data."""
    entry: dict[str, Any] = {
        "file": result.file,
        "sha256": result.sha256,
        "department": result.department.name,
        "duplicate_of": duplicate_of,
        "sheets": [_sheet_entry(sheet) for sheet in result.sheets],
    }
    if result.problem is not None:
        entry["problem"] = result.problem
    return entry


def _sheet_entry(sheet: SheetResult) -> dict[str, Any]:
    unmapped = sheet.unmapped
    return {
        "sheet": sheet.name,
        "header_row": sheet.header_row,
        "columns": {
            column.header: _element(sheet, column)
            for column in sheet.columns
            if column.element and column.element != PERSONAL and column.header not in unmapped
        },
        "items": sheet.items,
        "continuations": sheet.continuations,
        "types": dict(sheet.types),
        "unmapped": list(unmapped),
        "lost": [
            {"cell": lost.cell, "value": lost.value, "reason": lost.reason} for lost in sheet.lost
        ],
        "titles": list(sheet.titles),
        "declared": sheet.declared,
    }


def duplicates(results: Iterable[WorkbookResult]) -> dict[int, str]:
    """Files that are byte for byte the same as an earlier one: position -> the first such file."""
    first: dict[str, str] = {}
    found = {}
    for index, result in enumerate(results):
        if not result.sha256:
            continue
        if result.sha256 in first:
            found[index] = first[result.sha256]
        first.setdefault(result.sha256, result.file)
    return found
