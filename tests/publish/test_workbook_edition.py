"""一单一表一图: the catalogue leads to a sheet for each item, with its form and its flow chart."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from quanze.load.source import CannotRun
from quanze.model.register import Register
from quanze.publish.flowchart import Chart
from quanze.publish.flowchart import picture as chart_picture
from quanze.publish.outputs import Fingerprints
from quanze.publish.site.addresses import Addresses
from quanze.publish.workbook import edition, edition_paths, workbook_outputs
from quanze.publish.workbook.edition import sheet_name
from quanze.publish.workbook.pictures import picture
from tests.publish.pages import documents_of
from tests.publish.workbooks import files, opened, rows

Lists = dict[str, Any]
Make = Callable[..., Register]
SETTINGS: Lists = {"名称": "试验", "发布": {"工作簿": {"一单一表一图": True}}}
NAME = "yljl.full.xlsx"


@pytest.fixture
def wanted(make_register: Make, rich: Lists) -> Register:
    pytest.importorskip("typst")
    return make_register(SETTINGS, yljl=rich)


@pytest.fixture
def data(wanted: Register) -> bytes:
    return files(wanted)[NAME]


@pytest.fixture
def book(data: bytes) -> Workbook:
    return opened(data)


def test_there_is_none_unless_the_office_wants_it(register: Register) -> None:
    assert not [name for name in files(register) if "full" in name]


def test_the_page_of_the_department_offers_it(wanted: Register) -> None:
    page = documents_of(wanted)["departments/yljl/index.html"]
    offered = {link["href"]: link["download"] for link in page.all("a") if "download" in link}
    assert offered == {
        "../../excel/yljl.xlsx": "试验市园林绿化局权责清单.xlsx",
        f"../../excel/{NAME}": "试验市园林绿化局权责清单（一单一表一图）.xlsx",
    }


def test_it_has_a_sheet_for_each_item(book: Workbook) -> None:
    assert book.sheetnames == [
        "目录",
        "1.砍伐、移植城市树木审批",
        "2.对擅自砍伐城市树木的处罚",
        "3.对绿化先进单位的奖励",
    ]


def test_the_catalogue_leads_to_the_sheets_and_they_lead_back(book: Workbook) -> None:
    assert [row["表号"] for row in rows(book["目录"])] == ["表1", "表2", "表3"]
    links = [cell.hyperlink for row in book["目录"].iter_rows() for cell in row if cell.hyperlink]
    assert [link.location for link in links] == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert all(link.target is None for link in links)
    back = [
        cell.hyperlink for row in book.worksheets[1].iter_rows() for cell in row if cell.hyperlink
    ]
    assert [link.location for link in back] == ["'目录'!A1"]


def test_a_sheet_has_the_form_and_the_picture(book: Workbook, data: bytes) -> None:
    page = book.worksheets[1]
    assert page["A1"].value == "行政职权基本情况信息表"
    assert sum(str(cell.value).startswith("运行流程图") for cell in page["A"]) == 1
    with zipfile.ZipFile(BytesIO(data)) as parts:
        picture = next(name for name in parts.namelist() if name.startswith("xl/media/"))
        assert parts.read(picture).startswith(b"\x89PNG")
    (drawing,) = drawings(data)
    assert drawing.count("<xdr:pic>") == 1
    assert re.search(r'descr="运行流程图：[^"]+"', drawing)


def drawings(data: bytes) -> list[str]:
    """Return the drawings of a workbook, as XML."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
        return [parts.read(name).decode() for name in names]


def test_the_picture_lies_on_the_printed_page(book: Workbook, data: bytes) -> None:
    page = book.worksheets[1]
    (drawing,) = drawings(data)
    left, right = (int(text) for text in re.findall(r"<xdr:col>(\d+)</xdr:col>", drawing))
    top, bottom = (int(text) for text in re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing))
    assert (left, right) == (0, 3)
    last = int(re.findall(r"\d+", str(page.print_area))[-1])
    assert bottom < last
    # The line that names it stands right above it, and no page begins in between.
    assert str(page.cell(top, 1).value).startswith("运行流程图")
    assert not {mark.id for mark in page.row_breaks.brk} & set(range(top, bottom + 1))
    assert page.page_setup.orientation == "portrait"


