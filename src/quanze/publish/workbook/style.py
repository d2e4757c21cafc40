"""How all workbooks look, and how much a cell of theirs takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST: Final = 32_767
"""Characters that Excel takes in a cell, counted in UTF-16."""
STANDARD: Final = {"font_name": "Arial", "font_size": 10}
"""Columns are as wide as so many digits of the standard font: one that every system has."""
FONT: Final = "Microsoft YaHei"
BLUE: Final = "#0A4A9C"
LINE: Final = "#B8C4D3"
_A4: Final = 9
_CUT: Final = "……【以下超过 Excel 单元格上限，未列出】"


def storable(text: str) -> str:
    """A lone surrogate, from a broken file, has no place in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def shortened(text: str, mark: str) -> str:
    """Return a text that fits a cell, with a visible mark where it was cut; the text itself if it fits."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    room = 2 * (LONGEST - len(mark))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


def fitted(text: str) -> str:
    """Return a text as a cell takes it, with a visible mark where it was cut."""
    return shortened(storable(text), _CUT)


def lay_across(page: Worksheet, *, left: str = "&A", right: str = "") -> None:
    """Set up a table for printing: A4 across, as wide as the paper; the footer names the sheet and the page."""
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    page.set_footer(f"&L{left}&C第 &P 页，共 &N 页{f'&R{right}' if right else ''}")
    page.fit_to_pages(1, 0)
