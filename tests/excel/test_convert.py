"""Rows become entries: each text in its element, the rows of one thing in one entry, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.excel.convert import Converted
from quanze.excel.importer import import_workbooks
from quanze.excel.result import SheetResult
from quanze.load.loader import load
from quanze.load.source import open_register

from .conftest import Build, Read

BOUNDARY = ["序号", "管理事项", "相关部门", "职责分工", "相关依据", "案例"]


def converted(sheet: SheetResult) -> Converted:
    result = Converted()
    result.add_sheet("清单.xlsx", sheet, sheet.rows)
    return result


def test_rows_under_a_merged_matter_are_its_departments(read_sheet: Read) -> None:
    rows = [
        BOUNDARY,
        ["1", "食用农产品监管", "农业局", "种植环节", "《农产品质量安全法》第三条", "一例"],
        ["", "", "市场监管局", "销售环节", "", ""],
        ["2", "校车安全", "教育局", "审查许可", "", ""],
    ]
    merges = ["B2:B3", "A2:A3", "E2:E3", "F2:F3"]
    first, second = converted(read_sheet(rows, merges=merges)).boundaries
    assert first["管理事项"] == "食用农产品监管"
    assert first["部门分工"] == [
        {"部门": "农业局", "分工": "种植环节"},
        {"部门": "市场监管局", "分工": "销售环节"},
    ]
    assert first["依据"] == [{"法规": "《农产品质量安全法》", "条款": "第三条"}]
    assert (first["案例"], first["来源"]) == ("一例", "清单.xlsx#Sheet1!2 序号1")
    assert [share["部门"] for share in second["部门分工"]] == ["教育局"]


def test_a_matter_named_on_every_row_is_one_and_each_department_keeps_its_bases(
    read_sheet: Read,
) -> None:
    rows = [
        BOUNDARY,
        ["1", "校车安全", "教育局", "审查", "《甲法》第一条", "一例"],
        ["2", "校车安全", "公安局", "查验", "《乙法》第二条", "又一例"],
        ["3", "别的事", "公安局", "别的", "", ""],
    ]
    first, second = converted(read_sheet(rows)).boundaries
    assert "依据" not in first
    assert [share["依据"][0]["法规"] for share in first["部门分工"]] == ["《甲法》", "《乙法》"]
    assert first["案例"] == "一例\n又一例"
    assert second["管理事项"] == "别的事"


@pytest.mark.parametrize(
    ("above", "sheet", "matter"),
    [
        ([["附件2"], ["食品安全事权清单"], ["填报单位：某办"]], "Sheet1", "食品安全事权清单"),
        ([], "校车安全", "校车安全"),
    ],
)
def test_departments_without_a_matter_share_that_of_the_title(
    above: list[list[str]], sheet: str, matter: str, read_sheet: Read
) -> None:
    rows = [["序号", "部门", "事权清单"], ["1", "教育局", "审查"], ["2", "公安局", "查验"]]
    (entry,) = converted(read_sheet([*above, *rows], sheet=sheet)).boundaries
    assert entry["管理事项"] == matter
    assert entry["部门分工"] == [
        {"部门": "教育局", "分工": "审查"},
        {"部门": "公安局", "分工": "查验"},
    ]


def test_no_matter_is_made_up_where_nothing_names_one(read_sheet: Read) -> None:
    rows = [
        ["附件2"],
        ["序号", "部门", "事权清单"],
        ["1", "教育局", "审查"],
        ["2", "公安局", "查验"],
    ]
    matters = [entry["管理事项"] for entry in converted(read_sheet(rows)).boundaries]
    assert matters == ["（原表第 3 行，没有名称）", "（原表第 4 行，没有名称）"]


def test_a_column_of_duties_in_a_boundary_list_goes_to_the_remarks(read_sheet: Read) -> None:
    rows = [[*BOUNDARY, "具体工作事项"], ["1", "校车安全", "教育局", "审查", "", "", "每年查一次"]]
    (matter,) = converted(read_sheet(rows)).boundaries
    assert matter["备注"] == {"责任事项": "每年查一次"}


def test_parts_of_a_checked_item_carry_its_name(read_sheet: Read) -> None:
    rows: list[list[Any]] = [
        ["序号", "抽查事项名称", "抽查子项", "抽查依据", "抽查对象"],
        ["1", "食品检查", "生产", "《甲法》第一条", "企业"],
        ["", "", "销售", "《甲法》第二条", "商店"],
        ["2", "计量检查", "", "《乙法》第一条", "企业"],
    ]
    entries = converted(read_sheet(rows, merges=["B2:B3", "A2:A3"])).oversight
    assert [entry["名称"] for entry in entries] == [
        "食品检查（生产）",
        "食品检查（销售）",
        "计量检查",
    ]
    assert [entry["监管对象"] for entry in entries] == ["企业", "商店", "企业"]


def test_a_header_too_long_for_a_key_goes_with_its_text(build: Build, tmp_path: Path) -> None:
    header = "本栏填写说明" * 300
    rows = [["序号", "事项名称", "权力类型", header], ["1", "甲许可", "行政许可", "见附件"]]
    import_workbooks([build({"清单": rows})], tmp_path / "库", department="甲局")
    loaded = load(open_register(tmp_path / "库"))
    assert loaded.findings == ()
    ((key, text),) = loaded.register.powers[0].remarks.items()
    assert header.startswith(key.removesuffix("…"))
    assert text == f"{header}：见附件"


@pytest.mark.parametrize(
    ("period", "unit", "written", "remark"),
    [
        ("20", "工作日", "20工作日", None),
        ("20", "个工作日", "20个工作日", None),
        ("20", "天", "20天", None),
        ("3", "月", "3个月", None),
        ("3", "个月", "3个月", None),
        ("1", "年", "1年", None),
        ("24", "时", "24小时", None),
        ("24.0", "小时", "24小时", None),
        ("20", "2", "20", "2"),
        ("20", "见备注", "20", "见备注"),
        ("2021", "年", "2021", "年"),
        ("20日", "工作日", "20日", "工作日"),
        ("无", "工作日", "无", "工作日"),
        ("", "工作日", None, "工作日"),
    ],
)
def test_a_unit_goes_to_its_number_or_to_the_remarks(
    period: str, unit: str, written: str | None, remark: str | None, read_sheet: Read
) -> None:
    header = ["序号", "事项名称", "权力类型", "法定时限", "法定时限单位"]
    (power,) = converted(read_sheet([header, ["1", "甲", "行政许可", period, unit]])).powers
    assert power.get("法定时限") == written
    assert power.get("备注") == ({"法定时限单位": remark} if remark else None)


@pytest.mark.parametrize(
    ("header", "period", "written"),
    [
        ("法定期限（天/日）", "20", "20日"),
        ("法定期限（月）", "3", "3个月"),
        ("法定期限（工作日）", "20个工作日", "20个工作日"),
        ("法定期限（工作日）", "按规定", "按规定"),
    ],
)
def test_a_unit_in_the_header_is_that_of_bare_numbers(
    header: str, period: str, written: str, read_sheet: Read
) -> None:
    rows = [["序号", "事项名称", "权力类型", header], ["1", "甲", "行政许可", period]]
    (power,) = converted(read_sheet(rows)).powers
    assert power["法定时限"] == written
