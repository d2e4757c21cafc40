"""The table of handled cases with what was found beside each, as an Excel workbook."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.casework.audit import CaseResult
from quanze.casework.findings import Check
from quanze.casework.handled import CaseTable
from quanze.casework.report import Report
from quanze.publish.handled.data import finding_data
from quanze.publish.spreadsheet.look import RED, Look
from quanze.publish.spreadsheet.paper import A3
from quanze.publish.spreadsheet.sheet import Sheet

Row = tuple[str | int, ...]

_FIRST_YEAR: Final = 1900
_CASES: Final = {"行": 7, "案号": 18, "事项编码": 37, "事项": 30, "部门": 22}
_FOUND: Final = {"发现": 48, "应当": 40, "改法": 40, "无法判断": 40}
_FINDINGS: Final = {
    "行": 7, "单元格": 8, "列": 13, "案号": 18, "事项编码": 37, "事项": 30, "部门": 22, "代码": 6, "检查": 20,
    "发现": 44, "应当": 38, "依据": 44, "改法": 40,
}  # fmt: skip
_DAY: Final = 12


class CaseBook:
    """The workbook, written row by row while the cases are gone through."""

    def __init__(self, book: Workbook, table: CaseTable) -> None:
        """Begin a workbook.

        Args:
            book: where it is written; no more than a row has to be kept.
            table: the table that the cases come from.
        """
        self._book, self._table = book, table
        self._look = Look(book)
        self._faulty = self._look.cell(font_color=RED, bold=True)
        stages = table.columns.stages
        self._stages = [(name, stages[name]) for name in table.places if name in stages]
        columns = _CASES | dict.fromkeys((name for name, _ in self._stages), _DAY) | _FOUND
        self._cases = Sheet(self._page("办件"), self._look, columns, sparse=True)
        self._findings = Sheet(self._page("发现"), self._look, _FINDINGS, sparse=True)

    def _page(self, name: str) -> Worksheet:
        return self._book.add_worksheet(name)

    def add(self, result: CaseResult) -> None:
        """Write a case, and each of its findings."""
        case, item = result.case, result.item
        found = result.findings
        days = tuple(_day(case.days.get(stage)) for _, stage in self._stages)
        self._cases.add(
            (
                case.row,
                case.number,
                item.code if item else case.code,
                item.name if item else "",
                result.department,
                *days,
                "\n".join(f"{one.check} {one.check.label}：{one.message}" for one in found),
                "\n".join(f"{one.check} {one.expected}" for one in found),
                "\n".join(dict.fromkeys(one.mend for one in found)),
                "\n".join(dict.fromkeys(f"{o.check} {o.reason}" for o in result.undecided)),
            ),
            {len(_CASES) + len(days): self._faulty} if found else {},
        )
        for finding in found:
            told = finding_data(result, finding, self._table) | {"检查": finding.check.label}
            self._findings.add(tuple(told[name] for name in _FINDINGS))

    def finish(self, report: Report) -> None:
        """Write the sums and the notes, and close the sheets."""
        self._cases.close(4, A3)
        self._findings.close(4, A3)
        self._sums(report)
        self._notes(report)

    def _sums(self, report: Report) -> None:
        columns = {"部门": 26, "办件": 8} | {f"{c}\n{c.label}": 11 for c in Check} | {"合计": 8}
        sheet = Sheet(self._page("统计"), self._look, columns)
        for name in report.departments:
            counted = report.by_department.get(name, Counter[Check]())
            sheet.add(
                (name, report.of_department[name], *(counted[c] for c in Check), counted.total())
            )
        total = (report.cases, *(report.by_check[c] for c in Check), report.findings)
        sheet.add(("合计", *total))
        sheet.close(1, A3)

    def _notes(self, report: Report) -> None:
        sheet = Sheet(self._page("说明"), self._look, {"内容": 30, "说明": 70, "处数": 8})
        for row in _notes(report):
            sheet.add(row)
        left_out = self._cases.left_out + self._findings.left_out
        if left_out:
            sheet.add(("没有列出", "超过 Excel 的行数", left_out))
        sheet.close(0, A3)


def _notes(report: Report) -> Iterator[Row]:
    yield "办件表", report.source, ""
    yield "清单库", report.register, ""
    yield "计算日期", f"{report.today}（没有决定的办件算到这一天）", ""
    yield "结果", report.summary, ""
    for remark in report.remarks:
        yield "读取", remark, ""
    for check in Check:
        yield f"{check} {check.label}", f"依据：{check.source}", report.by_check[check]
    for (check, reason), number in sorted(report.undecided.items()):
        yield f"无法判断 {check} {check.label}", reason, number


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day and day.year >= _FIRST_YEAR else ""
