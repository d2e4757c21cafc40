"""How all workbooks look, and how much a cell of theirs takes."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 32_767
"""Characters that Excel takes in a cell, counted in UTF-16."""
STANDARD: Final = {"font_name": "Arial", "font_size": 10}
"""Columns are as wide as so many digits of the standard font: one that every system has."""
FONT: Final = "Microsoft YaHei"
BLUE: Final = "#0A4A9C"
LINE: Final = "#B8C4D3"


def storable(text: str) -> str:
    """A lone surrogate, from a broken file, has no place in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def shortened(text: str, mark: str) -> str:
    """Return a text that fits a cell, with a visible mark where it was cut; the text itself if it fits."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    room = 2 * (LONGEST - len(mark))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark
