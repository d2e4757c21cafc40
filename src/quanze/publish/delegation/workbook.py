"""What is due as an Excel workbook, with the demand list and what the dates rest on."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from quanze.calendar import Outcome
from quanze.law.delegation import Duty, Standing
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import Demand
from quanze.publish.delegation.report import NO_ANSWER, DelegationReport, left_text
from quanze.publish.spreadsheet.cells import put
from quanze.publish.spreadsheet.look import AS_TEXT, Look, new_workbook
from quanze.publish.spreadsheet.measure import LOW, height
from quanze.publish.spreadsheet.paper import A3, keep_heads, lay_across

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_DUE: Final = {
    "步骤": 10, "最后一天": 20, "剩余": 13, "状态": 8, "批次": 10, "标题": 26, "事项": 28, "编码": 38,
    "承接主体": 28, "办理机关": 22, "起算日": 12, "办结日": 12, "依据": 40, "说明": 34,
}  # fmt: skip
_DEMANDS: Final = {
    "批次": 10, "提出": 18, "事项": 28, "编码": 38, "方式": 12, "日期": 12, "理由": 36, "答复": 11,
    "答复说明": 44, "答复日期": 12,
}  # fmt: skip
_FILLS: Final[dict[str, dict[str, Any]]] = {
    str(Standing.OVERDUE): {"bg_color": "#9C1C1C", "font_color": "#FFFFFF", "bold": True},
    str(Standing.DUE): {"bg_color": "#F5A9A3", "bold": True},
    str(Standing.SOON): {"bg_color": "#FFD199"},
    str(Standing.LATE): {"bg_color": "#FFF2B3"},
}
"""The word always stands beside the colour."""
_HEAD_HEIGHT: Final = 24

Cell = str | datetime.date | Outcome | None


def delegation_workbook(report: DelegationReport, duties: tuple[Duty, ...]) -> bytes:
    """Return the report as a workbook; the same report gives the same bytes."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        day = datetime.datetime.combine(report.today, datetime.time())
        # The time of writing would make every file a new one.
        book.set_properties({"title": "放权到期日", "created": day})
        maker = _Maker(book, report.today)
        maker.sheet("到期", _DUE, [_duty(report, duty) for duty in duties], fixed=2)
        if report.demands:
            maker.sheet("需求", _DEMANDS, [_demand(*one) for one in report.demands], fixed=3)
        maker.notes(list(_notes(report)))
    return stream.getvalue()


def _duty(report: DelegationReport, duty: Duty) -> tuple[Cell, ...]:
    return (
        duty.stage, duty.due, left_text(report, duty), str(duty.standing), duty.batch.number,
        duty.batch.title, "\n".join(item.name for item in duty.items),
        "\n".join(str(item.code) for item in duty.items), "\n".join(duty.receivers), duty.who,
        duty.start, duty.done, duty.basis, duty.note,
    )  # fmt: skip


def _demand(batch: Delegation, one: Demand) -> tuple[Cell, ...]:
    return (
        batch.number, one.asker, one.item, str(one.code or ""), str(one.mode or ""), one.date,
        one.reason, str(one.answer or NO_ANSWER), one.answer_note, one.answered,
    )  # fmt: skip


def _notes(report: DelegationReport) -> Iterator[tuple[str, str]]:
    yield "清单库", report.settings.name
    yield "计算日期", f"{report.today}（剩余的时间从这一天算）"
    yield "结果", report.summary
    yield from (("说明", note.replace("，用 --all 列出", "")) for note in report.notes())


class _Maker:
    """Writes the sheets, with the formats that they share."""

    def __init__(self, book: Workbook, today: datetime.date) -> None:
        self._book, self._today = book, today
        self._look = Look(book, valign="vcenter")
        self._formats: dict[tuple[str, str], Format] = {}

    def sheet(
        self, name: str, columns: dict[str, int], rows: Sequence[tuple[Cell, ...]], *, fixed: int
    ) -> None:
        """Write a sheet with a frozen head and a filter."""
        page, widths = self._book.add_worksheet(name), list(columns.values())
        for column, (label, width) in enumerate(columns.items()):
            page.set_column(column, column, width)
            page.write_string(0, column, label, self._look.head)
        page.set_row(0, _HEAD_HEIGHT)
        for number, row in enumerate(rows, 1):
            texts = [cell if isinstance(cell, str) else "" for cell in row]
            page.set_row(number, height(texts, widths, LOW))
            for column, cell in enumerate(row):
                self._put(page, number, column, cell)
        keep_heads(page, len(rows), len(columns), fixed=fixed)
        lay_across(page, left=f"&A，按 {self._today} 计算", paper=A3)

    def _put(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, Outcome):
            mark = "yyyy-mm-dd" if cell.decided else 'yyyy-mm-dd"（暂定）"'
            self._day(page, row, column, cell.day, mark)
        elif isinstance(cell, datetime.date):
            self._day(page, row, column, cell, "yyyy-mm-dd")
        else:
            put(page, row, column, cell or "", self._format(AS_TEXT, cell or ""))

    def _day(self, page: Worksheet, row: int, column: int, day: datetime.date, number: str) -> None:
        moment = datetime.datetime.combine(day, datetime.time())
        page.write_datetime(row, column, moment, self._format(number, ""))

    def _format(self, number: str, word: str) -> Format:
        fill = word if word in _FILLS else ""
        if (number, fill) not in self._formats:
            more = _FILLS.get(fill, {})
            self._formats[number, fill] = self._look.cell(num_format=number, align="left", **more)
        return self._formats[number, fill]

    def notes(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write on what the dates rest."""
        page = self._book.add_worksheet("说明")
        page.hide_gridlines(2)
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 92)
        for row, (label, text) in enumerate(rows):
            page.set_row(row, height((label, text), (16, 92)))
            page.write_string(row, 0, label, self._look.label)
            put(page, row, 1, text, self._look.text)
        lay_across(page)
