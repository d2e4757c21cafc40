"""The published workbooks of a real city, read in full."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quanze.excel.grid import read_grids
from quanze.excel.read import duplicates, read_workbook
from quanze.excel.result import PERSONAL, Row, SheetResult, WorkbookResult
from quanze.excel.text import cell_name, compact

from .conftest import Read, unaccounted

ReadAll = Callable[[], dict[Path, WorkbookResult]]


@cache
def _read_all(folder: Path) -> dict[Path, WorkbookResult]:
    return {path: read_workbook(path) for path in sorted(folder.iterdir())}


@pytest.fixture
def results(realdata: Path) -> dict[Path, WorkbookResult]:
    return _read_all(realdata / "karamay")


def has_sub_item(row: Row) -> bool:
    return "子项名称" in row.cells and row.cells["子项名称"].text != "无"


def test_every_sheet_agrees_with_what_people_counted(
    realdata: Path, results: dict[Path, WorkbookResult]
) -> None:
    truth: list[dict[str, Any]] = json.loads(
        (realdata / "karamay_truth.json").read_text(encoding="utf-8")
    )
    expected = {
        (entry["file"], entry["sheet"]): (
            entry["header_row"],
            entry["rows_named"],
            entry["rows_continuation"],
            entry["rows_with_subitem"],
            entry["types"],
            entry["declared"],
            entry["sha256"],
        )
        for entry in truth
    }
    counted = {
        (path.name, sheet.name): (
            sheet.header_row,
            sheet.items,
            sheet.continuations,
            sum(has_sub_item(row) for row in sheet.rows),
            sheet.types,
            sheet.declared,
            result.sha256,
        )
        for path, result in results.items()
        for sheet in result.sheets
    }
    assert counted == expected


def test_every_cell_is_in_a_row_or_named_as_lost(results: dict[Path, WorkbookResult]) -> None:
    assert {
        path.name: cells for path, r in results.items() if (cells := unaccounted(path, r))
    } == {}


def test_the_text_of_mapped_columns_is_found_in_the_rows(
    results: dict[Path, WorkbookResult],
) -> None:
    for path, result in results.items():
        sheets = {sheet.name: sheet for sheet in result.sheets}
        for grid in read_grids(path.read_bytes()):
            if sheet := sheets.get(grid.name):
                texts = _texts_by_column(sheet)
                lost = {lost.cell for lost in sheet.lost}
                for row, column, text in grid.cells():
                    if row >= (sheet.header_row or 0) and cell_name(row, column) not in lost:
                        assert compact(text).removesuffix(".0") in texts[column], (path, row)


def _texts_by_column(sheet: SheetResult) -> dict[int, str]:
    """All that the rows say under the element of a column, under its header and as number."""
    said: dict[str, list[str]] = {"序号": [row.seq for row in sheet.rows]}
    for row in sheet.rows:
        for key, cell_text in (*row.cells.items(), *row.extra.items()):
            said.setdefault(key, []).append(compact(cell_text.text))
    result = {}
    for column in sheet.columns:
        keys = {column.header, column.element} | ({"权限划分"} if column.shares_header else set())
        keys |= {key for key in said if key.startswith(f"{column.header}（")}
        result[column.index] = "\n".join(t for key in keys if key for t in said.get(key, []))
    return result


def test_every_column_has_an_element(results: dict[Path, WorkbookResult]) -> None:
    without = [
        (path.name, column.header)
        for path, result in results.items()
        for sheet in result.sheets
        for column in sheet.columns
        if column.element is None
    ]
    assert without == []


def test_the_departments_are_found(results: dict[Path, WorkbookResult]) -> None:
    names = {path.name: result.department.name for path, result in results.items()}
    assert names["2025年克拉玛依市统计局权责清单.xlsx"] == "克拉玛依市统计局"
    assert names["克拉玛依市住房和城乡建设局2024年权责清单.xls"] == "克拉玛依市住房和城乡建设局"
    assert names["附件：克拉玛依市市场监督管理局2024年权责清单.xls"] == "克拉玛依市市场监督管理局"
    assert (
        names["国动办权责清单公示.xlsx"] == "克拉玛依市国防动员办公室（克拉玛依市人民防空办公室）"
    )
    assert None not in names.values()


def test_the_copy_is_recognised(results: dict[Path, WorkbookResult]) -> None:
    books = list(results.values())
    copies = [books[index].file for index in duplicates(books)]
    assert copies == ["克拉玛依市档案局2024年权责清单.xlsx"]


def _catalogue() -> list[dict[str, Any]]:
    path = Path(__file__).parents[3] / "shared" / "realdata" / "headers_catalog.json"
    if not path.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


KINDS = {
    "gk-16": "unknown",
    "zj-inspect-11": "oversight",
    "fsq-3": "unknown",
    "caiLiang-luan": "unknown",
    "sd-boundary": "boundary",
}


@pytest.mark.parametrize("layout", [pytest.param(e, id=e["id"]) for e in _catalogue()])
def test_every_layout_of_the_catalogue_is_read(layout: dict[str, Any], read_sheet: Read) -> None:
    headers = layout["headers"]
    rows = [[f"{row}列{column}" for column in range(len(headers))] for row in ("甲", "乙")]
    sheet = read_sheet([["某局清单"], ["报送单位：某局"], headers, *rows])
    assert (sheet.header_row, sheet.items) == (3, 2)
    assert sheet.kind == KINDS.get(layout["id"], "power")
    known = [column for column in sheet.columns if column.element != PERSONAL]
    assert {column.index for column in known} | {
        column.index for column in sheet.columns if column.element == PERSONAL
    } == set(range(len(headers)))
