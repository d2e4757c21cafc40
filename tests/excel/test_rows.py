"""Rows of a table: what is an item, what belongs to one, what is neither."""

from __future__ import annotations

import pytest

from quanze.excel.convert import Converted
from quanze.excel.read import read_workbook

from .conftest import Build, Read, Rows, unaccounted

HEADER = ["序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体", "责任事项"]


def item(number: str = "1", name: str = "食品经营许可", sub: str = "", **other: str) -> list[str]:
    return [
        number,
        name,
        sub,
        other.get("type", "行政许可"),
        other.get("basis", "《食品安全法》"),
        other.get("body", "某局"),
        other.get("duty", "1.受理；"),
    ]


def test_an_item_merged_over_rows_is_one_item(read_sheet: Read) -> None:
    merges = [f"{column}2:{column}4" for column in "ABCDEFG"]
    sheet = read_sheet([HEADER, item(), [], [], item("2", "药品经营许可")], merges=merges)
    assert [(r.number, r.last_row, r.seq) for r in sheet.rows] == [(2, 4, "1"), (5, 5, "2")]
    assert sheet.continuations == 0


def test_text_split_over_the_rows_of_an_item_is_joined(read_sheet: Read) -> None:
    rows = [
        HEADER,
        item(duty="1.受理；"),
        ["", "", "", "", "", "", "2.审查申请人提交的全部申请材"],
        ["", "", "", "", "", "", "料。"],
    ]
    sheet = read_sheet(rows, merges=[f"{column}2:{column}4" for column in "ABCDEF"])
    (row,) = sheet.rows
    assert row.cells["责任事项"].text == "1.受理；\n2.审查申请人提交的全部申请材料。"
    assert row.cells["责任事项"].cells == ("G2", "G3", "G4")
    assert (row.last_row, row.joined, sheet.continuations) == (4, (3, 4), 2)
    assert sheet.types == {"行政许可": 1, "": 2}


def test_a_row_without_a_name_continues_the_item_above(read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, item(), ["", "", "", "", "《行政许可法》", "", ""]])
    assert sheet.rows[0].cells["设定依据"].text == "《食品安全法》\n《行政许可法》"
    assert (sheet.items, sheet.continuations) == (1, 1)


def test_steps_in_rows_of_their_own_stay_apart(read_sheet: Read) -> None:
    header = ["序号", "事项名称", "权力类型", "办理环节", "责任科室", "法定时限"]
    first = ["1", "甲", "行政许可", "受理", "一科", "1"]
    sheet = read_sheet([header, first, ["", "", "", "审查", "二科", "2"]])
    assert {element: text.text for element, text in sheet.rows[0].cells.items()} == {
        "名称": "甲",
        "类型": "行政许可",
        "办理流程": "受理\n审查",
        "承办机构": "一科\n二科",
        "法定时限": "1\n2",
    }


def test_a_row_with_a_sub_item_is_a_sub_item(read_sheet: Read) -> None:
    rows = [HEADER, item(sub="1.新办"), ["", "", "2.变更", "行政许可", "《办法》", "", "受理"]]
    sheet = read_sheet(rows, merges=["B2:B3", "F2:F3"])
    sub = sheet.rows[1]
    assert (sub.role, sub.parent, sub.is_continuation) == ("sub_item", 2, True)
    assert sub.cells["子项名称"].text == "2.变更"
    assert "名称" not in sub.cells
    assert sub.cells["行使主体"].text == "某局", "a cell merged over item and sub-item says both"
    assert sheet.types == {"行政许可": 2}


def test_a_name_in_brackets_is_a_part_of_the_item_above(read_sheet: Read) -> None:
    rows = [
        HEADER,
        item(),
        ["", "（变更）", "", "行政许可", "《办法》", "某局", "受理"],
        ["", "(注销)", "", "行政许可", "《办法》", "某局", "受理"],
        item("2", "（补发）"),
    ]
    sheet = read_sheet(rows)
    assert [(r.role, r.parent, r.cells["名称"].text) for r in sheet.rows] == [
        ("item", None, "食品经营许可"),
        ("sub_item", 2, "（变更）"),
        ("sub_item", 2, "(注销)"),
        ("item", None, "（补发）"),
    ]
    assert (sheet.items, sheet.continuations) == (2, 2)
    converted = Converted()
    converted.add_sheet("清单.xlsx", sheet, sheet.rows)
    first, second = converted.powers
    assert [sub["名称"] for sub in first["子项"]] == ["（变更）", "(注销)"]
    assert "子项" not in second


