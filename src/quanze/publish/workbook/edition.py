"""一单一表一图: a workbook with the catalogue, and a sheet for each item with its form and its flow chart."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from xlsxwriter.workbook import Workbook

from quanze.model.flow import Flow
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.publish.flow_chart import chart_of
from quanze.publish.spreadsheet.cells import one_line
from quanze.publish.spreadsheet.look import new_workbook
from quanze.publish.spreadsheet.measure import LINE
from quanze.publish.spreadsheet.quick_page import quick_page
from quanze.publish.workbook.about import About, about
from quanze.publish.workbook.form_sheet import LAST, PAGE, FormWriter
from quanze.publish.workbook.forms import form
from quanze.publish.workbook.list_sheet import write_list
from quanze.publish.workbook.official import Official
from quanze.publish.workbook.pictures import WIDEST, picture
from quanze.publish.workbook.power_sheets import by_type, catalogue
from quanze.publish.workbook.sheet import CATALOGUE, Sheet
from quanze.publish.workbook.sheets import without_department

MOST_ITEMS: Final = 250
"""Items of a workbook: with more sheets nobody finds a sheet among the tabs, and files get slow."""
_PICTURE: Final = "运行流程图"
_NO_PICTURE: Final = "清单中没有这项职权的运行流程图。"
_SHEET_NAME: Final = 31
_NOT_IN_NAMES: Final = pattern(r"[\[\]:*?/\\']")
_POINTS: Final = 0.75
"""Points of a pixel."""
_MARGIN: Final = 8
_LINE_HIGH: Final = 24
_AROUND: Final = 50
"""Points that a picture with its line leaves free on its page."""
_MOVED: Final = 2
"""The picture keeps its size when rows get higher."""
_LONGEST_DESCRIPTION: Final = 250


@dataclass(frozen=True, slots=True)
class Edition:
    """A workbook of some items of a department."""

    register: Register
    lists: DepartmentLists
    first: int
    """The number of its first item, in the order of the catalogue."""
    powers: tuple[Power, ...]

    def bytes(self) -> bytes:
        """Return the file; the same bytes for the same lists."""
        facts, names = about(self.register, self.lists), self._names()
        facts = replace(facts, title=f"{facts.owner}权责清单（一单一表一图）")
        stream = io.BytesIO()
        with new_workbook(stream) as book:
            book.set_properties(facts.properties)
            look = Official(book)
            write_list(quick_page(book, CATALOGUE), self.contents(), look, facts)
            for power, name in zip(self.powers, names, strict=True):
                self._item(book, name, power, look, facts)
        return stream.getvalue()

    def _names(self) -> tuple[str, ...]:
        return tuple(
            sheet_name(number, power.name) for number, power in enumerate(self.powers, self.first)
        )

    def contents(self) -> Sheet:
        """Return the catalogue, each row with the number of its sheet, to which it leads."""
        whole = without_department(catalogue((replace(self.lists, powers=self.powers),)))
        rows = tuple((*row, f"表{n}") for n, row in enumerate(whole.rows, self.first))
        return replace(whole, columns=(*whole.columns, "表号"), rows=rows, links=self._names())

    def _item(self, book: Workbook, name: str, power: Power, look: Official, facts: About) -> None:
        page = quick_page(book, name)
        writer = FormWriter(page, look, facts)
        writer.form(form(power, self.lists))
        page.set_column(LAST + 1, LAST + 2, 12)
        page.write_url(0, LAST + 2, f"internal:'{CATALOGUE}'!A1", look.link, "返回目录")
        flow = self.lists.flow_of(power)
        if flow is not None:
            _picture(writer, flow)
        else:
            writer.band(_PICTURE, _LINE_HIGH)
            writer.line(_NO_PICTURE, look.text, _LINE_HIGH)
        writer.paper()


def editions(register: Register, lists: DepartmentLists) -> tuple[Edition, ...]:
    """Return the workbooks of a department's items: one, or several where it has very many."""
    powers = by_type(lists)
    return tuple(
        Edition(register, lists, first + 1, tuple(powers[first : first + MOST_ITEMS]))
        for first in range(0, len(powers), MOST_ITEMS)
    )


def sheet_name(number: int, name: str) -> str:
    """Return a name that Excel takes for a sheet; the number tells it from others."""
    kept = _NOT_IN_NAMES.sub("", one_line(name)).strip()
    units = f"{number}.{kept}".encode("utf-16-le")[: 2 * _SHEET_NAME]
    return units.decode("utf-16-le", "ignore").strip()


def _picture(writer: FormWriter, flow: Flow) -> None:
    """Put the flow chart below the form, on a page of its own where it does not fit the form's last."""
    chart = chart_of(flow)
    shown = picture(chart)
    fit = min(1, (PAGE - _AROUND) / (shown.height * _POINTS))
    rows = ceil((shown.height * fit + 2 * _MARGIN) * _POINTS / LINE)
    named = f"{_PICTURE}：{flow.name}"
    writer.band(named, rows * LINE)
    place = {
        "image_data": io.BytesIO(shown.data),
        "x_scale": shown.scale * fit,
        "y_scale": shown.scale * fit,
        "x_offset": (WIDEST - shown.width * fit) / 2 + _MARGIN,
        "y_offset": _MARGIN,
        "object_position": _MOVED,
        "description": one_line(f"{named}。{chart.description}")[:_LONGEST_DESCRIPTION],
    }
    writer.page.insert_image(writer.row, 0, "flow.png", place)
    writer.rows(rows, LINE)
