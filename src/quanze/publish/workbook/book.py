"""Writing a workbook: the same bytes for the same lists, every text a text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

import xlsxwriter
import xlsxwriter.utility
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.model.figures import figures
from quanze.model.register import DepartmentLists, Register
from quanze.publish.workbook import cards
from quanze.publish.workbook.cards import Card
from quanze.publish.workbook.measure import HIGHEST, LARGE_PAGE, LOW, PAGE, height, widths
from quanze.publish.workbook.sheets import Cell, Sheet, sheets
from quanze.publish.workbook.style import BLUE, FONT, LINE, STANDARD, shortened, storable

_CUT_MARK: Final = "……【以下超过 Excel 单元格上限，未列出；全文见网站】"
_NAME_SIZE: Final = 2
"""How many ordinary signs a sign of a form's title takes the room of."""
_NO_DATE: Final = datetime.date(1980, 1, 1)


class Cut(NamedTuple):
    """A cell that does not hold all of its text, because Excel could not take it."""

    workbook: str
    sheet: str
    cell: str
    length: int


def write_workbook(
    path: Path, register: Register, departments: Sequence[DepartmentLists]
) -> tuple[Cut, ...]:
    """Write departments' lists as a workbook; return the cells that had to be cut."""
    return _Book(path, register, departments).write()


