"""The quick sheet: the same bytes as XlsxWriter's own, whatever is written in which order."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from quanze.publish.spreadsheet.cells import LONGEST, fitted
from quanze.publish.spreadsheet.paper import keep_heads, lay_across
from quanze.publish.spreadsheet.quick_page import QuickPage, quick_page

ROWS, COLUMNS = 40, 30
TEXTS = st.one_of(
    st.sampled_from(
        ("", " 前后有空 ", "a&b<c>", "一\n二", "=1+1", "<r>字</r>", "_x0041_", "字" * 20)
    ),
    st.text(max_size=6),
)
STYLES = st.integers(0, 4)
PLACES = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))
NUMBERS = st.integers(-(10**9), 10**9)
HEIGHTS = st.sampled_from((15, 15.2, 20, 24, 72, 409))
CELLS = st.lists(st.tuples(st.one_of(TEXTS, NUMBERS), STYLES), max_size=5)
STEPS = st.one_of(
    st.tuples(st.just("put"), PLACES, TEXTS, STYLES),
    st.tuples(st.just("number"), PLACES, NUMBERS, STYLES),
    st.tuples(st.just("line"), PLACES, CELLS, STYLES),
    st.tuples(st.just("high"), PLACES, HEIGHTS, STYLES),
    st.tuples(st.just("link"), PLACES, TEXTS.filter(str.strip), STYLES),
)
BLOCKS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), TEXTS, STYLES), max_size=6)

Step = tuple[str, tuple[int, int], Any, int]
Block = tuple[int, int, str, int]


def written(page: Callable[[xlsxwriter.Workbook, str], Any], write: Callable[..., None]) -> bytes:
    """Return a workbook of two sheets that share texts and styles."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        styles = [book.add_format({"font_size": 9 + n, "text_wrap": True}) for n in range(5)]
        for name in ("一", "二"):
            write(page(book, name), styles)
    return stream.getvalue()


def plain(book: xlsxwriter.Workbook, name: str) -> Worksheet:
    return book.add_worksheet(name)


def quickly(steps: list[Step], blocks: list[Block]) -> Callable[..., None]:
    def write(page: QuickPage, styles: list[Format]) -> None:
        top = ROWS
        for rows, columns, text, style in blocks:
            page.block((top, top + rows - 1), (2, 1 + columns), text, styles[style])
            top += rows
        for kind, (row, column), what, style in steps:
            if kind == "put":
                page.put(row, column, what, styles[style])
            elif kind == "number":
                page.write_number(row, column, what, styles[style])
            elif kind == "line":
                page.line(row, [(cell, styles[n]) for cell, n in what], styles[style], "……")
            elif kind == "high":
                page.set_row(row, what)
            else:
                page.write_url(row, column, "internal:'一'!A1", styles[style], what)
        finish(page, top)

    return write


def slowly(steps: list[Step], blocks: list[Block]) -> Callable[..., None]:
    def write(page: Worksheet, styles: list[Format]) -> None:
        top = ROWS
        for rows, columns, text, style in blocks:
            if rows * columns > 1:
                page.merge_range(top, 2, top + rows - 1, 1 + columns, "", styles[style])
            page.write_string(top, 2, fitted(text), styles[style])
            top += rows
        for kind, (row, column), what, style in steps:
            if kind == "put":
                page.write_string(row, column, fitted(what), styles[style])
            elif kind == "number":
                page.write_number(row, column, what, styles[style])
            elif kind == "line":
                for at, (cell, n) in enumerate(what):
                    if isinstance(cell, int):
                        page.write_number(row, at, cell, styles[style])
                    else:
                        page.write_string(row, at, fitted(cell), styles[n])
            elif kind == "high":
                page.set_row(row, what)
            else:
                page.write_url(row, column, "internal:'一'!A1", styles[style], what)
        finish(page, top)

    return write


def finish(page: Worksheet, top: int) -> None:
    page.set_column(0, 3, 20)
    lay_across(page)
    keep_heads(page, top, COLUMNS, fixed=2)


@given(st.lists(STEPS, max_size=25), BLOCKS)
def test_it_has_the_bytes_of_xlsxwriters_own(steps: list[Step], blocks: list[Block]) -> None:
    begin = ("put", (0, 0), "名称", 0)
    quick = written(quick_page, quickly([begin, *steps], blocks))
    assert quick == written(plain, slowly([begin, *steps], blocks))


def test_a_text_that_no_cell_takes_is_cut_with_the_mark_of_its_list() -> None:
    def write(page: QuickPage, styles: list[Format]) -> None:
        page.line(0, [("字" * (LONGEST + 1), styles[0])], styles[0], "……【全文见网站】")

    def expected(page: Worksheet, styles: list[Format]) -> None:
        text = fitted("字" * (LONGEST + 1), "……【全文见网站】")
        page.write_string(0, 0, text, styles[0])

    assert written(quick_page, write) == written(plain, expected)


def test_a_cell_of_another_kind_is_refused_and_never_lost() -> None:
    def write(page: QuickPage, styles: list[Format]) -> None:
        page.write_formula(0, 0, "=1+1", styles[0])

    with pytest.raises(NotImplementedError):
        written(quick_page, write)
