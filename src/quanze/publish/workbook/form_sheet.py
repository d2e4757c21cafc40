"""Forms on a sheet, each for one page of A4 paper or more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from quanze.publish.spreadsheet.measure import height
from quanze.publish.spreadsheet.paper import A4, PAGES
from quanze.publish.spreadsheet.quick_page import QuickPage, quick_page
from quanze.publish.workbook.about import About
from quanze.publish.workbook.across import across
from quanze.publish.workbook.forms import NAMED, TITLE, WIDE, WIDTHS, Answer, Form
from quanze.publish.workbook.official import NAME_SIZE, SIZE, Official

NAME: Final = "事项卡"
LAST: Final = len(WIDTHS) - 1
PAGE: Final = 720
"""Points of a page between its margins."""
MOST_PAGES: Final = 900
"""Pages of a sheet, after which no form begins: Excel takes 1,023 breaks."""
_TITLE_HIGH: Final = 36
_LINE_HIGH: Final = 20


class FormWriter:
    """Writes forms one under the other, and begins a new page where the next line does not fit."""

    def __init__(self, page: QuickPage, look: Official, about: About) -> None:
        self.page, self.row = page, 0
        self._look, self._about = look, about
        self._high = 0
        self._breaks: list[int] = []
        page.hide_gridlines(2)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._breaks) + 1

    def form(self, form: Form) -> None:
        """Write a form on a new page."""
        self._break()
        self.line(TITLE, self._look.form_title, _TITLE_HIGH)
        self._take(_LINE_HIGH)
        across(self.page, self.row, 0, 1, f"部门：{form.department}", self._look.left)
        across(self.page, self.row, 2, LAST, self._about.day, self._look.right)
        self.row += 1
        for band in form.bands:
            if band.title:
                self.band(band.title, _high(band.lines[0]))
            for answers in band.lines:
                self._answers(answers)

    def band(self, title: str, following: int) -> None:
        """Write a line that says what follows, on the page where that stands."""
        if self._high + _LINE_HIGH + following > PAGE:
            self._break()
        self.line(title, self._look.band, _LINE_HIGH)

    def line(self, text: str, style: Format, high: int) -> None:
        """Write a text over the whole form."""
        self._take(high)
        across(self.page, self.row, 0, LAST, text, style)
        self.row += 1

    def rows(self, count: int, high: int) -> None:
        """Leave rows free, for a picture that lies on them; they stay on the page."""
        for _ in range(count):
            self.page.set_row(self.row, high)
            self._high += high
            self.row += 1

    def _answers(self, answers: tuple[Answer, ...]) -> None:
        self._take(_high(answers))
        for number, (label, text) in enumerate(answers):
            self.page.put(self.row, 2 * number, label, self._look.label)
            if len(answers) == 2:
                self.page.put(self.row, 2 * number + 1, text, self._look.text)
            else:
                style = self._look.name if label == NAMED else self._look.text
                across(self.page, self.row, 1, LAST, text, style)
        self.row += 1

    def _take(self, high: int) -> None:
        """Take room for a row, on a new page where this one has too little."""
        if self._high and self._high + high > PAGE:
            self._break()
        self.page.set_row(self.row, high)
        self._high += high

    def _break(self) -> None:
        if self.row:
            self._breaks.append(self.row)
        self._high = 0

    def paper(self) -> None:
        """Set up the paper. Forms are not fitted to it: Excel would leave out the breaks between them."""
        page = self.page
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.center_horizontally()
        page.set_footer(f"&L&8 {self._about.footer}&R&8{PAGES}")
        if self._about.header:
            page.set_header(self._about.header)
        page.print_area(0, 0, max(self.row - 1, 0), LAST)
        page.set_h_pagebreaks(self._breaks)


def _high(answers: tuple[Answer, ...]) -> int:
    wide = WIDTHS if len(answers) == 2 else (WIDTHS[0], WIDE)
    found = height([part for answer in answers for part in answer], wide)
    # The name is written larger than the rest.
    return max(_LINE_HIGH, found * (NAME_SIZE if answers[0][0] == NAMED else SIZE) // SIZE)


def write_forms(book: Workbook, made: Iterable[Form], look: Official, about: About) -> None:
    """Write forms, each beginning a page; on several sheets where they are more than Excel breaks into pages."""
    writer = FormWriter(quick_page(book, NAME), look, about)
    sheet = 1
    for form in made:
        if writer.pages > MOST_PAGES:
            writer.paper()
            sheet += 1
            writer = FormWriter(quick_page(book, f"{NAME}（{sheet}）"), look, about)
        writer.form(form)
    writer.paper()