class _Book:
    def __init__(
        self, path: Path, register: Register, departments: Sequence[DepartmentLists]
    ) -> None:
        self._path = path
        self._register = register
        self._departments = departments
        self._cut: list[Cut] = []

    def write(self) -> tuple[Cut, ...]:
        made = sheets(self._departments)
        # The library writes into the dictionary that it is given.
        options = {"default_format_properties": dict(STANDARD)}
        with xlsxwriter.Workbook(self._path, options) as book:
            book.set_properties(self._properties())
            self._formats(book)
            self._cover(book.add_worksheet("说明"), made)
            for sheet in made:
                self._sheet(book.add_worksheet(sheet.name), sheet)
                if sheet.low and len(self._departments) == 1:
                    self._cards(book.add_worksheet(cards.NAME), cards.cards(self._departments[0]))
        return tuple(self._cut)

    @property
    def _title(self) -> str:
        settings = self._register.settings
        title = settings.publishing.title or settings.name
        if len(self._departments) == 1:
            return f"{self._departments[0].name}权责清单"
        return title

    def _properties(self) -> dict[str, object]:
        settings = self._register.settings
        day = settings.date or _NO_DATE
        return {
            "title": self._title,
            "author": settings.office or "",
            # The list's own date: the time of writing would make every file a new one.
            "created": datetime.datetime.combine(day, datetime.time()),
        }

    def _formats(self, book: Workbook) -> None:
        base = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        grid = {**base, "border": 1, "border_color": LINE}
        self._title_format = book.add_format(
            {**base, "font_size": 18, "bold": True, "font_color": BLUE, "text_wrap": False}
        )
        self._label = book.add_format({**grid, "bold": True, "bg_color": "#F2F6FB"})
        self._head = book.add_format(
            {**grid, "bold": True, "bg_color": BLUE, "font_color": "#FFFFFF", "valign": "vcenter"}
        )
        # "@" keeps a code a text when somebody edits the cell.
        self._text = book.add_format({**grid, "num_format": "@"})
        self._name = book.add_format({**base, "font_size": 15, "bold": True, "font_color": BLUE})
        self._about = book.add_format({**base, "font_color": "#4B5768"})
        self._band = book.add_format(
            {**grid, "bold": True, "bg_color": "#D5E3F5", "font_color": BLUE, "valign": "vcenter"}
        )
        self._number = book.add_format({**grid, "align": "center"})

    def _cover(self, page: Worksheet, made: list[Sheet]) -> None:
        page.hide_gridlines(2)
        page.set_column(0, 0, 22)
        page.set_column(1, 1, 78)
        page.set_row(0, 34)
        self._put(page, "说明", 0, 0, self._title, self._title_format)
        row = 2
        for label, text in (*self._facts(), *self._contents(made)):
            self._put(page, "说明", row, 0, label, self._label)
            self._put(page, "说明", row, 1, text, self._text)
            row += 1
        _paper(page, "cover", self._title)

    def _facts(self) -> list[tuple[str, Cell]]:
        settings = self._register.settings
        counted = figures(Register(settings, tuple(self._departments)))
        facts: list[tuple[str, Cell | None]] = [
            ("声明", settings.publishing.notice),
            ("地区", settings.region),
            ("编制机关", settings.office),
            ("清单日期", settings.date.isoformat() if settings.date else "未注明"),
            ("职权总数", f"{counted.total} 项"),
            ("按类型", "、".join(f"{kind} {n}" for kind, n in counted.by_type.items())),
        ]
        return [(label, text) for label, text in facts if text]

    def _contents(self, made: list[Sheet]) -> Iterator[tuple[str, str]]:
        for sheet in made:
            yield f"工作表：{sheet.name}", f"{sheet.about}，{len(sheet.rows)} 行"
            if sheet.low and len(self._departments) == 1:
                yield f"工作表：{cards.NAME}", "供打印：每项职权一张表，A4 纸"

    def _cards(self, page: Worksheet, made: list[Card]) -> None:
        """One form under the other, each on a page of its own."""
        page.hide_gridlines(2)
        for column, width in enumerate(cards.WIDTHS):
            page.set_column(column, column, width)
        breaks, row = [], 0
        for card in made:
            row = self._card(page, card, row)
            breaks.append(row)
        page.set_h_pagebreaks(breaks[:-1])
        _paper(page, "portrait", self._title)

    def _card(self, page: Worksheet, card: Card, row: int) -> int:
        """Write a form; return the row after it."""
        across = (sum(cards.WIDTHS),)
        for text, style, wide in (
            (card.name, self._name, _NAME_SIZE),
            (card.about, self._about, 1),
        ):
            self._across(page, row, text, style, height((text * wide,), across) + 8)
            row += 1
        for band in card.bands:
            self._across(page, row, band.title, self._band, 20)
            row += 1
            for label, text in band.rows:
                page.set_row(row, height((label, text), cards.WIDTHS))
                self._put(page, cards.NAME, row, 0, label, self._label)
                self._put(page, cards.NAME, row, 1, text, self._text)
                row += 1
        return row

    def _across(self, page: Worksheet, row: int, text: str, style: Format, high: int) -> None:
        """Write a text over both columns of a form."""
        page.set_row(row, high)
        page.merge_range(row, 0, row, 1, "", style)
        self._put(page, cards.NAME, row, 0, text, style)

    def _sheet(self, page: Worksheet, sheet: Sheet) -> None:
        columns = widths(sheet)
        for column, label in enumerate(sheet.columns):
            page.set_column(column, column, columns[column])
            self._put(page, sheet.name, 0, column, label, self._head)
        for number, row in enumerate(sheet.rows, 1):
            page.set_row(number, height(row, columns, LOW if sheet.low else HIGHEST))
            for column, value in enumerate(row):
                style = self._text if isinstance(value, str) else self._number
                self._put(page, sheet.name, number, column, value, style)
        page.set_row(0, 26)
        page.freeze_panes(1, sheet.fixed)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.repeat_rows(0)
        if sum(columns) > LARGE_PAGE:
            page.repeat_columns(0, sheet.fixed - 1)
            _paper(page, "several", self._title)
        else:
            _paper(page, "landscape" if sum(columns) <= PAGE else "large", self._title)

    def _put(
        self, page: Worksheet, name: str, row: int, column: int, value: Cell, style: Format
    ) -> None:
        """Write a cell. Texts are written as texts: = + - @ at their beginning starts no formula."""
        if isinstance(value, int):
            page.write_number(row, column, value, style)
            return
        text = storable(value)
        kept = shortened(text, _CUT_MARK)
        if kept is not text:
            cell = xlsxwriter.utility.xl_rowcol_to_cell(row, column)
            self._cut.append(Cut(self._path.name, name, cell, len(text)))
        page.write_string(row, column, kept, style)


def _paper(
    page: Worksheet,
    use: Literal["cover", "portrait", "landscape", "large", "several"],
    title: str,
) -> None:
    """Set up the paper: A4, A3 for large sheets; several pages side by side for what is wider still.

    Forms are not fitted to the page: Excel would leave out the page breaks between them.
    """
    page.set_paper(8 if use in ("large", "several") else 9)
    if use not in ("cover", "portrait"):
        page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&L&A&C第 &P 页，共 &N 页&R{title[:60].replace('&', '&&')}")
    if use == "portrait":
        page.center_horizontally()
    elif use == "several":
        page.set_print_scale(60)
        page.print_across()
    else:
        page.fit_to_pages(1, 0)
