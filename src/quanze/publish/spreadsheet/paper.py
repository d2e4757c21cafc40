"""How sheets print, and how tables stay in sight on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A3: Final = 8
A4: Final = 9
"""Excel's numbers of papers."""
PAGES: Final = "第 &P 页，共 &N 页"
_LONGEST_FOOTER: Final = 60


def footer_text(text: str, most: int = _LONGEST_FOOTER) -> str:
    """Return a text for a header or footer, where & begins a command."""
    doubled = text.replace("&", "&&")[:most]
    cut_in_two = (len(doubled) - len(doubled.rstrip("&"))) % 2
    return doubled[:-1] if cut_in_two else doubled


def lay_across(page: Worksheet, *, left: str = "&A", right: str = "", paper: int = A4) -> None:
    """Set up a table for printing: across, as wide as the paper; the footer names the sheet and the page."""
    page.set_paper(paper)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    page.set_footer(f"&L{left}&C{PAGES}{f'&R{right}' if right else ''}")
    page.fit_to_pages(1, 0)


def keep_heads(
    page: Worksheet, rows: int, columns: int, *, head: int = 0, first: int = 0, fixed: int = 0
) -> None:
    """Freeze a table's head, repeat it on every page, and put a filter on it.

    Args:
        page: the sheet.
        rows: how many rows the table has below its head.
        columns: how many columns it has.
        head: the last row of the head, which carries the filter.
        first: the first row that is repeated on every page.
        fixed: how many columns stay in sight.
    """
    page.freeze_panes(head + 1, fixed)
    page.repeat_rows(first, head)
    page.autofilter(head, 0, head + max(rows, 1), columns - 1)
