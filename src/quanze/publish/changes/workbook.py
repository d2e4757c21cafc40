"""The changes as an Excel workbook: one row for each element that changed, for sorting and filtering."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.diff.reductions import UNITS
from quanze.diff.words import Mark, Run
from quanze.model.change_kind import change_kinds
from quanze.publish.changes import own_lists
from quanze.publish.changes.facts import ChangeFacts, ChangeReport
from quanze.publish.changes.parts import Line
from quanze.publish.spreadsheet.cells import Cell, fitted, put, storable
from quanze.publish.spreadsheet.look import FONT, RED, Look, new_workbook
from quanze.publish.spreadsheet.measure import LOW, height
from quanze.publish.spreadsheet.paper import keep_heads, lay_across

_COLUMNS: Final = {
    "部门": 18, "清单": 10, "编码": 36, "名称": 28, "种类": 12, "说明": 36, "要素": 14, "部分": 20,
    "原": 46, "新": 46, "级别": 8,
}  # fmt: skip
_OWN_COLUMNS: Final = {
    "清单": 14, "编号、编码、行业": 26, "名称": 36, "变更": 8, "要素": 14, "部分": 24, "原": 46, "新": 46,
}  # fmt: skip
_MOST_RUNS: Final = 200
"""A cell with more marked runs than this is written plain: Excel slows down on them."""


def workbook(report: ChangeReport) -> bytes:
    """Return the workbook."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        maker = _Maker(book, report)
        maker.summary()
        maker.changes()
        if report.own.shown:
            maker.own_lists()
        if report.reductions.altered:
            maker.reductions()
        if report.suggestions:
            maker.suggestions()
    return stream.getvalue()


