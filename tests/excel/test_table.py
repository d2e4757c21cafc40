"""Finding the table in a sheet: header rows and columns."""

from __future__ import annotations

import pytest

from quanze.excel.read import read_workbook
from quanze.excel.result import PERSONAL

from .conftest import Build, Read, Rows, unaccounted

HEADER = ["序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体"]
ITEM = ["1", "食品经营许可", "", "行政许可", "《食品安全法》第三十五条", "某市市场监管局"]


@pytest.mark.parametrize(
    ("above", "titles"),
    [
        ([], ()),
        ([["某市某局权责清单"]], ("某市某局权责清单",)),
        ([["某市某局权责清单"] * 6], ("某市某局权责清单",)),
        ([["附件3"], ["某局清单"], ["部门名称：某局"]], ("附件3", "某局清单", "部门名称：某局")),
        ([["", "", ""], ["  "]], ()),
        ([["报送单位：某局", "", "报送人：王某某"]], ("报送单位：某局 报送人：***",)),
    ],
)
def test_the_header_stands_below_title_lines(
    above: Rows, titles: tuple[str, ...], read_sheet: Read
) -> None:
    sheet = read_sheet([*above, HEADER, ITEM])
    assert (sheet.header_row, sheet.items, sheet.titles) == (len(above) + 1, 1, titles)


@pytest.mark.parametrize("repeated", ["", "实施层级及权限"])
def test_one_header_over_two_columns(repeated: str, read_sheet: Read) -> None:
    header = ["序号", "事项名称", "权力类型", "实施层级及权限", repeated, "备注"]
    sheet = read_sheet([header, ["1", "食品经营许可", "行政许可", "市级", "负责本级许可", "无"]])
    assert [c.header for c in sheet.columns][3:5] == ["实施层级及权限", "实施层级及权限#2"]
    assert sheet.rows[0].cells["行使层级"].text == "市级"
    assert sheet.rows[0].cells["权限划分"].text == "负责本级许可"


@pytest.mark.parametrize(
    ("written", "level", "authority"),
    [
        ("市级", "市级", None),
        ("地州\n市级", "地州市级", None),
        ("市级、县级", "市级、县级", None),
        ("地州市级。负责本区域许可", "地州市级", "地州市级。负责本区域许可"),
        ("负责本区域许可", None, "负责本区域许可"),
    ],
)
def test_level_and_authority_in_one_column(
    written: str, level: str | None, authority: str | None, read_sheet: Read
) -> None:
    header = ["序号", "事项名称", "权力类型", "实施层级及权限", "部门职责"]
    sheet = read_sheet([header, ["1", "食品经营许可", "行政许可", written, "负责"]])
    cells = sheet.rows[0].cells
    assert (cells["行使层级"].text if "行使层级" in cells else None) == level
    assert (cells["权限划分"].text if "权限划分" in cells else None) == authority


@pytest.mark.parametrize(
    ("header", "element"),
    [
        ("追责情形及追责依据", "追责情形"),
        ("追责情形及依据", "追责情形"),
        ("责任事项及依据", "责任事项"),
        ("责任事项及责任事项依据", "责任事项"),
    ],
)
def test_of_two_elements_in_one_column_the_first_gets_the_whole_text(
    header: str, element: str, read_sheet: Read
) -> None:
    text = "市级。不履行职责的，依《甲法》第一条追究。"
    sheet = read_sheet([["序号", "事项名称", "权力类型", header], ["1", "甲", "行政许可", text]])
    assert {e: t.text for e, t in sheet.rows[0].cells.items()} == {
        "名称": "甲",
        "类型": "行政许可",
        element: text,
    }
    assert (sheet.columns[3].element, sheet.unmapped) == (element, ())


def test_two_elements_in_two_columns_under_one_header(read_sheet: Read) -> None:
    header = ["序号", "事项名称", "权力类型", "责任事项及依据", ""]
    sheet = read_sheet([header, ["1", "甲", "行政许可", "受理", "《甲法》"]])
    assert sheet.rows[0].cells["责任事项"].text == "受理"
    assert sheet.rows[0].cells["责任事项依据"].text == "《甲法》"


