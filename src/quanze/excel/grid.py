"""Opening workbooks by content, guarded, as plain grids of text."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine as calamine

from quanze.excel.text import compact, value_text

MAX_FILE_BYTES = 256 * 2**20
MAX_UNPACKED_BYTES = 2**30
MAX_RATIO = 400
RATIO_COUNTS_FROM = 64 * 2**20
"""Small files of one repeated text pack extremely well, and do no harm."""
MAX_CELLS = 20_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OLD_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")

_LOCKED = "工作簿有打开密码，请去掉密码后再导入"
_DAMAGED = "工作簿已损坏，打不开"
_IS_WORD = "不是 Excel 文件：内容是 Word 文档，请把表格复制到 Excel 中再导入"


class Unreadable(Exception):
    """A file that cannot be opened as a workbook; the text says why, in Chinese."""


@dataclass(frozen=True)
class Grid:
    """One sheet as shown: rows of text, and what lies unseen beneath merged cells."""

    name: str
    hidden: bool
    rows: list[list[str]]
    owners: dict[tuple[int, int], tuple[int, int]]
    """Covered cell -> first cell of the merged range that covers it."""
    spans: dict[tuple[int, int], tuple[int, int]]
    """First cell of a merged range -> its last cell."""
    buried: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """The text shown in a cell; "" outside the sheet and beneath a merge."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def spread(self, row: int, column: int) -> str:
        """The text shown in a cell or in the merged range that covers it."""
        return self.text(*self.owners.get((row, column), (row, column)))

    def shown(self, row: int) -> dict[int, str]:
        """The non-empty cells of a row, by column."""
        return {column: text for column, text in enumerate(self.rows[row]) if text}

    def breadth(self, row: int, column: int) -> int:
        """How many columns a cell spans."""
        return self.spans.get((row, column), (row, column))[1] - column + 1

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """All non-empty cells, those beneath merges as well."""
        for number, row in enumerate(self.rows):
            for column, text in enumerate(row):
                if text or (number, column) in self.buried:
                    yield number, column, text or self.buried[number, column]


def file_bytes(path: Path) -> bytes:
    """The bytes of a file, if it is of a size a workbook can have."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise Unreadable(f"文件超过 {MAX_FILE_BYTES // 2**20} MB，没有打开")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件读不出来：{error.strerror or error}") from error


def read_grids(data: bytes) -> list[Grid]:
    """The sheets of a workbook given as bytes, .xls and .xlsx told apart by content.

    Raises Unreadable (with the reason in Chinese) for anything that is not a sound workbook.
    """
    unseen: dict[str, dict[tuple[int, int], str]] = {}
    if data.startswith(_ZIP):
        unseen = _inspect_zip(data)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable(_LOCKED)
        if _WORD in data:
            raise Unreadable(_IS_WORD)
    elif not data.startswith(_OLD_BIFF):
        raise Unreadable(_what_instead(data))
    return _guarded(data, unseen)


def _what_instead(data: bytes) -> str:
    if not data.strip(b"\0"):
        return "文件是空的"
    head = data[:2000].lower()
    if b"<html" in head or b"<table" in head or b"<?xml" in head or b"mime-version" in head:
        return "不是 Excel 文件：内容是网页，请用 Excel 或 WPS 打开后另存为 .xlsx"
    if data.startswith(b"%PDF"):
        return "不是 Excel 文件：内容是 PDF，无法按表格读取"
    return "不是 Excel 文件（内容既不是 .xlsx 也不是 .xls）"


def _guarded(data: bytes, unseen: dict[str, dict[tuple[int, int], str]]) -> list[Grid]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _grid(workbook, sheet, unseen.get(sheet.name, {}))
            for sheet in workbook.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise Unreadable(_LOCKED) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        if "password" in str(error).lower():
            raise Unreadable(_LOCKED) from error
        raise Unreadable(_DAMAGED) from error
    except BaseException as error:
        # A panic inside the reader arrives as pyo3's PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(_DAMAGED) from error


def _grid(
    workbook: calamine.CalamineWorkbook,
    meta: calamine.SheetMetadata,
    unseen: dict[tuple[int, int], str],
) -> Grid:
    sheet = workbook.get_sheet_by_name(meta.name)
    end = sheet.end or (-1, -1)
    if (end[0] + 1) * (end[1] + 1) > MAX_CELLS:
        raise Unreadable(f"工作表“{meta.name}”的范围过大，没有读取")
    values: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    rows = [_trimmed([value_text(value) for value in row]) for row in values]
    for (row, column), text in unseen.items():
        _put(rows, row, column, text)
    grid = Grid(meta.name, meta.visible != calamine.SheetVisibleEnum.Visible, rows, {}, {})
    _merge(grid, sheet.merged_cell_ranges or [])
    return grid


def _trimmed(row: list[str]) -> list[str]:
    row = ["" if text.isspace() or (len(text) < 9 and not compact(text)) else text for text in row]
    while row and not row[-1]:
        row.pop()
    return row


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = rows[row][column] or text


def _merge(grid: Grid, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Note what each merged range covers, and move covered texts out of sight."""
    height, width = len(grid.rows), grid.width
    area = 0
    for first, end in sorted(ranges):
        last = (min(end[0], height - 1), min(end[1], width - 1))
        area += max(0, last[0] - first[0] + 1) * max(0, last[1] - first[1] + 1)
        if area > MAX_CELLS:
            raise Unreadable(f"工作表“{grid.name}”的合并单元格过多，没有读取")
        grid.spans[first] = last
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) == first:
                    continue
                grid.owners[row, column] = first
                if text := grid.text(row, column):
                    grid.buried[row, column] = text
                    grid.rows[row][column] = ""


