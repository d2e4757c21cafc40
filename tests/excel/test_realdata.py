"""The published workbooks of a real city, read in full."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quanze.excel.grid import read_grids
from quanze.excel.importer import import_workbooks
from quanze.excel.read import duplicates, read_workbook
from quanze.excel.result import PERSONAL, Row, SheetResult, WorkbookResult
from quanze.excel.text import cell_name, compact
from quanze.load.yaml_reader import read, text_paths

from .conftest import Build, unaccounted

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


STANDARD = {
    "序号": "序号", "事项名称": "名称", "子项名称": "子项名称", "权力类型": "类型", "实施依据": "设定依据",
    "行使主体": "行使主体", "承办机构": "承办机构", "责任事项内容": "责任事项", "责任事项依据": "责任事项依据",
    "追责对象范围": "追责对象范围", "追责情形": "追责情形", "备注": "备注",
}  # fmt: skip
LEVEL = {"实施层级及权限": "行使层级", "部门职责": "部门职责"}
MAPPED: dict[str, dict[str, str]] = {
    "karamay-std15": {**STANDARD, **LEVEL, "实施层级及权限#2": "权限划分"},
    "karamay-14": {**STANDARD, **LEVEL},
    "karamay-12": STANDARD,
    "karamay-19": {**STANDARD, **LEVEL, "实施层级及权限#2": "权限划分"},
    "karamay-fire26": {
        "序号": "序号", "项目": "名称", "职权类型": "类型", "职权编码": "编码", "实施依据": "设定依据",
        "实施对象": "服务对象", "申请条件": "受理条件", "申请材料": "申请材料", "承办机构": "承办机构",
        "法定期限（天/日）": "法定时限", "承诺期限（天/日）": "承诺时限", "收费（征收）依据和标准": "收费",
        "是否有涉及中介服务项目": "中介服务", "责任事项": "责任事项", "责任事项的依据": "责任事项依据",
        "追责情形": "追责情形", "诉求渠道": "救济渠道", "录入人": PERSONAL,
    },
    "dawa-14": {
        **{header: STANDARD[header] for header in STANDARD if header[:2] not in ("子项", "行使", "承办")},
        "子项名称（无子项时无需填写）": "子项名称", "地方权力编码": "编码",
        "子项地方权力编码（无子项时无需填写）": "子项编码", "行使主体（所属部门）": "行使主体",
        "承办机构（实施主体）": "承办机构",
    },
    "qtx-9": {
        "序号": "序号", "职权类型": "类型", "事项名称": "名称", "子项名称": "子项名称", "地方权力编码": "编码",
        "实施依据": "设定依据", "责任事项内容": "责任事项", "责任事项依据": "责任事项依据", "追责情形": "追责情形",
    },
    "xiji-8": {
        "序号": "序号", "职权类型": "类型", "职权名称/项目": "名称", "职权名称/子项": "子项名称",
        "基本编码": "基本编码", "职权依据": "设定依据", "行使主体": "行使主体", "行使内容": "行使内容",
        "备注": "备注",
    },
    "shuocheng-8": {
        "序号": "序号", "职权类型": "类型", "职权编码": "编码", "大项名称": "名称", "子项": "子项名称",
        "职权依据": "设定依据", "责任事项": "责任事项", "责任事项依据": "责任事项依据",
    },
    "wuhai-8": {
        "序号": "序号", "权力名称": "名称", "权力类别": "类型", "设定依据": "设定依据", "责任事项": "责任事项",
        "追责情形及追责依据": "追责情形",
    },
    "fusong-7": {
        "序号": "序号", "事项类型": "类型", "行使层级": "行使层级", "主项名称": "名称", "子项名称": "子项名称",
        "业务办理项名称": "业务办理项名称", "设定依据": "设定依据",
    },
    "card-vertical": {
        "职权名称": "名称", "职权类型": "类型", "职权编码": "编码", "法定主体": "行使主体", "责任事项": "责任事项",
    },
    "gzl-doc": {
        "序号": "序号", "事项名称": "名称", "事项类型": "类型", "办理主体": "行使主体", "行使依据": "设定依据",
        "法定期限": "法定时限", "收费标准与依据": "收费",
    },
    "gk-16": {},
    "zj-inspect-11": {
        "编号": "序号", "抽查事项名称": "名称", "抽查子项": "子项名称", "抽查依据": "依据",
        "抽查主体": "行使主体", "抽查对象": "监管对象", "抽查比例": "抽查比例", "抽查频次": "抽查频次",
        "抽查方式": "监管方式", "备注": "备注",
    },
    "fsq-3": {"序号": "序号", "部门": "部门", "事权清单": "职责分工"},
    "caiLiang-luan": {},
    "gd-crawl-56": {
        "title": "名称", "pkitemType": "类型", "pkbasis": "设定依据", "pkexeLevel": "行使层级",
        "pkorgName": "行使主体", "creatorName": PERSONAL,
    },
    "catalog-16": {
        "事项名称": "名称", "基本编码": "基本编码", "设定依据": "设定依据", "事项类型": "类型",
        "行使层级": "行使层级", "法定办结时限": "法定时限", "法定办结时限单位": "法定时限单位",
        "有无数量限制": "数量限制", "服务对象": "服务对象",
    },
    "sd-boundary": {
        "具体工作事项": "责任事项", "备注": "备注", "管理事项": "管理事项", "相关部门": "部门",
        "职责分工": "职责分工", "相关依据": "依据", "承办机构": "承办机构",
    },
}  # fmt: skip
"""Header -> element of every layout; a header that is not here goes under 备注 by its own name."""

KINDS = {"zj-inspect-11": "oversight", "fsq-3": "boundary", "sd-boundary": "boundary"}
UNKNOWN = ("gk-16", "caiLiang-luan")

LISTS = {"power": "事项", "oversight": "事中事后监管", "boundary": "职责边界"}
PLACES: dict[str, dict[str, str]] = {
    "power": {
        "子项名称": "子项/名称", "子项编码": "子项/编码", "业务办理项名称": "业务办理项/名称",
        "中介服务": "中介服务/名称", "设定依据": "设定依据/原文", "法定时限单位": "备注/法定时限单位",
        "责任事项": "责任事项/责任/内容", "责任事项依据": "责任事项/责任依据/原文",
        "追责情形": "责任事项/追责/情形", "追责对象范围": "责任事项/追责/对象范围",
    },
    "oversight": {
        "子项名称": "名称", "行使主体": "承办机构", "抽查比例": "双随机抽查", "抽查频次": "双随机抽查",
        "依据": "依据/原文",
    },
    "boundary": {
        "部门": "部门分工/部门", "职责分工": "部门分工/分工", "依据": "依据/原文",
        "责任事项": "备注/责任事项", "承办机构": "备注/承办机构",
    },
}  # fmt: skip
"""Where an element stands in the register, if not under its own name in an entry of the list."""


def _place(kind: str, element: str | None, header: str) -> str:
    if element == "序号":
        return f"{LISTS[kind]}/来源"
    if element in (None, "备注"):
        return f"{LISTS[kind]}/备注/{header}"
    place = PLACES[kind].get(element or "", element or "")
    return place if place.startswith("责任事项/") else f"{LISTS[kind]}/{place}"


def _places(folder: Path) -> dict[str, list[str]]:
    """Every text of the lists in a register and its paths, positions in lists left out."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.glob("departments/*/*.yaml")):
        for path, text in text_paths(read(file.read_text(encoding="utf-8"))):
            found.setdefault("/".join(key for key in path if isinstance(key, str)), []).append(text)
    return found


def test_every_layout_of_the_catalogue_is_known() -> None:
    entries = _catalogue()
    if not entries:
        pytest.skip("the catalogue of headers in ../shared/realdata is not here")
    assert {entry["id"] for entry in entries} == MAPPED.keys()


@pytest.mark.parametrize("layout", [pytest.param(e, id=e["id"]) for e in _catalogue()])
def test_every_layout_of_the_catalogue_is_read(
    layout: dict[str, Any], build: Build, tmp_path: Path
) -> None:
    name, headers = layout["id"], layout["headers"]
    values = ["市级" if h == "实施层级及权限" else f"甲{n}乙" for n, h in enumerate(headers)]
    path = build({"清单": [["某局清单"], ["报送单位：某局"], headers, values]})
    (sheet,) = read_workbook(path).sheets
    imported = import_workbooks([path], tmp_path / "库", department="某局")
    (entry,) = imported.report()["files"][0]["sheets"]
    places = _places(tmp_path / "库")
    lost = {lost["cell"]: lost["value"] for lost in entry["lost"]}
    assert (sheet.header_row, len(sheet.columns)) == (3, len(headers))
    expected = MAPPED[name]
    assert entry["columns"] == {h: e for h, e in expected.items() if e != PERSONAL}
    if name in UNKNOWN:
        assert (entry["items"], places) == (0, {})
        assert list(lost.values()) == values
        return
    kind = KINDS.get(name, "power")
    assert (sheet.kind, entry["items"]) == (kind, 1)
    for column, value in zip(sheet.columns, values, strict=True):
        element = expected.get(column.header)
        where = [place for place, texts in places.items() if any(value in t for t in texts)]
        if element == PERSONAL:
            assert (where, lost.pop(cell_name(3, column.index))) == ([], "***")
            continue
        wanted = {_place(kind, element, column.header)}
        if element == "编码" and "责任事项" in expected.values():
            wanted.add("责任事项/事项")
        if element == "序号":
            wanted |= {place for place in places if place.endswith("来源")}
        assert set(where) == wanted, column.header
    assert lost == {}
