"""The workbook of a department's lists, or of all: a cover, the lists, the forms."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quanze.model.figures import figures
from quanze.model.register import DepartmentLists, Register
from quanze.publish.spreadsheet.look import new_workbook
from quanze.publish.spreadsheet.measure import height
from quanze.publish.spreadsheet.paper import A4, PAGES
from quanze.publish.spreadsheet.quick_page import QuickPage, quick_page
from quanze.publish.workbook import form_sheet
from quanze.publish.workbook.about import About, about
from quanze.publish.workbook.across import across
from quanze.publish.workbook.forms import forms
from quanze.publish.workbook.list_sheet import write_list
from quanze.publish.workbook.official import Official
from quanze.publish.workbook.register_sheets import register_sheets
from quanze.publish.workbook.sheet import Sheet
from quanze.publish.workbook.sheets import sheets

MOST_ROWS: Final = 1_048_576 - 100
"""Rows of a list on one sheet: as many as Excel takes, but for the heads."""
WIDE_UP_TO: Final = 20_000
"""Items up to which the workbook of all departments has the information table."""
_COVER: Final = "说明"
_COVER_WIDTHS: Final = (22, 78)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook before it is written."""

    register: Register
    departments: tuple[DepartmentLists, ...]
    whole: bool = False
    """Whether the lists that belong to no single department are in it too."""

    @property
    def of_one(self) -> bool:
        return len(self.departments) == 1

    @property
    def wide(self) -> bool:
        """Whether every element of every item is in it."""
        items = sum(len(lists.powers) for lists in self.departments)
        return self.of_one or items <= WIDE_UP_TO

    def sheets(self) -> list[Sheet]:
        """Return the sheets of lists, those with too many rows in several parts."""
        settings = self.register.settings.publishing.workbooks
        made = sheets(self.departments, by_kind=settings.by_kind, wide=self.wide)
        if self.whole:
            made += [sheet for sheet in register_sheets(self.register) if sheet.rows]
        return [part for sheet in made for part in sheet.continued(MOST_ROWS)]

    def bytes(self) -> bytes:
        """Return the file; the same bytes for the same lists."""
        facts = about(self.register, None if self.whole else self.departments[0])
        made = self.sheets()
        stream = io.BytesIO()
        with new_workbook(stream) as book:
            book.set_properties(facts.properties)
            look = Official(book)
            self._cover(quick_page(book, _COVER), look, facts, made)
            for sheet in made:
                write_list(quick_page(book, sheet.name), sheet, look, facts)
            if self.of_one and self.departments[0].powers:
                form_sheet.write_forms(book, forms(self.departments[0]), look, facts)
        return stream.getvalue()

    def _cover(self, page: QuickPage, look: Official, facts: About, made: list[Sheet]) -> None:
        page.hide_gridlines(2)
        for column, width in enumerate(_COVER_WIDTHS):
            page.set_column(column, column, width)
        page.set_row(0, 72)
        across(page, 0, 0, 1, facts.title, look.title)
        row = 1
        for row, line in enumerate((*self._facts(), *self._contents(made)), 1):
            page.set_row(row, max(20, height(line, _COVER_WIDTHS)))
            page.put(row, 0, line[0], look.label)
            page.put(row, 1, line[1], look.text)
        page.set_paper(A4)
        page.set_footer(f"&C{PAGES}")
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, row, 1)

    def _facts(self) -> Iterator[tuple[str, str]]:
        settings = self.register.settings
        counted = figures(Register(settings, self.departments))
        facts: Sequence[tuple[str, str | None]] = (
            ("声明", settings.publishing.notice),
            ("地区", settings.region),
            ("编制机关", settings.office),
            ("清单日期", settings.date.isoformat() if settings.date else "未注明"),
            ("职权总数", f"{counted.total} 项"),
            ("按类型", "、".join(f"{kind} {n}" for kind, n in counted.by_type.items())),
        )
        yield from ((label, text) for label, text in facts if text)

    def _contents(self, made: list[Sheet]) -> Iterator[tuple[str, str]]:
        for sheet in made:
            yield f"工作表：{sheet.name}", f"{sheet.heading}，{len(sheet.rows)} 行"
        if self.of_one and self.departments[0].powers:
            yield f"工作表：{form_sheet.NAME}", "供打印：每项职权一张表，A4 纸"
        if not self.wide:
            yield "信息表", "事项太多，全部要素见各部门的工作簿"
