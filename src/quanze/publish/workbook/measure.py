"""How wide columns and how high rows have to be, so that all text can be read and printed.

Excel fits the height of rows itself when it opens a file, other programs do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from quanze.publish.workbook.sheets import NUMBER, Row, Sheet

PAGE: Final = 230
"""Characters across a landscape A4 page at the smallest size that is still read with ease."""

LARGE_PAGE: Final = 325
"""The same for A3 paper."""

HIGHEST: Final = 409
"""Points; Excel's limit for a row."""

LOW: Final = 150
"""Points; the highest row of a sheet that is made for the screen."""

_LINE: Final = 15
_PAD: Final = 4
_WIDE: Final = 1.85
"""A Chinese character of 10 points, in digits of the standard font."""

# Widths in characters of the standard font.
_WIDTHS: Final = {
    NUMBER: 6, "部门": 18, "编码": 36, "事项编码": 36, "基本编码": 20, "地方编码": 20, "类型": 12,
    "名称": 36, "事项": 30, "行使层级": 10, "行使主体": 20, "承办机构": 20, "法定时限": 13,
    "承诺时限": 13, "收费": 14, "流程": 22, "步骤": 6, "种类": 8, "角色": 8, "阶段": 10, "时限": 12,
    "环节": 34, "计入时限": 10, "办理人": 16, "下一步": 24, "层次": 12, "设定依据": 60,
    "责任事项": 60, "追责情形": 50, "追责依据": 40, "分工": 50, "管理事项": 28, "分工部门": 20,
    "申请材料": 50, "内容": 60,
}  # fmt: skip
_NARROW: Final = {"编码": 22, "事项编码": 22, "名称": 26, "事项": 24, "部门": 14}
_OTHER: Final = 26


def widths(sheet: Sheet) -> list[int]:
    """Return the widths of a sheet's columns; codes and names give way where there are many."""
    wanted = [_WIDTHS.get(label, _OTHER) for label in sheet.columns]
    if sum(wanted) <= PAGE:
        return wanted
    return [_NARROW.get(label, width) for label, width in zip(sheet.columns, wanted, strict=True)]


def height(row: Row, columns: Sequence[int], highest: int = HIGHEST) -> int:
    """Return the height of a row in points, as its fullest cell asks for."""
    lines = max(
        (_lines(str(value), width) for value, width in zip(row, columns, strict=True)), default=1
    )
    return min(lines * _LINE + _PAD, highest)


def pieces(text: str, width: int) -> Iterator[str]:
    """Cut a text into pieces that each fit the highest row; joined by line breaks, nothing is lost."""
    room, taken = (HIGHEST - _PAD) // _LINE, 0
    piece: list[str] = []
    for line in _short_lines(text, width, room):
        lines = _lines(line, width)
        if piece and taken + lines > room:
            yield "\n".join(piece)
            piece, taken = [], 0
        piece.append(line)
        taken += lines
    yield "\n".join(piece)


def _short_lines(text: str, width: int, room: int) -> Iterator[str]:
    most = int(room * (width - 1) / _WIDE)
    for line in text.split("\n"):
        yield from (line[at : at + most] for at in range(0, max(len(line), 1), most))


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(_length(line) / (width - 1))) for line in text.split("\n"))


def _length(text: str) -> float:
    return sum(_WIDE if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