@pytest.mark.parametrize("filler", ["无", "/", "-", ""])
def test_a_filler_is_no_sub_item(filler: str, read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, item(), ["", "", filler, "", "《办法》", "", ""]])
    assert len(sheet.rows) == 1


@pytest.mark.parametrize(
    "row",
    [
        ["2", "", "", "", "《办法》", "", ""],
        ["", "", "", "行政处罚", "《办法》", "", ""],
        ["", "", "", "", "《办法》", "另一局", ""],
    ],
)
def test_a_nameless_row_that_differs_stands_for_itself(row: list[str], read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, item(), row])
    assert [r.role for r in sheet.rows] == ["item", "other"]
    assert sheet.rows[0].cells["设定依据"].text == "《食品安全法》"


def test_cells_merged_over_items_hold_for_each(read_sheet: Read) -> None:
    rows = [HEADER, item(), ["2", "药品经营许可", "", "", "《药品管理法》", "", ""]]
    sheet = read_sheet(rows, merges=["D2:D3", "F2:F3"])
    assert sheet.rows[1].cells["类型"].text == "行政许可"
    assert sheet.rows[1].cells["行使主体"].cells == ("F2",)
    assert sheet.types == {"行政许可": 2}


def test_the_same_name_in_two_rows_is_two_items(read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, item(sub="1.新办"), item("", sub="2.变更")])
    assert sheet.items == 2


@pytest.mark.parametrize(
    ("written", "seq"), [(1.0, "1"), ("379.0", "379"), ("2,3", "2,3"), ("（一）", "（一）")]
)
def test_numbers_are_read_as_written(written: object, seq: str, read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, [written, *item()[1:]]])
    assert sheet.rows[0].seq == seq


def test_types_are_counted_without_blanks(read_sheet: Read) -> None:
    rows = [HEADER, item(type="行政\n处罚"), item("2", "乙", type=" 行政处罚"), item("3", "丙")]
    assert read_sheet(rows).types == {"行政处罚": 2, "行政许可": 1}


NO_TYPE = ["序号", "事项名称", "实施依据", "行使主体"]


def test_the_type_may_stand_in_a_row_of_its_own(read_sheet: Read) -> None:
    rows = [
        NO_TYPE,
        ["一、行政许可（1项）"],
        ["1", "甲", "法", "某局"],
        ["二、行政处罚（2项）"],
        ["1", "乙", "法", "某局"],
        ["2", "丙", "法", "某局"],
    ]
    sheet = read_sheet(rows, merges=["A2:D2", "A4:D4"])
    assert sheet.types == {"行政许可": 1, "行政处罚": 2}
    assert sheet.rows[1].cells["类型"].cells == ("A4",)
    assert sheet.titles == ("一、行政许可（1项）", "二、行政处罚（2项）")


@pytest.mark.parametrize("column", [0, 1])
def test_a_type_alone_in_a_row_is_no_item(column: int, read_sheet: Read) -> None:
    banner = [""] * column + ["行政许可"]
    sheet = read_sheet([NO_TYPE, banner, ["1", "甲", "法", "某局"]])
    assert (sheet.items, sheet.types) == (1, {"行政许可": 1})


def test_a_type_above_the_header_holds_for_the_table(read_sheet: Read) -> None:
    sheet = read_sheet([["行政许可"], NO_TYPE, ["1", "甲", "法", "某局"]])
    assert sheet.types == {"行政许可": 1}


def test_the_type_may_stand_in_the_sheet_name(read_sheet: Read) -> None:
    sheet = read_sheet([NO_TYPE, ["1", "甲", "法", "某局"]], sheet="行政许可（11项）")
    assert (sheet.sheet_type, sheet.declared, sheet.types) == ("行政许可", 11, {"行政许可": 1})
    assert sheet.rows[0].cells["类型"].cells == ()


