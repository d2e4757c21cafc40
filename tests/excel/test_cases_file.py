"""Reading a table of cases: CSV in the encodings of offices, and workbooks."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.deadline.case_rows import Column
from quanze.excel.archive import Unreadable
from quanze.excel.cases import CaseFile, read_cases

from .conftest import Build

TABLE = "编号,起算日,期限\n甲1,2026-09-28,20个工作日\n"
EXPECTED = {Column.NUMBER: "甲1", Column.START: "2026-09-28", Column.LIMIT: "20个工作日"}


def read(folder: Path, data: str | bytes, name: str = "办件.csv") -> CaseFile:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_cases(path)


def refused(folder: Path, data: str | bytes, name: str = "办件.csv") -> str:
    with pytest.raises(Unreadable) as error:
        read(folder, data, name)
    return str(error.value)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-8"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gbk"),
        TABLE.encode("gb18030"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", ";").encode("utf-8"),
        TABLE.replace(",", "\t").encode("gbk"),
        TABLE.replace("\n", "\r\n").encode("utf-8"),
        TABLE.replace("20个工作日", '"20个工作日"').encode("utf-8"),
    ],
    ids=["utf-8", "bom", "gbk", "gb18030", "utf-16", "semicolon", "tab", "crlf", "quoted"],
)
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    (row,) = read(tmp_path, data).rows
    assert row == (2, EXPECTED)


def test_a_workbook_gives_dates_and_numbers_as_they_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["在办案件登记表"])
    page.append(["编号", "起算日", "期限", "今日"])
    page.append(["甲1", datetime.datetime(2026, 9, 28), "20个工作日", datetime.date(2026, 10, 9)])
    page.append([20260001, datetime.datetime(2026, 9, 28, 15, 30), "24小时", None])
    book.save(tmp_path / "办件.xlsx")
    first, second = read_cases(tmp_path / "办件.xlsx").rows
    assert first == (3, {**EXPECTED, Column.TODAY: "2026-10-09"})
    assert second.text(Column.NUMBER) == "20260001"
    assert second.text(Column.START) == "2026-09-28 15:30"


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    text = '通化市\n\n编号,起算日,期限,备注\n甲1,2026-09-28,3日,\n\n甲2,2026-09-28,3日,"两\n行"\n甲3,2026-09-28,3日,\n'
    assert [row.row for row in read(tmp_path, text).rows] == [4, 6, 7]


def test_a_header_that_is_repeated_on_each_page_is_no_case(tmp_path: Path) -> None:
    table = read(tmp_path, TABLE + TABLE)
    assert [row.row for row in table.rows] == [2, 4]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("案号", Column.NUMBER),
        (" 办件 编号 ", Column.NUMBER),
        ("受理日期", Column.START),
        ("起算日*", Column.START),
        ("立案日期（必填）", Column.START),
        ("期限规则", Column.RULE),
        ("事项", Column.ITEM),
        ("承诺时限", Column.LIMIT),
        ("是否延长", Column.EXTENDED),
        ("中止时间：", Column.SUSPENDED),
        ("提交方式", Column.CHANNEL),
    ],
)
def test_columns_may_have_other_names(tmp_path: Path, header: str, column: Column) -> None:
    own = {Column.NUMBER: "编号", Column.START: "起算日", Column.LIMIT: "期限"}
    names = [name for known, name in own.items() if known is not column]
    text = ",".join([*names, header]) + "\n" + ",".join(["甲"] * len(names)) + ",乙\n"
    table = read(tmp_path, text)
    assert table.rows[0].text(column) == "乙"
    assert table.remarks == ()


def test_its_own_name_goes_before_another_name_for_a_column(tmp_path: Path) -> None:
    table = read(tmp_path, "起算日,收件日期,期限\n2026-09-28,2026-09-01,3日\n")
    assert table.rows[0].text(Column.START) == "2026-09-28"
    assert table.remarks == ("没有用到的列：收件日期",)


def test_a_unit_in_the_header_goes_for_bare_numbers(tmp_path: Path) -> None:
    text = "编号,起算日,期限（工作日）\n甲,2026-09-28,20\n乙,2026-09-28,60日\n"
    limits = [row.text(Column.LIMIT) for row in read(tmp_path, text).rows]
    assert limits == ["20工作日", "60日"]


def test_a_merged_cell_goes_for_all_rows_it_covers(build: Build) -> None:
    rows = [["编号", "起算日", "期限"], ["甲", "2026-09-28", "3日"], ["乙", "", "5日"]]
    path = build({"Sheet1": rows}, merges=["B2:B3"])
    assert [row.text(Column.START) for row in read_cases(path).rows] == ["2026-09-28"] * 2


def test_the_first_shown_sheet_with_a_header_is_read_and_the_others_are_named(build: Build) -> None:
    table = [["编号", "起算日", "期限"], ["甲", "2026-09-28", "3日"]]
    other = [["编号", "起算日", "期限"], ["旧", "2020-09-28", "3日"]]
    sheets = {"说明": [["填表说明"]], "旧表": other, "在办": table}
    found = read_cases(build(sheets, hidden=["旧表"]))
    assert [row.text(Column.NUMBER) for row in found.rows] == ["甲"]
    assert found.remarks == ("读的是工作表“在办”；没有读：说明、旧表",)


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    table = read(tmp_path, "编号,起算日,期限,申请人,备注\n甲,2026-09-28,3日,某,无\n")
    assert table.remarks == ("没有用到的列：申请人、备注",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"\r\n \n", "文件是空的"),
        ("姓名,电话\n甲,1\n", "没有找到表头"),
        ("编号,期限\n甲,3日\n", "没有这一列：起算日。第 1 行是表头，写着：编号、期限"),
        ("编号,起算日\n甲,2026-09-28\n", "期限、规则、事项编码（至少要一列）"),
        ("编号,受理日期,立案日期,期限\n甲,,,\n", "有几列都可以是“起算日”（受理日期、立案日期）"),
        ("编号,起算日,起算日,期限\n甲,,,\n", "有几列都可以是“起算日”"),
        ("编号,起算日,法定时限,承诺时限\n甲,,,\n", "有几列都可以是“期限”（法定时限、承诺时限）"),
        (TABLE.encode() + b"\xff\xfe\xfd" * 3, "文字编码认不出来"),
        (TABLE + '乙,"' + "x" * 200_000, "第 3 行有一个单元格长过"),
    ],
)
def test_a_table_without_what_is_needed_is_refused_with_a_word(
    tmp_path: Path, data: str | bytes, said: str
) -> None:
    assert said in refused(tmp_path, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"<html><table>", "内容是网页"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04nonsense", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "打不开"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_word(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refused(tmp_path, data, "办件.xlsx")


def test_a_missing_file_and_a_folder_are_refused_with_a_word(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.csv", tmp_path):
        with pytest.raises(Unreadable):
            read_cases(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 200 * 2**20)
    assert "疑似恶意文件" in refused(tmp_path, stream.getvalue(), "办件.xlsx")


def test_control_and_invisible_characters_are_left_out(tmp_path: Path) -> None:
    text = "编号,起算日,期限\n甲\x00\x071\u200b,2026-09-28\u200b,20个\x1b工作日\n"
    assert read(tmp_path, text).rows[0].cells == EXPECTED


@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("办件.csv", "办件.xlsx"):
        try:
            assert read(folder, data, name)
        except Unreadable as error:
            assert str(error)
