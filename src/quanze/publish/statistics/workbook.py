"""The figures as an Excel workbook: a sheet for each table, and charts that can be edited."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.publish.spreadsheet.cells import one_line, put
from quanze.publish.spreadsheet.look import AS_TEXT, BLUE, FONT, Look, new_workbook
from quanze.publish.spreadsheet.measure import LOW, height
from quanze.publish.spreadsheet.paper import footer_text, lay_across
from quanze.publish.statistics.report import Report
from quanze.publish.statistics.tables import (
    Cell,
    Change,
    Share,
    Table,
    figure_columns,
    figure_rows,
    tables,
    written,
)

_HEAD: Final = 2
"""The row of a table's heads: above it stand the title and what is counted."""
_FORMER: Final = "#9DB4D3"
_WIDTHS: Final = {
    "类型": 16, "部门": 30, "去向": 12, "来历": 12, "意思": 46, "原则": 22, "变更": 40, "项目": 20,
    "节点": 36, "到期": 12, "要求": 28, "现在": 36, "状态": 12, "占前一版本": 12, "前一版本": 12,
    "后一版本": 12,
}  # fmt: skip
_FIGURE_WIDTHS: Final = {
    "指标": 24, "单位": 10, "前值": 10, "前值的算法": 24, "后值": 10, "后值的算法": 24, "变化": 24, "口径": 46,
    "数值": 12, "算法": 26,
}  # fmt: skip
_CHARTS: Final = ("类型", "部门", "去向", "来历", "原则")
"""Tables that are drawn."""
_CHARTED_COLUMN: Final = 1
"""Their first column of numbers."""
_MOST_BARS: Final = 40
_TALLEST: Final = 1000
"""Pixels of a chart that fits a page beside its table."""
_ONE_PAGE: Final = 60
"""Rows that can be read on one printed page."""
_IN_PERCENT: Final = ("进厅和跑动",)
"""Sections of which every figure is a share, so that they stand in one chart."""