def test_an_item_without_a_flow_says_so(book: Workbook, data: bytes) -> None:
    told = [[cell.value for cell in page["A"]] for page in book.worksheets[1:]]
    without = ["清单中没有这项职权的运行流程图。" in texts for texts in told]
    assert without == [False, True, True]
    assert len(drawings(data)) == 1


def test_equal_charts_are_drawn_once(
    make_register: Make, rich: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("typst")
    flow = rich["flow.yaml"]["流程"][0]["名称"]
    for power in rich["power.yaml"]["事项"]:
        power["流程"] = flow
    register = make_register(SETTINGS, yljl=rich)
    outputs = {
        one.path: one for one in workbook_outputs(register, Addresses(register), Fingerprints())
    }
    drawn = []
    original = chart_picture.png

    def counted(chart: Chart, width_px: int) -> bytes:
        drawn.append(chart)
        return original(chart, width_px)

    monkeypatch.setattr(chart_picture, "png", counted)
    picture.cache_clear()
    data = outputs[f"excel/{NAME}"].make()
    assert len(drawn) == 1
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/media/")]) == 1


def test_very_many_items_go_into_several_workbooks(
    wanted: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "MOST_ITEMS", 2)
    made = dict(edition_paths(wanted, Addresses(wanted), wanted.departments[0]))
    assert list(made) == ["excel/yljl.full-1.xlsx", "excel/yljl.full-2.xlsx"]
    second = opened(made["excel/yljl.full-2.xlsx"].bytes())
    assert second.sheetnames == ["目录", "3.对绿化先进单位的奖励"]
    assert [row["表号"] for row in rows(second["目录"])] == ["表3"]


def test_what_cannot_be_drawn_is_said_before_anything_is_written(
    wanted: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise CannotRun("没有字体")

    monkeypatch.setattr(chart_picture, "png", refuse)
    with pytest.raises(CannotRun):
        next(workbook_outputs(wanted, Addresses(wanted), Fingerprints()))


def test_the_same_lists_give_the_same_bytes(wanted: Register, data: bytes) -> None:
    picture.cache_clear()
    assert files(wanted)[NAME] == data


@given(st.integers(1, 99_999), st.text(max_size=60))
def test_every_name_is_one_that_excel_takes(number: int, name: str) -> None:
    given_name = sheet_name(number, name)
    assert 0 < len(given_name.encode("utf-16-le")) // 2 <= 31
    assert not set(given_name) & set("[]:*?/\\'")
    assert given_name.startswith(f"{number}.")
    assert given_name == given_name.strip()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("对[甲]:*?/\\的'处罚'", "7.对甲的处罚"),
        ("长" * 40, "7." + "长" * 29),
        ("𠮷" * 40, "7." + "𠮷" * 14),
        ("", "7."),
        ("甲\x01\uffff\ud800乙", "7.甲 乙"),
    ],
)
def test_names_lose_what_excel_does_not_take(name: str, expected: str) -> None:
    assert sheet_name(7, name) == expected


def test_hostile_names_make_a_workbook_that_opens(make_register: Make) -> None:
    pytest.importorskip("typst")
    names = ["=1+1", "'引号'", "A" * 300, "a" * 300, "\t制表", "History", "/", "甲\x01\uffff"]
    powers = [{"编码": f"A{n}", "名称": name, "类型": "行政许可"} for n, name in enumerate(names)]
    lists = {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": powers},
    }
    book = opened(files(make_register(SETTINGS, abc=lists))["abc.full.xlsx"])
    assert len(book.sheetnames) == len(names) + 1
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [row["名称"] for row in rows(book["目录"])][:-1] == names[:-1]
