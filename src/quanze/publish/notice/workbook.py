"""The notice as an Excel workbook: the sums, the adjusted items, and every difference, for filtering."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from quanze.publish.notice.context import NOTHING
from quanze.publish.notice.facts import NoticeFacts
from quanze.publish.notice.rows import Row
from quanze.publish.spreadsheet.cells import Cell, fitted, put, storable
from quanze.publish.spreadsheet.look import PALE, RED, Look, new_workbook
from quanze.publish.spreadsheet.measure import height
from quanze.publish.spreadsheet.paper import footer_text, keep_heads, lay_across

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ITEMS: Final = {
    "序号": 6, "部门": 16, "编码": 38, "名称": 30, "调整": 10, "级别": 9, "类型": 11, "依据": 32,
    "说明": 28, "理由": 24, "后续监管": 30,
}  # fmt: skip
_DETAILS: Final = {
    "序号": 6, "清单": 12, "部门": 20, "编码": 38, "名称": 32, "调整": 10, "级别": 9, "要素": 24,
    "原": 46, "新": 46,
}  # fmt: skip
_WHOLE: Final = ("（整项）", "—", "—")
"""What stands for an entry that came or went."""
_SHARE: Final = 13
_FEWEST: Final = 8


def notice_workbook(facts: NoticeFacts) -> bytes:
    """Return the notice as a workbook; the same facts give the same bytes."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        # The time of writing would make every file a new one.
        book.set_properties(
            {"title": facts.title, "author": "", "created": datetime.datetime(2000, 1, 1)}
        )
        maker = _Maker(book, facts)
        maker.summary()
        maker.table("调整事项", _ITEMS, _items(facts.rows), frozen=4)
        details = [*_details(facts.rows), *_details(facts.others)]
        maker.table("变更明细", _DETAILS, details, frozen=5)
    return stream.getvalue()


