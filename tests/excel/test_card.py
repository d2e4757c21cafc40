"""The card form: one card an item."""

from __future__ import annotations

from .conftest import Read


def card(name: str, power_type: str = "行政处罚") -> list[list[str]]:
    return [
        ["职权名称", name],
        ["职权类型", power_type],
        ["审核转报", "否"],
        ["职权编码", ""],
        ["法定主体", "某县自然资源局"],
        ["责任事项", "1.立案责任；\n2.调查责任。"],
    ]


def test_cards_below_each_other_are_one_item_each(read_sheet: Read) -> None:
    sheet = read_sheet([["行政权力责任事项梳理表"], *card("甲"), [], *card("乙", "行政许可")])
    assert (sheet.form, sheet.header_row, sheet.kind) == ("card", None, "power")
    assert sheet.titles == ("行政权力责任事项梳理表",)
    assert [(r.number, r.cells["名称"].text) for r in sheet.rows] == [(2, "甲"), (9, "乙")]
    assert sheet.types == {"行政处罚": 1, "行政许可": 1}
    assert sheet.rows[0].cells["责任事项"].cells == ("B7",)
    assert sheet.rows[0].extra["审核转报"].text == "否"
    assert sheet.unmapped == ("审核转报",)


def test_two_labels_may_stand_in_a_row(read_sheet: Read) -> None:
    sheet = read_sheet(
        [
            ["职权名称", "采矿许可", "职权类型", "行政许可"],
            ["职权编码", "001", "行使主体", "某局"],
            ["设定依据", "《矿产资源法》", "", ""],
            ["法定时限", "40日", "承诺时限", "20日"],
        ]
    )
    (row,) = sheet.rows
    assert {element: text.text for element, text in row.cells.items()} == {
        "名称": "采矿许可",
        "类型": "行政许可",
        "编码": "001",
        "行使主体": "某局",
        "设定依据": "《矿产资源法》",
        "法定时限": "40日",
        "承诺时限": "20日",
    }


def test_a_card_may_be_as_short_as_two_rows(read_sheet: Read) -> None:
    sheet = read_sheet(
        [
            ["行政检查事项登记表"],
            ["事项名称", "木材运输检查", "类型", "行政检查"],
            ["实施依据", "《森林法》第三条", "承办机构", "林政科"],
        ]
    )
    (row,) = sheet.rows
    assert (sheet.form, sheet.titles) == ("card", ("行政检查事项登记表",))
    assert {element: text.text for element, text in row.cells.items()} == {
        "名称": "木材运输检查",
        "类型": "行政检查",
        "设定依据": "《森林法》第三条",
        "承办机构": "林政科",
    }


def test_a_header_with_unknown_words_between_is_no_card(read_sheet: Read) -> None:
    header = ["事项名称", "心情", "权力类型", "天气"]
    sheet = read_sheet([header, ["甲", "好", "行政许可", "晴"], ["乙", "好", "行政许可", "雨"]])
    assert (sheet.form, sheet.items) == ("table", 2)


def test_a_label_merged_over_rows_takes_all_their_values(read_sheet: Read) -> None:
    rows = [*card("甲")[:-1], ["责任事项", "1.立案责任"], ["", "2.调查责任"]]
    sheet = read_sheet(rows, merges=["A6:A7"])
    assert sheet.rows[0].cells["责任事项"].text == "1.立案责任\n2.调查责任"
    assert sheet.rows[0].last_row == 7


def test_a_card_may_begin_with_its_number(read_sheet: Read) -> None:
    rows = [["序号", "1"], *card("甲"), ["序号", "2"], *card("乙")]
    sheet = read_sheet(rows)
    assert [(r.seq, r.cells["名称"].text) for r in sheet.rows] == [("1", "甲"), ("2", "乙")]


def test_what_has_no_label_is_named_as_lost(read_sheet: Read) -> None:
    sheet = read_sheet([*card("甲"), ["注：本表一式两份"]])
    assert [(lost.cell, lost.value) for lost in sheet.lost] == [("A7", "注：本表一式两份")]


def test_personal_data_on_a_card_is_masked(read_sheet: Read) -> None:
    sheet = read_sheet([*card("甲"), ["填报人", "王某某"]])
    assert [(lost.cell, lost.value) for lost in sheet.lost] == [("B7", "***")]
