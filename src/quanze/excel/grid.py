"""Opening workbooks by content, guarded, as plain grids of text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import python_calamine as calamine

from quanze.excel import archive
from quanze.excel.text import compact, value_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OLD_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")


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

    @cached_property
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
        if path.exists() and not path.is_file():
            raise archive.Unreadable("不是文件，没有打开")
        with path.open("rb") as stream:
            data = stream.read(archive.MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise archive.Unreadable("文件读不出来：没有这个文件") from error
    except (OSError, ValueError) as error:
        raise archive.Unreadable(f"文件读不出来：{getattr(error, 'strerror', error)}") from error
    if len(data) > archive.MAX_FILE_BYTES:
        raise archive.Unreadable(f"文件超过 {archive.MAX_FILE_BYTES // 2**20} MB，没有打开")
    return data


def read_grids(data: bytes) -> list[Grid]:
    """The sheets of a workbook given as bytes, .xls and .xlsx told apart by content.

    Raises Unreadable (with the reason in Chinese) for anything that is not a sound workbook.
    """
    unseen: dict[str, dict[tuple[int, int], str]] = {}
    if data.startswith(_ZIP):
        unseen = archive.inspect_zip(data)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise archive.Unreadable(archive.LOCKED)
        if _WORD in data:
            raise archive.Unreadable(archive.IS_WORD)
    elif not data.startswith(_OLD_BIFF):
        raise archive.Unreadable(_what_instead(data))
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
        raise archive.Unreadable(archive.LOCKED) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        if "password" in str(error).lower():
            raise archive.Unreadable(archive.LOCKED) from error
        raise archive.Unreadable(archive.DAMAGED) from error
    except BaseException as error:
        # A panic inside the reader arrives as pyo3's PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise archive.Unreadable(archive.DAMAGED) from error


def _grid(
    workbook: calamine.CalamineWorkbook,
    meta: calamine.SheetMetadata,
    unseen: dict[tuple[int, int], str],
) -> Grid:
    sheet = workbook.get_sheet_by_name(meta.name)
    end = sheet.end or (-1, -1)
    if (end[0] + 1) * (end[1] + 1) > archive.MAX_CELLS:
        raise archive.Unreadable(f"工作表“{meta.name}”的范围过大，没有读取")
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
        if area > archive.MAX_CELLS:
            raise archive.Unreadable(f"工作表“{grid.name}”的合并单元格过多，没有读取")
        grid.spans[first] = last
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) == first:
                    continue
                grid.owners[row, column] = first
                if text := grid.text(row, column):
                    grid.buried[row, column] = text
                    grid.rows[row][column] = ""
