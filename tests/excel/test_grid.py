"""Opening files: by content, guarded, and with every cell."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.excel import archive
from quanze.excel.archive import Unreadable
from quanze.excel.grid import read_grids
from quanze.excel.read import read_workbook

from .conftest import Build

HEADER = ["序号", "事项名称", "权力类型", "实施依据"]
ITEM = ["1", "食品经营许可", "行政许可", "《食品安全法》"]


def ooxml(tmp_path: Path, **parts: bytes) -> Path:
    """A workbook of one sheet, with parts of the archive replaced or added."""
    whole = tmp_path / "whole.xlsx"
    with xlsxwriter.Workbook(whole) as book:
        sheet = book.add_worksheet("清单")
        for row, values in enumerate((HEADER, ITEM)):
            sheet.write_row(row, 0, values)
    changed = tmp_path / "changed.xlsx"
    with (
        zipfile.ZipFile(whole) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return changed


@pytest.mark.parametrize("name", ["清单.xlsx", "清单.xls", "清单.et", "清单"])
def test_the_name_of_a_file_does_not_matter(name: str, build: Build) -> None:
    result = read_workbook(build({"Sheet1": [HEADER, ITEM]}, name=name))
    assert result.problem is None
    assert result.sheets[0].items == 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "文件是空的"),
        (b"\0" * 600, "文件是空的"),
        ("序号,名称".encode(), "既不是 .xlsx 也不是 .xls"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table>", "内容是网页"),
        (b"%PDF-1.7", "内容是 PDF"),
        (b"PK\x03\x04" + b"\0" * 40, "工作簿已损坏"),
        (OLE + b"\0" * 3000, "工作簿已损坏"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "有打开密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word 文档"),
    ],
)
def test_what_is_no_workbook_is_named_with_the_reason(
    content: bytes, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "克拉玛依市某局权责清单.xlsx"
    path.write_bytes(content)
    result = read_workbook(path)
    assert result.problem is not None
    assert problem in result.problem
    assert result.sheets == ()


def test_a_missing_file_is_named_with_the_reason(tmp_path: Path) -> None:
    assert read_workbook(tmp_path / "没有.xlsx").problem == "文件读不出来：没有这个文件"


def test_a_truncated_workbook_is_damaged(build: Build) -> None:
    path = build({"Sheet1": [HEADER, ITEM]})
    path.write_bytes(path.read_bytes()[:3000])
    assert read_workbook(path).problem == "工作簿已损坏，打不开"


def test_a_word_document_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("word/document.xml", "<w:document/>")
    assert "Word 文档" in (read_workbook(path).problem or "")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(30, 4000), noise=st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_named_and_never_an_error(
    cut: int, noise: bytes, tmp_path: Path
) -> None:
    path = ooxml(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:cut] + noise + data[cut + len(noise) :])
    read_workbook(path)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = ooxml(tmp_path, **{"xl/media/big.bin": b"\0" * (archive.RATIO_COUNTS_FROM + 1)})
    assert "展开后过大" in (read_workbook(bomb).problem or "")


def test_a_sheet_of_absurd_extent_is_not_opened(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    bomb = ooxml(tmp_path, **{"xl/worksheets/sheet1.xml": sheet})
    assert "范围过大" in (read_workbook(bomb).problem or "")


@pytest.mark.parametrize("piece", [b'<c r="A1">', b"<f>", b"<c ", b"r   ", b"<v>"])
def test_hostile_xml_costs_no_more_than_its_length(piece: bytes, tmp_path: Path) -> None:
    sheet = b'<worksheet><sheetData t="e"><f/>' + piece * 100_000
    path = ooxml(tmp_path, **{"xl/worksheets/sheet1.xml": sheet})
    started = time.process_time()
    read_workbook(path)
    assert time.process_time() - started < 5


def test_too_many_merged_cells_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_CELLS", 50)
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(11, 0, ITEM)
    data = path.read_bytes()
    merges = b"".join(b'<mergeCell ref="A1:D12"/>' for _ in range(3))
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        xml = zipped.read("xl/worksheets/sheet1.xml")
    xml = re.sub(rb"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>", xml)
    changed = ooxml(tmp_path, **{"xl/worksheets/sheet1.xml": xml})
    with pytest.raises(Unreadable, match="合并单元格过多"):
        read_grids(changed.read_bytes())


def test_the_reader_never_shows_a_number_as_a_float(build: Build) -> None:
    (grid,) = read_grids(build({"S": [[1.0, 2.5, "3"]]}).read_bytes())
    assert grid.rows == [["1", "2.5", "3"]]


def test_error_values_and_formulas_never_calculated_are_content(tmp_path: Path) -> None:
    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("清单")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["1", "甲"])
        sheet.write_formula(1, 2, "=选项!A1", None, "#REF!")
        sheet.write_formula(1, 3, '="《食品"&"安全法》"', None, "《食品安全法》")
    row = read_workbook(path).sheets[0].rows[0]
    assert row.cells["类型"].text == "#REF!"
    assert row.cells["设定依据"].text == "《食品安全法》"


@pytest.mark.parametrize("value", [b"<v />", b"<v></v>", b""])
def test_a_formula_without_a_value_is_shown_as_formula(tmp_path: Path, value: bytes) -> None:
    whole, path = tmp_path / "原件.xlsx", tmp_path / "公式.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, ["1", "甲", "行政许可", '=A1&"<法>"']):
        sheet.append(row)
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<v */>|<v></v>", value, old.read(name)))
    assert read_workbook(path).sheets[0].rows[0].cells["设定依据"].text == '=A1&"<法>"'


def test_text_beneath_a_merge_is_not_shown(build: Build) -> None:
    (grid,) = read_grids(build({"S": [["一", "二"], ["三", "四"]]}, merges=["A1:A2"]).read_bytes())
    assert grid.text(1, 0) == ""
    assert grid.spread(1, 0) == "一"
    assert grid.buried == {(1, 0): "三"}


def test_chart_sheets_are_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "图.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数")
        sheet.write(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=数!$A$1"})
        book.add_chartsheet("图").set_chart(chart)
    assert [grid.name for grid in read_grids(path.read_bytes())] == ["数"]


def test_the_extent_of_an_old_workbook_is_limited_too(
    realdata: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_CELLS", 10)
    old = next((realdata / "karamay").glob("*医疗保障局*.xls"))
    assert struct.unpack("<8s", old.read_bytes()[:8])[0] == OLE
    assert "范围过大" in (read_workbook(old).problem or "")


def _inline(number: int, values: list[str]) -> str:
    cells = "".join(
        f'<c r="{"ABCD"[column]}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for column, value in enumerate(values)
        if value
    )
    return f'<row r="{number}">{cells}</row>'


def _sheet(rows: str, after: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"<worksheet {space}><sheetData>{rows}</sheetData>{after}</worksheet>".encode()


LONG_SHEETS = {
    "merged": _inline(20_000, ITEM),
    "items": "".join(
        _inline(n, [str(n), f"第{n}号", "行政许可", "《甲法》"]) for n in range(3, 8000)
    ),
    "texts": "".join(_inline(n, ["", "", "", f"第{n}条的内容很长很长，"]) for n in range(3, 8000)),
    "bases": "".join(
        _inline(n, ["", "", "", f"《法》第{n}条规定的内容。"]) for n in range(3, 8000)
    ),
}


@pytest.mark.parametrize("rows", LONG_SHEETS.values(), ids=LONG_SHEETS)
def test_a_long_sheet_costs_no_more_than_its_length(rows: str, tmp_path: Path) -> None:
    merge = '<mergeCells><mergeCell ref="B2:B20000"/></mergeCells>'
    sheet = _sheet(_inline(1, HEADER) + _inline(2, ITEM) + rows, merge if len(rows) < 999 else "")
    path = ooxml(tmp_path, **{"xl/worksheets/sheet1.xml": sheet})
    started = time.process_time()
    assert read_workbook(path).problem is None
    assert time.process_time() - started < 15


def test_one_text_that_every_cell_refers_to_is_a_bomb(tmp_path: Path) -> None:
    text = f'<sst count="1" uniqueCount="1"><si><t>{"甲" * 30_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9000))
    parts = {"xl/worksheets/sheet1.xml": _sheet(cells), "xl/sharedStrings.xml": text.encode()}
    assert "展开后过大" in (read_workbook(ooxml(tmp_path, **parts)).problem or "")


@pytest.mark.parametrize(
    "entity", ['<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY x "甲"><!ENTITY y "&x;&x;">']
)
def test_entities_of_xml_are_never_followed(entity: str, tmp_path: Path) -> None:
    sheet = f"<!DOCTYPE a [{entity}]>".encode() + _sheet(_inline(1, HEADER) + _inline(2, ["&x;"]))
    assert read_workbook(ooxml(tmp_path, **{"xl/worksheets/sheet1.xml": sheet})).problem


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert read_workbook(tmp_path).problem == "不是文件，没有打开"