def workbook(report: Report) -> bytes:
    """Return the workbook."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        # The same figures of the same day make the same bytes.
        day = datetime.datetime.combine(report.day, datetime.time())
        book.set_properties({"title": one_line(f"{report.name} 清单统计"), "created": day})
        maker = _Maker(book, report)
        maker.figures()
        for table in tables(report):
            maker.table(table)
    return stream.getvalue()


class _Series(NamedTuple):
    """A column of numbers that is drawn."""

    name: str
    column: int
    colour: str


class _Maker:
    """Writes the sheets, with the formats that they share."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self._book, self._report = book, report
        self._look = look = Look(book)
        self._title = look.line(bold=True, font_size=15, text_wrap=False)
        self._note = look.line(font_color="#4B5768")
        self._text = look.cell(num_format=AS_TEXT, align="left", indent=1)
        self._right = look.cell(align="right")
        self._count = look.cell(num_format="#,##0")
        self._decimal = look.cell(num_format="#,##0.00")
        self._share = look.cell(num_format="0.00%")
        self._change = look.cell(num_format="+#,##0;-#,##0;0")
        self._section = look.cell(bold=True, bg_color="#DCE6F4", font_color=BLUE)

    def figures(self) -> None:
        """Write every figure with its base; one chart of the shares."""
        columns = figure_columns(self._report)
        widths = [_FIGURE_WIDTHS[name] for name in columns]
        page = self._page("指标", "清单统计：各项指标", self._about(), columns, widths)
        row, drawn = _HEAD, None
        for title, rows in figure_rows(self._report):
            row += 1
            page.merge_range(row, 0, row, len(columns) - 1, title, self._section)
            if title in _IN_PERCENT:
                drawn = (row + 1, row + len(rows))
            for cells in rows:
                row += 1
                self._row(page, row, cells, widths)
        if drawn is not None:
            values = [at for at, name in enumerate(columns) if name in ("前值", "后值", "数值")]
            self._chart(page, "进厅和跑动", drawn, self._series(columns, values), (row + 2, 0))

    def table(self, table: Table) -> None:
        """Write a table, and beside it its chart."""
        widths = [_WIDTHS.get(name, 10) for name in table.columns]
        page = self._page(table.name, table.title, table.note, table.columns, widths)
        for number, cells in enumerate(table.rows, _HEAD + 1):
            self._row(page, number, cells, widths)
        shown = [row for row in table.rows if row[0] not in ("合计", "其中常用")]
        if table.name in _CHARTS and shown:
            first = _CHARTED_COLUMN
            both = self._report.old is not None and table.name in ("类型", "部门")
            series = self._series(table.columns, [first, first + 1] if both else [first])
            rows = (_HEAD + 1, _HEAD + min(len(shown), _MOST_BARS))
            self._chart(page, table.title, rows, series, (_HEAD, len(table.columns)))
            if len(table.rows) <= _ONE_PAGE:
                page.fit_to_pages(1, 1)

    def _about(self) -> str:
        report = self._report
        sides = [("前一版本", report.old), ("后一版本" if report.old else "版本", report.new)]
        told = [f"{name}：{side.label} {side.commit[:10]}".rstrip() for name, side in sides if side]
        return f"{'；'.join(told)}。没有写的内容不算“否”，也不算 0；分母是 0 的写“不适用”。"

    def _page(
        self, name: str, title: str, note: str, columns: Sequence[str], widths: Sequence[int]
    ) -> Worksheet:
        page = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_row(0, 26)
        put(page, 0, 0, f"{self._report.name} {title}", self._title)
        across = sum(widths)
        page.set_row(1, height((note,), (across,), LOW))
        page.merge_range(1, 0, 1, len(columns) - 1, "", self._note)
        put(page, 1, 0, note, self._note)
        page.set_row(_HEAD, 22)
        for column, label in enumerate(columns):
            page.write_string(_HEAD, column, label, self._look.head)
        page.freeze_panes(_HEAD + 1, 1)
        page.repeat_rows(_HEAD)
        lay_across(page, left=footer_text(one_line(self._report.name)), right="&A")
        return page

    def _row(
        self, page: Worksheet, number: int, cells: Sequence[Cell], widths: Sequence[int]
    ) -> None:
        page.set_row(number, height([written(cell) for cell in cells], widths, LOW))
        for column, cell in enumerate(cells):
            self._put(page, number, column, cell)

    def _put(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        value: Any = cell.number if isinstance(cell, Share | Change) else cell
        if value is None or isinstance(value, str):
            put(page, row, column, written(cell), self._right if value is None else self._text)
        elif isinstance(cell, Share):
            page.write_number(row, column, float(value / 100), self._share)
        else:
            page.write_number(row, column, float(value), self._style(cell))

    def _style(self, cell: Cell) -> Format:
        if isinstance(cell, Change):
            return self._change
        whole = not isinstance(cell, Decimal) or cell == cell.to_integral_value()
        return self._count if whole else self._decimal

    def _series(self, columns: Sequence[str], at: Sequence[int]) -> list[_Series]:
        colours = (_FORMER, BLUE)[-len(at) :]
        return [
            _Series(columns[column], column, colour)
            for column, colour in zip(at, colours, strict=True)
        ]

    def _chart(
        self,
        page: Worksheet,
        title: str,
        rows: tuple[int, int],
        series: Sequence[_Series],
        place: tuple[int, int],
    ) -> None:
        chart = self._book.add_chart({"type": "bar"})
        first, last = rows
        font = {"name": FONT, "size": 9}
        for one in series:
            chart.add_series(
                {
                    "name": one.name,
                    "categories": [page.name, first, 0, last, 0],
                    "values": [page.name, first, one.column, last, one.column],
                    "fill": {"color": one.colour},
                    "data_labels": {"value": True, "font": font},
                    "gap": 60,
                }
            )
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12}, "overlay": False})
        # The numbers stand at the bars; the first row is the topmost where the axis is turned round.
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_y_axis({"num_font": font, "reverse": True})
        legend = {"position": "bottom", "font": font}
        chart.set_legend(legend if len(series) > 1 else {"none": True})
        bars = (last - first + 1) * len(series)
        chart.set_size({"width": 620, "height": min(max(240, 100 + bars * 22), _TALLEST)})
        options = {"description": f"{title}：图", "object_position": 3, "x_offset": 20}
        page.insert_chart(*place, chart, options)
