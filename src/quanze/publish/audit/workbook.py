"""The audit as an Excel workbook: for sorting and filtering."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.diff.record_past import DECIDED
from quanze.model.visible_text import visible
from quanze.publish.audit.facts import AuditReport, Verdict, change_lines, day_of
from quanze.publish.spreadsheet.cells import Cell, put
from quanze.publish.spreadsheet.look import AS_TEXT, Look, new_workbook
from quanze.publish.spreadsheet.measure import LOW, height
from quanze.publish.spreadsheet.paper import A3, A4, keep_heads, lay_across

Row = tuple[Cell, ...]

_PAGE: Final = 230
"""Characters across A4 paper; what is wider goes on A3."""

_SUMMARY: Final = {"项目": 18, "内容": 90}
_COMMITS: Final = {
    "序号": 6, "提交": 11, "日期": 17, "作者": 14, "说明": 32, "签名": 22, "签名人": 16, "文件": 6,
    "变更": 6, "记录": 10, "写记录": 10, "核对": 16, "不符": 46,
}  # fmt: skip
_CHANGES: Final = {
    "序号": 6, "提交": 11, "日期": 17, "作者": 14, "部门": 18, "清单": 10, "编码": 32, "名称": 26,
    "种类": 11, "要素": 16, "原": 36, "新": 36, "记录": 9,
    "原则": 16, "理由": 34, "去向": 18, "来自": 18, "后续监管": 30,
}  # fmt: skip
_RECORDS: Final = {
    "编号": 10, "标题": 20, "级别": 9, "事由": 20, "依据": 34, "办理": 40, "变更": 26, "原有": 7,
    "增加": 7, "减少": 7, "现有": 7, "提交": 11, "提交日期": 17, "作者": 14, "核对": 12,
}  # fmt: skip
_PROBLEMS: Final = {
    "提交": 11, "日期": 17, "作者": 14, "种类": 12, "记录": 10, "编码": 32, "名称": 28, "问题": 70,
}  # fmt: skip
_FILLS: Final[Mapping[str, Mapping[str, object]]] = {
    Verdict.WRONG: {"bg_color": "#FDE4E2", "font_color": "#8D1A16", "bold": True},
    Verdict.RIGHT: {"bg_color": "#DCF5E3", "font_color": "#0C5A2A"},
    Verdict.DRAFT: {"bg_color": "#FFF6DC"},
    Verdict.UNRECORDED: {"bg_color": "#FFF6DC"},
}


def workbook(report: AuditReport) -> bytes:
    """Return the workbook."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        properties: dict[str, object] = {"title": "历史核对"}
        if report.end.committed is not None:
            # The time of writing would make every file a new one.
            properties["created"] = report.end.committed.replace(tzinfo=None)
        else:
            properties["created"] = datetime.datetime(2000, 1, 1)
        book.set_properties(properties)
        maker = _Maker(book)
        maker.sheet("汇总", _SUMMARY, list(_summary(report)))
        if report.problems:
            maker.sheet("不符", _PROBLEMS, list(_problems(report)))
        maker.sheet("提交", _COMMITS, list(_commits(report)))
        maker.sheet("变更", _CHANGES, list(_changes(report)))
        maker.sheet("记录", _RECORDS, list(_records(report)))
    return stream.getvalue()


class _Maker:
    """Writes sheets, with the formats that they share."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._look = look = Look(book)
        self._filled = {
            verdict: look.cell(num_format=AS_TEXT, **fill) for verdict, fill in _FILLS.items()
        }

    def sheet(self, name: str, columns: Mapping[str, int], rows: Sequence[Row]) -> None:
        """Write a sheet with a frozen header and a filter."""
        page = self._book.add_worksheet(name)
        widths = tuple(columns.values())
        for column, (label, width) in enumerate(columns.items()):
            page.set_column(column, column, width)
            page.write_string(0, column, label, self._look.head)
        page.set_row(0, 24)
        for number, row in enumerate(rows, 1):
            page.set_row(number, height(tuple(str(cell) for cell in row), widths, LOW))
            for column, cell in enumerate(row):
                self._put(page, number, column, cell)
        keep_heads(page, len(rows), len(columns))
        lay_across(page, paper=A3 if sum(widths) > _PAGE else A4)

    def _put(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, int):
            put(page, row, column, cell, self._look.number)
        else:
            put(page, row, column, visible(cell), self._filled.get(cell, self._look.text))


def _summary(report: AuditReport) -> Iterator[Row]:
    yield "清单库", report.name
    yield "结论", report.summary
    yield "起点", f"{report.start.short}  {day_of(report.start.committed)}  {report.start.author}"
    yield "终点", f"{report.end.id}  {day_of(report.end.committed)}  {report.end.author}"
    yield "提交", len(report.commits)
    yield "记录", len(report.records)
    yield "没有批准的记录", report.drafts
    for state, count in report.signatures.items():
        yield f"签名：{state}"[:31], count
    yield (
        "说明",
        "由 quanze audit 从 git 历史生成，只看已经提交的内容；合并请求合并进来的算一次提交。"
        "日期、作者是提交人的电脑写进 git 的；签名有效的，才能证明是本人提交。",
    )


def _commits(report: AuditReport) -> Iterator[Row]:
    for one in report.commits:
        commit = one.commit
        yield (
            one.number,
            commit.short,
            one.day,
            commit.author,
            commit.subject,
            one.signature.state,
            one.signature.signer,
            one.files,
            len(one.changes),
            "、".join(one.records),
            "、".join(one.writes),
            str(one.verdict),
            "\n".join(f"{problem.fault}：{problem.what}" for problem in one.problems),
        )


def _changes(report: AuditReport) -> Iterator[Row]:
    for one in report.commits:
        for facts in one.changes:
            entry = facts.change.entry
            for element, old, new in change_lines(facts):
                yield (
                    one.number,
                    one.commit.short,
                    one.day,
                    one.commit.author,
                    entry.department,
                    str(entry.key.listed),
                    facts.key,
                    entry.name,
                    facts.kind,
                    element,
                    old,
                    new,
                    facts.record,
                    *(facts.decided.get(label, "") for label in DECIDED),
                )


def _records(report: AuditReport) -> Iterator[Row]:
    for one in report.records:
        record, totals = one.record, one.record.totals
        yield (
            record.number,
            record.title or "",
            str(record.level),
            str(record.trigger or ""),
            "\n".join(one.grounds),
            "\n".join(one.steps),
            one.kinds,
            totals.before,
            totals.added,
            totals.removed,
            totals.after,
            one.brought.short,
            day_of(one.brought.authored),
            one.brought.author,
            str(one.verdict),
        )


def _problems(report: AuditReport) -> Iterator[Row]:
    for one in report.problems:
        commit = one.commit
        yield (
            commit.short,
            day_of(commit.authored),
            commit.author,
            str(one.fault),
            one.record,
            one.code,
            one.name,
            one.what,
        )
