"""How high rows have to be, so that all text can be read and printed.

Excel fits the height of rows itself when it opens a file, other programs do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import Final

from quanze.model.patterns import pattern
from quanze.publish.spreadsheet.cells import Cell

HIGHEST: Final = 409
"""Points; Excel's limit for a row."""

LOW: Final = 150
"""Points; the highest row of a sheet that is made for the screen."""

LINE: Final = 15
"""Points of a line of the standard size, 10 points."""

_PAD: Final = 4
_WIDE: Final = 185
"""A Chinese character of 10 points, in hundredths of a digit of the standard font."""
_NO_OTHERS: Final = pattern("[\x00-\x7f“”‘’—…·×①-⑳\u3000-〃〈-】\u4e00-\u9fff！-～]*")
"""Texts of ASCII and of signs that are surely wide, as nearly all are."""


def height(row: Sequence[Cell], columns: Sequence[int], highest: int = HIGHEST) -> int:
    """Return the height of a row in points, as its fullest cell asks for."""
    lines = max(
        (lines_of(str(value), width) for value, width in zip(row, columns, strict=True)), default=1
    )
    return min(lines * LINE + _PAD, highest)


def pieces(text: str, width: int) -> Iterator[str]:
    """Cut a text into pieces that each fit the highest row; joined by line breaks, nothing is lost."""
    room, taken = (HIGHEST - _PAD) // LINE, 0
    piece: list[str] = []
    for line in _short_lines(text, width, room):
        lines = lines_of(line, width)
        if piece and taken + lines > room:
            yield "\n".join(piece)
            piece, taken = [], 0
        piece.append(line)
        taken += lines
    yield "\n".join(piece)


def _short_lines(text: str, width: int, room: int) -> Iterator[str]:
    most = room * (width - 1) * 100 // _WIDE
    for line in text.split("\n"):
        yield from (line[at : at + most] for at in range(0, max(len(line), 1), most))


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    room = 100 * (width - 1)
    if len(text) * _WIDE <= room and "\n" not in text:
        return 1
    return _lines_of(text, room)


@lru_cache(maxsize=4096)
def _lines_of(text: str, room: int) -> int:
    """Count lines; lists say many things again and again."""
    return sum(max(1, ceil(length(line) / room)) for line in text.split("\n"))


def length(text: str) -> int:
    """Return how wide a text is, in hundredths of a digit of the standard font.

    In whole numbers: a sum of fractions comes out a little too large, and not in all versions of
    Python, so a text that just fits its line would take two.
    """
    narrow = len(text.encode("ascii", "ignore"))
    if not _NO_OTHERS.fullmatch(text):
        others = (sign for sign in text if not sign.isascii())
        narrow += sum(unicodedata.east_asian_width(sign) not in "WFA" for sign in others)
    return 100 * narrow + _WIDE * (len(text) - narrow)
