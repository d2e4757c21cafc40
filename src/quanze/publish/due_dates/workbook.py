"""The table of due dates as an Excel workbook: for sorting, filtering and printing."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.deadline.cases import CaseResult
from quanze.deadline.warning import Colour
from quanze.publish.due_dates.report import CaseReport, DueDay
from quanze.publish.due_dates.table import COLUMNS, Cell, table_rows
from quanze.publish.spreadsheet.cells import put
from quanze.publish.spreadsheet.look import AS_TEXT, Look, new_workbook
from quanze.publish.spreadsheet.measure import LOW, height
from quanze.publish.spreadsheet.paper import keep_heads, lay_across

_FILLS: Final[dict[Colour, dict[str, object]]] = {
    Colour.GREEN: {"bg_color": "#DDF1DF"},
    Colour.YELLOW: {"bg_color": "#FFF2B3"},
    Colour.ORANGE: {"bg_color": "#FFD199"},
    Colour.RED: {"bg_color": "#F5A9A3", "bold": True},
    Colour.OVERDUE: {"bg_color": "#9C1C1C", "font_color": "#FFFFFF", "bold": True},
}
"""The word always stands beside the colour."""
_WIDTHS: Final = {
    "编号": 20, "起算日": 12, "期限": 13, "到期日": 21, "状态": 7, "最早": 12, "最晚": 12, "再查": 12,
    "剩余工作日": 8, "剩余天数": 8, "预警": 7, "法定到期日": 21, "内容": 24, "依据": 30, "说明": 40,
    "暂定的原因": 40, "行号": 7, "列": 12, "原因": 60, "改法": 50,
}  # fmt: skip
_WITH_HOUR: Final = 17
_ASKED: Final = ("再查", "法定到期日", "内容", "说明", "暂定的原因")
"""Columns that are left out where no row has anything in them."""
_BOUNDS: Final = ("最早", "最晚")
"""Columns that say something only where a date can still change."""
_LONG: Final = ("内容", "依据", "说明", "暂定的原因", "原因", "改法", "编号", "期限")
"""Columns whose texts make a row higher."""
_FIXED: Final = 1
_FIRST_YEAR: Final = 1900
"""Excel knows no earlier dates."""
_HEAD_HEIGHT: Final = 32


def cases_workbook(report: CaseReport) -> bytes:
    """Return the due dates as a workbook; rows without a date stand in a sheet of their own, with the reasons."""
    stream = io.BytesIO()
    with new_workbook(stream, row_by_row=True) as book:
        day = datetime.datetime.combine(report.today, datetime.time())
        # The time of writing would make every file a new one.
        book.set_properties({"title": "办件到期日", "created": day})
        maker = _Maker(book)
        maker.sheet("到期日", *_kept(report.found), report)
        if report.faults:
            rows = [
                (result.row, result.number, fault.column, fault.reason, fault.mend)
                for result, fault in report.faults
            ]
            maker.sheet("问题", ("行号", "编号", "列", "原因", "改法"), rows, report)
        maker.notes(report)
    return stream.getvalue()


def _kept(results: Sequence[CaseResult]) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return the columns that say anything, and the rows with their cells."""
    rows = list(table_rows(results))
    labels = tuple(COLUMNS)
    unsure = any(result.unsure for result in results)
    kept = [
        index
        for index, label in enumerate(labels)
        if (unsure or label not in _BOUNDS)
        and (label not in _ASKED or any(row[index] for row in rows))
    ]
    return tuple(labels[i] for i in kept), [tuple(row[i] for i in kept) for row in rows]