def test_a_header_in_two_rows(read_sheet: Read) -> None:
    sheet = read_sheet(
        [
            ["某县权力清单"],
            ["序号", "职权类型", "职权名称", "", "基本编码", "职权依据"],
            ["", "", "项目", "子项"],
            ["1", "行政许可", "采矿许可", "新设采矿权", "001110 09000", "《矿产资源法》"],
        ],
        merges=["A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3"],
    )
    assert [(c.header, c.element) for c in sheet.columns][2:4] == [
        ("职权名称/项目", "名称"),
        ("职权名称/子项", "子项名称"),
    ]
    assert (sheet.header_row, sheet.items) == (2, 1)
    assert sheet.rows[0].cells["子项名称"].text == "新设采矿权"


def test_unknown_parts_of_a_divided_header_keep_their_names(read_sheet: Read) -> None:
    sheet = read_sheet(
        [
            ["序号", "权力名称", "权力依据", "职责边界划分", "", "备注"],
            ["", "", "", "县级部门", "乡镇（街道）", ""],
            ["1", "监护投靠", "《户口登记条例》", "指导", "受理", ""],
        ],
        merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    )
    assert sheet.rows[0].extra["职责边界划分/县级部门"].text == "指导"
    assert sheet.unmapped == ("职责边界划分/县级部门", "职责边界划分/乡镇（街道）")


def test_a_row_of_data_is_no_second_header_row(read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, ["1", "短", "", "行政许可", "依据", "局"]])
    assert sheet.items == 1


def test_repeated_columns_that_agree_are_the_same_column(read_sheet: Read) -> None:
    header = ["序号", "事项名称", "权力类型", "追责情形", "备注", "追责情形", "备注"]
    sheet = read_sheet([header, ["1", "甲", "行政许可", "失职", "", "失\n职", "见附件"]])
    assert sheet.columns[5].header == "追责情形#2"
    assert sheet.rows[0].cells["追责情形"].cells == ("D2", "F2")
    assert sheet.rows[0].cells["备注"].text == "见附件"
    assert sheet.unmapped == ()


def test_repeated_columns_that_differ_are_both_kept(read_sheet: Read) -> None:
    header = ["序号", "事项名称", "权力类型", "追责情形", "追责情形"]
    sheet = read_sheet([header, ["1", "甲", "行政许可", "失职", "渎职"]])
    assert sheet.rows[0].cells["追责情形"].text == "失职"
    assert sheet.rows[0].extra["追责情形#2"].text == "渎职"
    assert sheet.unmapped == ("追责情形#2",)


def test_of_two_columns_for_one_element_the_more_usual_word_wins(read_sheet: Read) -> None:
    header = ["事项名称", "主项名称", "权力类型", "责任科室", "承办机构"]
    sheet = read_sheet([header, ["食品经营许可变更", "食品经营许可", "行政许可", "一科", "二科"]])
    row = sheet.rows[0]
    assert row.cells["名称"].text == "食品经营许可变更"
    assert row.cells["承办机构"].text == "二科"
    assert {header: text.text for header, text in row.extra.items()} == {
        "主项名称": "食品经营许可",
        "责任科室": "一科",
    }


def test_columns_without_a_known_header_are_kept(read_sheet: Read) -> None:
    sheet = read_sheet([[*HEADER, "心情"], [*ITEM, "好", "旁边的字"]])
    assert {h: t.text for h, t in sheet.rows[0].extra.items()} == {"心情": "好", "H列": "旁边的字"}
    assert sheet.unmapped == ("心情", "H列")


def test_choices_beside_the_table_are_no_column(read_sheet: Read) -> None:
    choices = ["", "", "行政许可"]
    sheet = read_sheet([HEADER, [*ITEM, *choices], [""] * 6 + choices, [""] * 6 + choices])
    assert (sheet.items, sheet.continuations, sheet.unmapped) == (1, 0, ())
    assert [(lost.cell, lost.reason) for lost in sheet.lost] == [
        (cell, "表格以外的内容") for cell in ("I2", "I3", "I4")
    ]