def _items(rows: Iterable[Row]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        told = [*row.fate, *([f"变更：{'、'.join(row.altered)}"] if row.altered else [])]
        yield (
            row.number, row.department, row.code, row.name, row.label, row.level, row.type,
            _lines(row.bases), _lines(told), _lines(row.grounds), _lines(row.oversight),
        )  # fmt: skip


def _details(rows: Iterable[Row]) -> Iterator[tuple[Cell, ...]]:
    """A line for each difference; an entry that came or went has one line for the whole of it."""
    for row in rows:
        head = (
            row.number, row.list_name, row.department, row.code, row.name, row.label, row.level,
        )  # fmt: skip
        if not row.differences:
            yield (*head, *_WHOLE)
        for one in row.differences:
            yield (*head, one.label, one.old or NOTHING, one.new or NOTHING)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


class _Maker:
    """Writes the sheets, with the formats that they share."""

    def __init__(self, book: Workbook, facts: NoticeFacts) -> None:
        self._book, self._facts = book, facts
        look = Look(book, valign="vcenter")
        number = {"num_format": "0", "align": "center"}
        self._cell, self._head, self._label = look.text, look.head, look.label
        self._number = look.cell(**number)
        # A kind that a department has nothing of stands empty.
        self._share = look.cell(num_format="0;-0;", align="center")
        self._total = look.cell(**number, bold=True, bg_color=PALE)
        self._title = look.line(font_size=16, bold=True, align="center")
        self._mark = look.line(font_size=12, bold=True, font_color=RED, align="center")

    def table(
        self, name: str, columns: dict[str, int], rows: Iterable[tuple[Cell, ...]], *, frozen: int
    ) -> None:
        """Write a sheet with a frozen head, repeated on every page, and a filter."""
        page, widths = self._book.add_worksheet(name), list(columns.values())
        top = self._warning(page, len(widths))
        for column, (label, width) in enumerate(columns.items()):
            page.set_column(column, column, width)
            page.write_string(top, column, label, self._head)
        page.set_row(top, 24)
        last = top
        for last, row in enumerate(rows, top + 1):
            page.set_row(last, height(row, widths))
            for column, cell in enumerate(row):
                self._put(page, last, column, cell, self._cell)
        keep_heads(page, last - top, len(widths), head=top, fixed=frozen)
        self._paper(page)

    def _warning(self, page: Worksheet, columns: int) -> int:
        """Mark a draft above everything; return the row that is free."""
        if not self._facts.mark:
            return 0
        page.merge_range(0, 0, 0, columns - 1, self._facts.warning, self._mark)
        page.set_row(0, 24)
        return 1

    def summary(self) -> None:
        """Write the sheet that says what the notice says in its text."""
        page = self._book.add_worksheet("公告汇总")
        page.hide_gridlines(2)
        shares = max(_FEWEST, len(self._facts.sums.kinds) + 2)
        page.set_column(0, 0, 20)
        page.set_column(1, shares - 1, _SHARE)
        row = self._warning(page, shares)
        page.merge_range(row, 0, row, shares - 1, "", self._title)
        self._put(page, row, 0, self._facts.title, self._title)
        page.set_row(row, 36)
        row = self._facts_table(page, row + 1, shares)
        row = self._sums(page, row + 1)
        self._departments(page, row + 1)
        self._paper(page)

    def _facts_table(self, page: Worksheet, first: int, columns: int) -> int:
        width, said = (columns - 1) * _SHARE, list(_said(self._facts))
        for row, (label, text) in enumerate(said, first):
            self._put(page, row, 0, label, self._label)
            kept = fitted(text)
            page.merge_range(row, 1, row, columns - 1, "", self._cell)
            page.write_string(row, 1, kept, self._cell)
            page.set_row(row, height((label, kept), (20, width)))
        return first + len(said)

    def _sums(self, page: Worksheet, row: int) -> int:
        """Write the sums as numbers: 原有 ＋ 增加 － 减少 ＝ 现有."""
        sums = self._facts.sums
        values = {
            "原有": sums.before,
            "增加": sums.added,
            "减少": sums.removed,
            "现有": sums.after,
            "项数不变": sums.altered,
        }
        self._put(page, row, 0, "权力事项项数", self._head)
        self._put(page, row + 1, 0, "项数", self._label)
        for column, (label, value) in enumerate(values.items(), 1):
            self._put(page, row, column, label, self._head)
            self._put(page, row + 1, column, value, self._number)
        return row + 2

    def _departments(self, page: Worksheet, row: int) -> None:
        """Write departments by kinds, with the sums of lines and columns."""
        sums = self._facts.sums
        labels = ("部门", *(one.label for one in sums.kinds), "合计")
        self._line(page, row, labels, self._head, self._head)
        for share in sums.departments:
            row += 1
            self._line(page, row, (share.department, *share.counts, share.total), self._cell)
        totals = (one.count for one in sums.kinds)
        self._line(page, row + 1, ("合计", *totals, sums.total), self._label, self._total)

    def _line(
        self,
        page: Worksheet,
        row: int,
        cells: Sequence[Cell],
        first: Format,
        rest: Format | None = None,
    ) -> None:
        for column, cell in enumerate(cells):
            self._put(page, row, column, cell, first if column == 0 else rest or self._share)
        page.set_row(row, max(20, height((str(cells[0]),), (20,))))

    def _put(self, page: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
        put(page, row, column, cell, style, style if style is not self._cell else self._number)

    def _paper(self, page: Worksheet) -> None:
        lay_across(page, right=footer_text(storable(self._facts.title)))
        if self._facts.mark:
            page.set_header(f"&C{self._facts.warning}")


def _said(facts: NoticeFacts) -> Iterator[tuple[str, str]]:
    """Go through what the notice says besides its tables."""
    yield "记录编号", facts.number
    yield "发文机关", facts.office
    yield "成文日期", facts.date
    yield "级别、事由", f"{facts.level}；{facts.trigger}"
    yield "依据", _lines(facts.grounds)
    yield "正文", _lines((facts.opening, *facts.explanation))
    for step in facts.steps:
        yield f"办理：{step.name}", "，".join(filter(None, (step.date, step.body, step.number)))
    for one in facts.supervision:
        yield "后续监管", f"{one.head}：{''.join(one.lines)}"
    for document in facts.documents:
        items = f"（涉及：{'、'.join(document.items)}）" if document.items else ""
        yield "规范性文件", f"{document.citation}：{document.fate}{items}"
