"""The workbooks: every element in its sheet, texts as texts, the same bytes for the same lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quanze.model.register import Register
from quanze.publish.workbook import write_workbook
from quanze.publish.workbook.measure import HIGHEST, height, pieces

from .conftest import leaves

Lists = dict[str, Any]
Make = Callable[..., Register]
PRIVATE = ("不该公开", "内部清单.xlsx")


@pytest.fixture(scope="module")
def book(site: Path) -> Workbook:
    return openpyxl.load_workbook(site / "excel" / "yljl.xlsx")


def rows(page: Worksheet) -> list[dict[str, Any]]:
    head, *rest = page.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def text_of(book: Workbook) -> str:
    cells = (cell for page in book for row in page.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


def test_a_full_department_has_all_sheets(book: Workbook) -> None:
    assert book.sheetnames == [
        "说明",
        "目录",
        "信息表",
        "事项卡",
        "子项",
        "主要职责",
        "责任事项",
        "职责边界",
        "公共服务",
        "事中事后监管",
        "流程步骤",
    ]


def test_a_poor_department_has_no_empty_sheets(site: Path) -> None:
    poor = openpyxl.load_workbook(site / "excel" / "tjj.xlsx")
    assert poor.sheetnames == ["说明", "目录", "信息表", "事项卡", "责任事项"]


def test_everything_in_the_lists_is_in_the_workbook(book: Workbook, rich: Lists) -> None:
    text = text_of(book)
    # Steps are numbered anew in the chart; what a flow is for stands with the items themselves.
    left_out = ("编号", "到", "下一步", "适用类型", "总时限", "角色", "来源", "部门")
    lists = [rich[name] for name in ("power.yaml", "duty.yaml", "boundary.yaml", "flow.yaml")]
    told = [
        value
        for key, value in leaves(lists)
        if key not in left_out and not any(word in value for word in PRIVATE)
    ]
    assert len(told) > 150
    assert [value for value in told if value not in text] == []


def test_what_stays_inside_is_in_no_workbook(site: Path) -> None:
    for path in sorted((site / "excel").iterdir()):
        text = text_of(openpyxl.load_workbook(path))
        assert [word for word in PRIVATE if word in text] == []


def test_the_catalogue_goes_by_type(book: Workbook) -> None:
    found = rows(book["目录"])
    assert [(row["序号"], row["类型"]) for row in found] == [
        (1, "行政许可"),
        (2, "行政处罚"),
        (3, "行政奖励"),
    ]
    assert found[0]["编码"] == "11990400MB0000000X3000131001000"
    assert found[0]["收费"] == "按树木胸径计算，每株 200—5000 元"


def test_the_workbook_of_all_departments_names_the_department(site: Path) -> None:
    book = openpyxl.load_workbook(site / "excel" / "all.xlsx")
    for page in book.worksheets[1:]:
        assert "部门" in [cell.value for cell in page[1]], page.title
    assert [row["部门"] for row in rows(book["目录"])] == ["试验市园林绿化局"] * 3 + [
        "试验市统计局"
    ] * 3


def test_sheets_are_ready_to_filter_and_print(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        footer = page.oddFooter
        assert footer is not None
        assert "&P" in str(footer.center.text)
        assert footer.right.text == "试验市园林绿化局权责清单"
        if page.title == "事项卡":
            continue
        assert page.freeze_panes is not None, page.title
        assert page.auto_filter.ref == page.dimensions, page.title
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$1:$1"
    scaling = book["目录"].sheet_properties.pageSetUpPr
    assert scaling is not None
    assert scaling.fitToPage


A4, A3 = "9", "8"


@pytest.mark.parametrize(
    ("sheet", "paper"), [("目录", A4), ("信息表", A3), ("事项卡", A4), ("责任事项", A3)]
)
def test_the_paper_is_as_large_as_the_sheet_is_wide(book: Workbook, sheet: str, paper: str) -> None:
    assert str(book[sheet].page_setup.paperSize) == paper


def test_each_item_has_a_card_on_a_page_of_its_own(book: Workbook) -> None:
    page = book["事项卡"]
    heads = [
        row
        for row, (label, text) in enumerate(page.iter_rows(values_only=True), 1)
        if text is None and label in ("砍伐、移植城市树木审批", "对擅自砍伐城市树木的处罚", "对绿化先进单位的奖励")
    ]  # fmt: skip
    assert heads[0] == 1
    assert len(heads) == 3
    # A break stands after the row that it names.
    assert [mark.id + 1 for mark in page.row_breaks.brk] == heads[1:]
    assert page.page_setup.orientation == "portrait"
    scaling = page.sheet_properties.pageSetUpPr
    assert scaling is None or not scaling.fitToPage


def test_a_card_says_all_that_the_information_table_says(book: Workbook) -> None:
    card = "\n".join(
        str(cell) for row in book["事项卡"].iter_rows(values_only=True) for cell in row if cell
    )
    told = [
        str(text)
        for row in rows(book["信息表"])
        for text in row.values()
        if text and not str(text).startswith(("1.", "【"))
    ]
    assert len(told) > 60
    assert [text for text in told if text not in card] == []
    assert re.findall("办什么|怎么办|哪里办|找谁办|多长时间办|办不好怎么办", card)[:6] == [
        "办什么", "怎么办", "哪里办", "找谁办", "多长时间办", "办不好怎么办",
    ]  # fmt: skip


@given(st.text(alphabet="汉a1。\n ", max_size=6000), st.integers(10, 90))
def test_a_long_text_goes_over_rows_that_hold_it(text: str, width: int) -> None:
    found = list(pieces(text, width))
    assert "".join(found).replace("\n", "") == text.replace("\n", "")
    assert all(height((piece,), (width,), 10_000) <= HIGHEST for piece in found)


def test_a_card_continues_a_long_text(make_register: Make, tmp_path: Path) -> None:
    text = "\n".join(f"第{number}条 " + "长" * 100 for number in range(60))
    power = {"编码": "A1", "名称": "试验", "类型": "行政许可", "行使内容": text}
    book = written(make_register(abc=department(power)), tmp_path / "book.xlsx")
    found = [row for row in book["事项卡"].iter_rows(values_only=True) if "行使内容" in str(row[0])]
    assert [row[0] for row in found[:2]] == ["行使内容", "行使内容（续）"]
    assert "\n".join(str(row[1]) for row in found) == text


def test_rows_for_the_screen_stay_low(book: Workbook) -> None:
    heights = [book["信息表"].row_dimensions[row].height for row in range(2, 5)]
    assert max(heights) == 150


def test_the_cover_tells_what_it_is(book: Workbook) -> None:
    cover = {row[0].value: row[1].value for row in book["说明"].iter_rows(min_row=3)}
    assert cover["声明"] == "示例，不是官方清单。"
    assert cover["清单日期"] == "2026-03-31"
    assert cover["职权总数"] == "3 项"
    assert cover["工作表：事项卡"] == "供打印：每项职权一张表，A4 纸"
    assert cover["工作表：目录"] == "全部职权的目录（一单），3 行"


def department(*powers: dict[str, Any]) -> Lists:
    return {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": list(powers)},
    }


def written(register: Register, path: Path) -> Workbook:
    write_workbook(path, register, register.departments)
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org")',
        "+1",
        "-1",
        "@SUM(A1)",
        "12345678901234567890",
        "0012",
        "http://example.org",
        "a_x0041_b",
        "\ttab",
    ],
)
def test_a_text_stays_a_text(make_register: Make, tmp_path: Path, text: str) -> None:
    power = {"编码": "=A1", "名称": text, "类型": "行政许可", "行使内容": text}
    book = written(make_register(abc=department(power)), tmp_path / "book.xlsx")
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    cell = book["信息表"]["B2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert book["目录"]["B2"].value == "=A1"


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [("长" * 32_767, False), ("长" * 32_768, True), ("𠮷" * 16_383, False), ("𠮷" * 16_384, True)],
)
def test_a_text_too_long_for_excel_is_cut_and_told(
    make_register: Make, tmp_path: Path, text: str, is_cut: bool
) -> None:
    power = {"编码": "A1", "名称": "试验", "类型": "行政许可", "行使内容": text}
    register = make_register(abc=department(power))
    path = tmp_path / "book.xlsx"
    cut = write_workbook(path, register, register.departments)
    value = str(openpyxl.load_workbook(path)["信息表"]["D2"].value)
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    if is_cut:
        assert [(c.workbook, c.sheet, c.cell, c.length) for c in cut] == [
            ("book.xlsx", "信息表", "D2", len(text))
        ]
        assert "超过 Excel 单元格上限" in value
        assert text.startswith(value.partition("……")[0])
    else:
        assert cut == ()
        assert value == text


def test_the_same_lists_give_the_same_bytes(register: Register, site: Path, tmp_path: Path) -> None:
    write_workbook(tmp_path / "all.xlsx", register, register.departments)
    assert (tmp_path / "all.xlsx").read_bytes() == (site / "excel" / "all.xlsx").read_bytes()


def test_a_register_without_departments_has_a_workbook(make_register: Make, tmp_path: Path) -> None:
    book = written(make_register(), tmp_path / "book.xlsx")
    assert book.sheetnames == ["说明", "目录"]