def test_an_empty_type_is_not_filled_from_the_sheet_name(read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, item(type="")], sheet="行政许可")
    assert sheet.types == {"": 1}


@pytest.mark.parametrize(
    ("footer", "value"),
    [
        (["咨询电话：0000-0000000"], "咨询电话：0000-0000000"),
        (["填报人：王某某", "", "", "审核"], "填报人：***"),
        (["合计", "", "", "1项"], "合计"),
    ],
)
def test_rows_below_the_items_are_named_as_lost(
    footer: list[str], value: str, read_sheet: Read
) -> None:
    sheet = read_sheet([HEADER, item(), footer])
    assert (sheet.items, sheet.continuations) == (1, 0)
    assert (sheet.lost[0].cell, sheet.lost[0].value) == ("A3", value)


@pytest.mark.parametrize(
    "total",
    [
        ["合计", "1项"],
        ["合 计", "", "", "1"],
        ["", "合计：1项"],
        ["", "共计1项"],
        ["", "小计", "", "1"],
        ["总计"],
        ["1", "共计十一项"],
    ],
)
def test_a_row_of_totals_is_no_item(total: list[str], read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, item(), total, item("2", "合计数据的检查")])
    assert (sheet.items, sheet.continuations) == (2, 0)
    assert [(c.value, c.reason) for c in sheet.lost] == [(t, "合计行") for t in total if t]


def test_a_merged_footer_is_no_item(read_sheet: Read) -> None:
    rows: Rows = [["事项名称", "权力类型", "实施依据"], ["甲", "行政许可", "法"], ["地址：某路"]]
    sheet = read_sheet(rows, merges=["A3:C3"])
    assert sheet.items == 1
    assert [lost.cell for lost in sheet.lost] == ["A3"]


def test_text_beneath_a_merge_is_kept_beside_the_text_shown(read_sheet: Read) -> None:
    rows = [HEADER, item(duty="受理"), ["", "", "", "", "", "", "审查"]]
    sheet = read_sheet(rows, merges=[f"{column}2:{column}3" for column in "ABCDEFG"])
    assert sheet.rows[0].cells["责任事项"].text == "受理"
    assert sheet.rows[0].extra["责任事项（被合并单元格遮住的内容）"].text == "审查"
    assert sheet.continuations == 1


def test_another_body_beneath_a_merge_is_kept_but_continues_nothing(read_sheet: Read) -> None:
    rows = [HEADER, item(duty="受理"), ["", "", "", "", "", "县局", "审查"]]
    sheet = read_sheet(rows, merges=[f"{column}2:{column}3" for column in "ABCDEFG"])
    assert sheet.lost == ()
    assert {header: text.text for header, text in sheet.rows[0].extra.items()} == {
        "行使主体（被合并单元格遮住的内容）": "县局",
        "责任事项（被合并单元格遮住的内容）": "审查",
    }
    assert sheet.continuations == 0


def test_texts_beneath_a_merge_are_kept_with_the_row_that_shows_others(read_sheet: Read) -> None:
    rows = [
        HEADER,
        item(body="市局"),
        ["2", "药品经营许可", "", "", "《药品管理法》", "县局", "受理"],
        ["", "", "", "", "《办法》", "乡镇", "审查"],
    ]
    sheet = read_sheet(rows, merges=["F2:F4"])
    covered = "行使主体（被合并单元格遮住的内容）"
    assert [covered in row.extra for row in sheet.rows] == [False, True]
    assert sheet.rows[1].extra[covered].text == "县局\n乡镇"
    assert sheet.rows[1].cells["行使主体"].text == "市局"
    assert sheet.lost == ()


def test_every_cell_of_a_messy_sheet_is_accounted_for(build: Build) -> None:
    rows: Rows = [
        ["某局清单"],
        [*HEADER, "录入人", "怪列"],
        ["行政许可"],
        [*item(sub="1.新办"), "王某某", "甲"],
        ["", "", "2.变更", "行政许可", "《办法》"],
        ["", "", "", "", "续上"],
        ["", "", "", "", "", "", "", "", "", "表外"],
        HEADER,
        ["注：以上", "", "", "x"],
    ]
    path = build({"一": rows}, merges=["A1:I1", "A3:I3"])
    assert unaccounted(path, read_workbook(path)) == []