class _Maker:
    """Writes the sheets, with the formats that they share."""

    def __init__(self, book: Workbook, report: ChangeReport) -> None:
        self._book = book
        self._report = report
        self._look = look = Look(book)
        self._grave = look.cell(bold=True, font_color=RED)
        font = {"font_name": FONT, "font_size": 10}
        self._marks: dict[Mark, Format] = {
            Mark.KEPT: book.add_format(font),
            Mark.STRUCK: book.add_format({**font, "font_strikeout": True, "font_color": RED}),
            Mark.INSERTED: book.add_format(
                {**font, "underline": 1, "bold": True, "font_color": "#0C6A2E"}
            ),
        }

    def summary(self) -> None:
        """Write what is compared, and the figures."""
        page = self._page("汇总", (16, 60, 12))
        rows = list(_summary(self._report))
        for number, (label, value, count) in enumerate(rows):
            page.set_row(number, height((label, value), (16, 60), LOW))
            put(page, number, 0, label, self._look.label)
            put(page, number, 1, value, self._look.text)
            put(page, number, 2, count, self._look.number if count != "" else self._look.text)

    def changes(self) -> None:
        """Write every element that changed, a row each."""
        page = self._page("变更", tuple(_COLUMNS.values()))
        self._heads(page, tuple(_COLUMNS))
        number = 0
        for number, (cells, line) in enumerate(_rows(self._report), 1):
            texts = (*cells[:8], line.old or "", line.new or "")
            widths = tuple(_COLUMNS.values())[:10]
            page.set_row(number, height(texts, widths, LOW))
            for column, cell in enumerate(cells[:8]):
                put(page, number, column, cell, self._look.text)
            self._marked(page, number, 8, line.old, line.old_runs)
            self._marked(page, number, 9, line.new, line.new_runs)
            level = cells[8]
            put(page, number, 10, level, self._grave if level == "实质性" else self._look.text)
        keep_heads(page, number, len(_COLUMNS))

    def own_lists(self) -> None:
        """Write what changed in the lists beside the power lists."""
        page = self._page(own_lists.TITLE, tuple(_OWN_COLUMNS.values()))
        self._heads(page, tuple(_OWN_COLUMNS))
        number = 0
        for number, (cells, line) in enumerate(_own_rows(self._report), 1):
            texts = (*cells, line.old or "", line.new or "")
            page.set_row(number, height(texts, tuple(_OWN_COLUMNS.values()), LOW))
            for column, cell in enumerate(cells):
                put(page, number, column, cell, self._look.text)
            self._marked(page, number, 6, line.old, line.old_runs)
            self._marked(page, number, 7, line.new, line.new_runs)
        keep_heads(page, number, len(_OWN_COLUMNS))

    def reductions(self) -> None:
        """Write what 四减 came to, item by item."""
        labels = ("部门", "编码", "名称", "项目", "单位", "原", "新", "增减")
        page = self._page("四减", (18, 30, 36, 8, 10, 16, 16, 8))
        self._heads(page, labels)
        found = self._report.reductions.altered
        for number, one in enumerate(found, 1):
            unit = UNITS[one.measure] if one.comparable else ""
            change: Cell = one.change if one.comparable else "不能比较"
            named = (one.item.department, one.item.key.key, one.item.name, str(one.measure), unit)
            old, new = (
                side.value if side.value is not None else "不明" for side in (one.old, one.new)
            )
            self._row(page, number, (*named, old, new, change))
        keep_heads(page, len(found), len(labels))

    def suggestions(self) -> None:
        """Write what may have been forgotten to declare."""
        labels = ("种类", "原来的", "现在的", "理由", "文件", "写上")
        columns = (14, 40, 40, 40, 36, 40)
        page = self._page("疑似", columns)
        self._heads(page, labels)
        rows = [
            (
                str(one.kind),
                "\n".join(f"{entry.name} {entry.key.key}" for entry in one.old),
                f"{declared.entry.name} {declared.entry.key.key}",
                "；".join(one.grounds),
                declared.entry.origin.file if declared.entry.origin else "",
                declared.yaml,
            )
            for one in self._report.suggestions
            for declared in one.declarations
        ]
        for number, row in enumerate(rows, 1):
            page.set_row(number, height(row, columns, LOW))
            self._row(page, number, row)
        keep_heads(page, len(rows), len(labels))

    def _page(self, name: str, widths: Sequence[int]) -> Worksheet:
        page = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        lay_across(page)
        return page

    def _heads(self, page: Worksheet, labels: Sequence[str]) -> None:
        page.set_row(0, 24)
        for column, label in enumerate(labels):
            page.write_string(0, column, label, self._look.head)

    def _row(self, page: Worksheet, number: int, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            style = self._look.number if isinstance(cell, int) else self._look.text
            put(page, number, column, cell, style)

    def _marked(
        self, page: Worksheet, row: int, column: int, value: str | None, runs: tuple[Run, ...]
    ) -> None:
        """Write a text with its words marked; what was there or is there as a whole is plain."""
        text = storable(value or "")
        plain = len(runs) < 2 or len(runs) > _MOST_RUNS or fitted(text) != text
        if plain:
            put(page, row, column, text, self._look.text)
            return
        pieces = [part for run in runs for part in (self._marks[run.mark], storable(run.text))]
        page.write_rich_string(row, column, *pieces, self._look.text)


def _summary(report: ChangeReport) -> Iterator[tuple[str, str, Cell]]:
    yield "清单库", report.name, ""
    yield "旧版本", f"{report.old.label} {report.old.commit[:10]}".rstrip(), ""
    yield "新版本", f"{report.new.label} {report.new.commit[:10]}".rstrip(), ""
    changes = report.changes
    yield "职权项数", "原有", changes.before
    yield "", "增加", changes.added
    yield "", "减少", changes.removed
    yield "", "现有（原有 + 增加 - 减少）", changes.after
    if str(report.narrowing):
        yield "范围", f"{report.narrowing}；另有多少处没有列出", report.hidden
    for kind, count in report.kinds.items():
        yield "变更", f"{kind}（{change_kinds()[kind].meaning}）", count
    for kind, count in report.element_kinds.items():
        yield "要素", kind, count
    for level, count in report.levels.items():
        yield "级别", str(level), count
    for listed, found in report.own.groups.items():
        yield own_lists.TITLE, str(listed), len(found)
    for remark in report.own.remarks:
        yield "", remark, ""
    for one in report.reductions.sums:
        unit = UNITS[one.measure]
        told = f"{one.old} → {one.new}，可比的 {one.items} 项" if one.items else "不明"
        other = f"；单位不同不能比较 {len(one.incomparable)} 项" if one.incomparable else ""
        yield f"四减 {one.measure}", f"{told}（{unit}）；不明 {one.unknown} 项{other}", one.change


def _own_rows(report: ChangeReport) -> Iterator[tuple[tuple[str, ...], Line]]:
    for facts in report.own.shown:
        head = (str(facts.listed), facts.key, facts.name, str(facts.kind))
        if facts.whole:
            yield (*head, "整项", ""), _joined(facts.lines(), gone=facts.change.new is None)
            continue
        for name, line in facts.lines():
            yield (*head, name, line.label), line


def _rows(report: ChangeReport) -> Iterator[tuple[tuple[str, ...], Line]]:
    for group in report.groups:
        for kind in group.kinds:
            for facts in kind.changes:
                yield from _rows_of(facts)


def _rows_of(facts: ChangeFacts) -> Iterator[tuple[tuple[str, ...], Line]]:
    change = facts.change
    code = facts.key if facts.key != facts.name else ""
    head = (facts.department, str(facts.listed), code, facts.name)
    remarks = "；".join(facts.remarks)
    if facts.whole or not facts.elements:
        line = _whole(facts)
        yield (*head, change.kind, remarks, "整项", "", str(change.level)), line
        return
    for element in facts.elements:
        kind = element.kind
        if change.kind != "要素变更" and not change.kind.endswith("变更"):
            kind = f"{change.kind}\n{kind}"
        for line in element.lines:
            yield (
                (*head, kind, remarks, element.name, line.label, str(element.level)),
                line,
            )


def _whole(facts: ChangeFacts) -> Line:
    """Return what an entry that came or went says in brief, in one cell: one row is one entry."""
    lines = ((element.name, line) for element in facts.elements for line in element.lines)
    return _joined(lines, gone=facts.change.new is None)


def _joined(lines: Iterable[tuple[str, Line]], *, gone: bool) -> Line:
    text = "\n".join(f"{name}：{line.old or line.new}" for name, line in lines)
    return Line("", text if gone else None, None if gone else text, plain=True)