class _Maker:
    """Writes sheets, with the formats that they share."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[str, str], Format] = {}
        self._look = Look(book, valign="vcenter")

    def sheet(
        self,
        name: str,
        labels: tuple[str, ...],
        rows: Sequence[tuple[Cell, ...]],
        report: CaseReport,
    ) -> None:
        """Write a sheet with a frozen header and a filter."""
        page = self._book.add_worksheet(name)
        columns = [_width(label, index, rows) for index, label in enumerate(labels)]
        for column, width in enumerate(columns):
            page.set_column(column, column, width)
        page.set_row(0, _HEAD_HEIGHT)
        for column, label in enumerate(labels):
            page.write_string(0, column, label, self._look.head)
        long = [index for index, label in enumerate(labels) if label in _LONG]
        coloured = labels.index("预警") if "预警" in labels else None
        for number, row in enumerate(rows, 1):
            texts = tuple(str(row[index] or "") for index in long)
            page.set_row(number, _height(texts, tuple(columns[index] for index in long)))
            colour = str(row[coloured] or "") if coloured is not None else ""
            for column, cell in enumerate(row):
                fill = colour if labels[column] in ("预警", "到期日") else ""
                self._put(page, number, column, cell, fill)
        keep_heads(page, len(rows), len(labels), fixed=_FIXED)
        lay_across(page, left=f"&A，按 {report.today} 计算")

    def _put(self, page: Worksheet, row: int, column: int, cell: Cell, colour: str) -> None:
        if cell is None:
            page.write_blank(row, column, None, self._format(AS_TEXT, colour))
        elif isinstance(cell, int):
            put(page, row, column, cell, self._format("0", colour))
        elif isinstance(cell, DueDay) and cell.day.year >= _FIRST_YEAR:
            day = datetime.datetime.combine(cell.day, cell.time or datetime.time())
            page.write_datetime(row, column, day, self._format(_date_format(cell), colour))
        else:
            put(page, row, column, str(cell), self._format(AS_TEXT, colour))

    def _format(self, number: str, colour: str) -> Format:
        """Return the format of a cell; the mark of a provisional date is part of it."""
        key = (number, colour)
        if key not in self._formats:
            fill = _FILLS[Colour(colour)] if colour else {}
            centred = {"align": "left" if number == AS_TEXT and not colour else "center"}
            self._formats[key] = self._look.cell(**{**centred, "num_format": number, **fill})
        return self._formats[key]

    def notes(self, report: CaseReport) -> None:
        """Write when and on what the dates were worked out."""
        page = self._book.add_worksheet("说明")
        page.hide_gridlines(2)
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 92)
        for row, (label, text) in enumerate(_facts(report)):
            page.set_row(row, height((label, text), (16, 92)))
            page.write_string(row, 0, label, self._look.label)
            put(page, row, 1, text, self._format(AS_TEXT, ""))
        lay_across(page, left=f"&A，按 {report.today} 计算")


def _facts(report: CaseReport) -> list[tuple[str, str]]:
    facts = [
        ("计算日期", f"{report.today}（今日；剩余的时间从这一天算）"),
        ("办件表", report.source),
        ("结果", report.summary),
    ]
    if report.faults:
        facts.append(("没有算出", f"{len(report.faults)} 行，见工作表“问题”"))
    facts += [
        ("工作日历", report.basis),
        ("预警", report.grades),
        *(("读取", remark) for remark in report.remarks),
        *(("规则", note) for note in report.notes()),
    ]
    return facts


def _width(label: str, index: int, rows: Sequence[tuple[Cell, ...]]) -> int:
    """Return how wide a column is; a day with its hour takes more."""
    cells = (row[index] for row in rows if label == "起算日")
    hours = any(isinstance(cell, DueDay) and cell.time for cell in cells)
    return _WITH_HOUR if hours else _WIDTHS[label]


def _date_format(cell: DueDay) -> str:
    time = " hh:mm" if cell.time else ""
    mark = "" if cell.decided else '"（暂定）"'
    return f"yyyy-mm-dd{time}{mark}"


@lru_cache(maxsize=4096)
def _height(texts: tuple[str, ...], columns: tuple[int, ...]) -> int:
    return height(texts, columns, LOW)