def test_personal_data_is_named_but_not_read(read_sheet: Read) -> None:
    sheet = read_sheet([[*HEADER, "录入人"], [*ITEM, "王某某"]])
    assert sheet.columns[-1].element == PERSONAL
    assert [(lost.cell, lost.value, lost.reason) for lost in sheet.lost] == [
        ("G2", "***", "个人信息")
    ]


def test_a_header_repeated_on_every_page_is_no_item(read_sheet: Read) -> None:
    second = ["2", *ITEM[1:]]
    sheet = read_sheet([HEADER, ITEM, HEADER, second])
    assert sheet.items == 2
    assert {lost.reason for lost in sheet.lost} == {"重复的表头"}


def test_tables_below_each_other_are_read_one_by_one(build: Build) -> None:
    other = ["序号", "管理事项", "相关部门", "职责分工", "相关依据"]
    path = build({"清单": [HEADER, ITEM, ["职责边界"], other, ["1", "食品", "某局", "监管", "法"]]})
    result = read_workbook(path)
    assert [(s.kind, s.header_row, s.items) for s in result.sheets] == [
        ("power", 1, 1),
        ("boundary", 4, 1),
    ]
    assert unaccounted(path, result) == []


def test_a_row_that_counts_the_columns_is_no_item(read_sheet: Read) -> None:
    sheet = read_sheet([HEADER, ["1", "2", "3", "4", "5", "6"], ITEM])
    assert sheet.items == 1


def test_boundary_and_service_lists_have_elements_of_their_own(build: Build) -> None:
    path = build(
        {
            "边界": [
                ["管理事项", "相关部门", "职责分工", "相关依据"],
                ["校园食品安全", "市教育局", "日常管理", "《食品安全法》"],
                ["", "市市场监管局", "监督检查", "《食品安全法》"],
            ],
            "服务": [["服务事项", "主要内容", "承办机构"], ["档案查询", "查询档案", "档案馆"]],
        },
    )
    boundary, service = read_workbook(path).sheets
    assert boundary.kind == "boundary"
    assert [(r.role, r.parent, r.cells["部门"].text) for r in boundary.rows] == [
        ("item", None, "市教育局"),
        ("other", 2, "市市场监管局"),
    ]
    assert service.kind == "service"
    assert {e: t.text for e, t in service.rows[0].cells.items()} == {
        "名称": "档案查询",
        "主要内容": "查询档案",
        "承办机构": "档案馆",
    }


def test_a_header_far_below_is_found_if_it_is_plain(read_sheet: Read) -> None:
    sheet = read_sheet([[f"说明第{n}行"] for n in range(1, 31)] + [HEADER, ITEM])
    assert (sheet.header_row, sheet.items) == (31, 1)


def test_a_row_of_data_that_says_header_words_is_no_header(read_sheet: Read) -> None:
    rows = [["2", "项目", "", "类型", "说明", "甲"], ["3", "名称", "", "行政许可", "法", "局"]]
    assert read_sheet([HEADER, ITEM, *rows]).items == 3


def test_a_sheet_without_a_header_is_lost_cell_by_cell(build: Build) -> None:
    path = build({"说明": [["本清单由某局编制"], ["", "解释权归某局"]], "空": []})
    (sheet,) = read_workbook(path).sheets
    assert [(lost.cell, lost.value, lost.reason) for lost in sheet.lost] == [
        ("A1", "本清单由某局编制", "没有找到表头"),
        ("B2", "解释权归某局", "没有找到表头"),
    ]


def test_a_hidden_sheet_of_choices_is_named_as_such(build: Build) -> None:
    path = build({"清单": [HEADER, ITEM], "选项": [["行政许可"], ["行政处罚"]]}, hidden=["选项"])
    choices = read_workbook(path).sheets[1]
    assert choices.hidden
    assert choices.items == 0
    assert {lost.reason for lost in choices.lost} == {"隐藏的工作表，没有表头"}


def test_hundreds_of_empty_columns_are_no_columns(read_sheet: Read) -> None:
    sheet = read_sheet([HEADER + [""] * 250, ITEM + [" "] * 250])
    assert len(sheet.columns) == len(HEADER)
