"""The report of an import, and its one law: no cell disappears."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.excel.read import duplicates, read_workbook, report_entry

from .conftest import Build, unaccounted, write_workbook

HEADER = ["序号", "事项名称", "子项名称", "权力类型", "实施层级及权限", "", "心情", "录入人"]
ITEM = ["1", "食品经营许可", "", "行政\n许可", "市级", "负责本级许可", "好", "王某某"]


def test_the_report_says_what_was_understood_and_what_not(build: Build) -> None:
    path = build(
        {"清单（1项）": [["某市某局权责清单"], HEADER, ITEM, ["电话：000"]], "空": []},
        name="某市某局.xlsx",
    )
    result = read_workbook(path)
    assert report_entry(result, duplicate_of="前.xlsx") == {
        "file": "某市某局.xlsx",
        "sha256": result.sha256,
        "department": "某市某局",
        "duplicate_of": "前.xlsx",
        "sheets": [
            {
                "sheet": "清单（1项）",
                "header_row": 2,
                "columns": {
                    "序号": "序号",
                    "事项名称": "名称",
                    "子项名称": "子项名称",
                    "权力类型": "类型",
                    "实施层级及权限": "行使层级",
                    "实施层级及权限#2": "权限划分",
                },
                "items": 1,
                "continuations": 0,
                "types": {"行政许可": 1},
                "unmapped": ["心情"],
                "lost": [
                    {"cell": "H3", "value": "***", "reason": "个人信息"},
                    {"cell": "A4", "value": "电话：000", "reason": "表尾或表中的说明行"},
                ],
                "titles": ["某市某局权责清单"],
                "declared": 1,
            }
        ],
    }


def test_a_column_that_went_to_the_remarks_is_not_reported_as_mapped(build: Build) -> None:
    header = ["事项名称", "权力类型", "责任主体", "责任事项依据", "追责情形"]
    again = ["责任事项依据", "追责情形"]
    path = build(
        {
            "清单": [
                [*header, *again],
                ["甲", "行政许可", "乙", "《甲法》", "失职", "《乙法》", "失职"],
            ]
        }
    )
    (entry,) = report_entry(read_workbook(path))["sheets"]
    assert entry["columns"] == {
        "事项名称": "名称",
        "权力类型": "类型",
        "责任事项依据": "责任事项依据",
        "追责情形": "追责情形",
        "追责情形#2": "追责情形",
    }
    assert entry["unmapped"] == ["责任主体", "责任事项依据#2"]


@pytest.mark.parametrize(
    ("written", "element"), [("市级", "行使层级"), ("负责本区域许可", "权限划分")]
)
def test_a_column_of_level_and_authority_is_reported_as_what_it_gave(
    written: str, element: str, build: Build
) -> None:
    header = ["事项名称", "权力类型", "实施层级及权限", "备注"]
    path = build({"清单": [header, ["甲", "行政许可", written, "无"]]})
    (entry,) = report_entry(read_workbook(path))["sheets"]
    assert entry["columns"]["实施层级及权限"] == element


def test_of_a_table_that_no_list_holds_every_cell_is_lost_and_nothing_counted(
    build: Build,
) -> None:
    rows = [
        ["序号", "违法行为", "处罚款标准", "录入人"],
        ["1", "盗伐", "五倍", "王某某"],
        ["2", "滥伐"],
        ["", "续上"],
        ["填表人：王某某"],
    ]
    path = build({"裁量": [["裁量标准"], *rows]})
    result = read_workbook(path)
    assert unaccounted(path, result) == []
    (entry,) = report_entry(result)["sheets"]
    assert (entry["items"], entry["continuations"], entry["types"]) == (0, 0, {})
    assert (entry["columns"], entry["unmapped"]) == ({}, [])
    reason = "看不出是哪种清单，没有导入"
    assert {lost["cell"]: (lost["value"], lost["reason"]) for lost in entry["lost"]} == {
        "A3": ("1", reason),
        "B3": ("盗伐", reason),
        "C3": ("五倍", reason),
        "D3": ("***", "个人信息"),
        "A4": ("2", reason),
        "B4": ("滥伐", reason),
        "B5": ("续上", reason),
        "A6": ("填表人：***", "表尾或表中的说明行"),
    }


def test_a_file_that_cannot_be_opened_is_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "某市某局权责清单.xlsx"
    path.write_bytes(b"%PDF-1.7")
    entry = report_entry(read_workbook(path))
    assert entry["problem"] == "不是 Excel 文件：内容是 PDF，无法按表格读取"
    assert entry["sheets"] == []
    assert json.loads(json.dumps(entry, ensure_ascii=False)) == entry


def test_the_same_bytes_under_two_names_are_one_file(build: Build, tmp_path: Path) -> None:
    first = build({"S": [HEADER, ITEM]}, name="清单.xlsx")
    second = tmp_path / "清单 (1).xlsx"
    second.write_bytes(first.read_bytes())
    other = build({"S": [HEADER]}, name="其他.xlsx")
    missing = tmp_path / "没有.xlsx"
    results = [read_workbook(path) for path in (first, second, other, missing, missing)]
    assert duplicates(results) == {1: "清单.xlsx"}


CELL = st.sampled_from(
    [
        "",
        "",
        "",
        "1",
        "2.0",
        "甲许可",
        "行政许可",
        "无",
        "某局",
        "第一。\n第二",
        "注：说明",
        "事项名称",
        "市级",
    ]
)
GRID = st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=7)
BLOCK = st.tuples(st.integers(0, 7), st.integers(0, 8), st.integers(0, 3), st.integers(0, 2))


def disjoint(blocks: list[tuple[int, int, int, int]]) -> list[str]:
    """Ranges that share no cell, below the header, as Excel writes them."""
    taken: set[tuple[int, int]] = set()
    ranges = []
    for row, column, down, right in blocks:
        cells = {
            (r, c)
            for r in range(row + 2, row + down + 3)
            for c in range(column, min(column + right + 1, 9))
        }
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            (top, left), (bottom, end) = min(cells), max(cells)
            ranges.append(f"{chr(65 + left)}{top + 1}:{chr(65 + end)}{bottom + 1}")
    return ranges


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=GRID, blocks=st.lists(BLOCK, max_size=6))
def test_no_cell_disappears_whatever_is_written_and_merged(
    rows: list[list[str]], blocks: list[tuple[int, int, int, int]], tmp_path: Path
) -> None:
    path = write_workbook(
        tmp_path / "x.xlsx", {"清单": [["标题"], HEADER, *rows]}, merges=disjoint(blocks)
    )
    result = read_workbook(path)
    assert unaccounted(path, result) == []
    assert all(
        sheet.items + sheet.continuations == sum(sheet.types.values()) for sheet in result.sheets
    )