# --- inside the zip, before the reader sees it -------------------------------------------------
# No pattern may look further than the next < or >: hostile XML must not cost quadratic time.

_CELL_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_CELL_START = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*>([^<]*)</")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _inspect_zip(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse zip bombs and sheets of absurd extent; find cells the reader would show as empty.

    The reader gives nothing for error values (#REF!) and for formulas that were never
    calculated; both are content. Result: sheet name -> place -> text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive, len(data))
            if "word/document.xml" in archive.namelist():
                raise Unreadable(_IS_WORD)
            return {
                name: _inspect_sheet(archive.read(part), name)
                for name, part in _sheet_parts(archive)
            }
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise Unreadable(_DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise Unreadable(_LOCKED) from error
    except Exception as error:
        if isinstance(error, Unreadable):
            raise
        # zlib.error and odd encodings: whatever the archive holds, it is no sound workbook.
        raise Unreadable(_DAMAGED) from error


def _refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed
    ):
        raise Unreadable("压缩包展开后过大，疑似恶意文件，没有打开")


def _attributes(text: str) -> dict[str, str]:
    return {
        name.split(":")[-1]: html.unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet name and the path of its XML part; none for other kinds of zip (xlsb, ods)."""
    names = set(archive.namelist())
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if book not in names or relations not in names:
        return []
    targets = {}
    for match in _RELATION.finditer(archive.read(relations).decode("utf-8", "replace")):
        attributes = _attributes(match[1])
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    sheets = []
    for match in _SHEET.finditer(archive.read(book).decode("utf-8", "replace")):
        attributes = _attributes(match[1])
        part = targets.get(attributes.get("id", ""), "")
        if part in names:
            sheets.append((attributes.get("name", ""), part))
    return sheets


def _inspect_sheet(xml: bytes, name: str) -> dict[tuple[int, int], str]:
    last_row = last_column = 0
    for letters, digits in set(_CELL_PLACE.findall(xml)):
        last_row = max(last_row, int(digits))
        last_column = max(last_column, _column_number(letters))
    if last_row * (last_column + 1) > MAX_CELLS:
        raise Unreadable(f"工作表“{name}”的范围过大，没有读取")
    if b't="e"' not in xml and b"<f" not in xml and b":f" not in xml:
        return {}
    found = {}
    for until_end in _CELL_END.split(xml)[:-1]:
        # A cell that is closed begins at the last start before its end.
        start = next(reversed(list(_CELL_START.finditer(until_end))), None)
        place = _CELL_PLACE.search(start[1]) if start else None
        if start and place and (text := _unseen(start[1], until_end[start.end() :])):
            found[int(place[2]) - 1, _column_number(place[1])] = text
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for character in letters.upper():
        number = number * 26 + character - ord("A") + 1
    return number - 1


def _unseen(attributes: bytes, inside: bytes) -> str:
    value = _VALUE.search(inside)
    if value:
        return value[1].decode("utf-8", "replace") if b't="e"' in attributes else ""
    formula = _FORMULA.search(inside)
    return "=" + html.unescape(formula[1].decode("utf-8", "replace")) if formula else ""
