"""What comparing found, as an Excel workbook: who was compared, and a row for each finding."""

from __future__ import annotations

import io
from collections import Counter
from typing import Final

from quanze.align.judged import Judged
from quanze.align.results import Alignment
from quanze.publish.spreadsheet.cells import Cell
from quanze.publish.spreadsheet.look import Look, new_workbook
from quanze.publish.spreadsheet.sheet import Sheet
from quanze.rules.registry import RULES_BY_CODE

_FOUND: Final = {
    "下级": 22, "上级": 22, "代码": 6, "检查": 18, "级别": 8, "事项编码": 36, "事项名称": 28, "要素": 10,
    "说明": 60, "怎么改": 40, "位置": 40, "豁免": 16,
}  # fmt: skip
_WHO: Final = {
    "清单": 34,
    "地区代码": 14,
    "层级": 12,
    "事项": 8,
    "没有基本编码": 12,
    "对照": 34,
    "可对照": 8,
}


def workbook(alignment: Alignment, judged: Judged) -> bytes:
    """Return the workbook."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        look = Look(book)
        for name, columns, rows in (
            ("比对范围", _WHO, _registers(alignment)),
            ("各项问题数", {"代码": 8, "检查": 34, "处数": 10}, _counts(judged)),
            ("问题", _FOUND, _findings(judged)),
        ):
            sheet = Sheet(book.add_worksheet(name), look, columns)
            for row in rows:
                sheet.add(row)
            sheet.close()
    return stream.getvalue()


def _registers(alignment: Alignment) -> list[tuple[Cell, ...]]:
    beside = {one.lower.side: one for one in alignment.beside}
    rows: list[tuple[Cell, ...]] = []
    for one in alignment.registers:
        above = beside.get(one.side)
        rows.append(
            (
                one.name, one.division, one.level, alignment.items.get(one.side, 0),
                alignment.uncoded.get(one.side, 0),
                above.upper.name if above else "",
                above.compared if above else "",
            )
        )  # fmt: skip
    return rows


def _counts(judged: Judged) -> list[tuple[Cell, ...]]:
    counts = Counter(entry.finding.code for entry in judged.report.open())
    return [(code, RULES_BY_CODE[code].name, count) for code, count in sorted(counts.items())]


def _findings(judged: Judged) -> list[tuple[Cell, ...]]:
    return [
        (
            found.lower.name if found.lower else "",
            found.upper.name if found.upper else "",
            entry.finding.code,
            RULES_BY_CODE[entry.finding.code].name,
            str(entry.severity),
            entry.finding.item,
            entry.finding.name,
            entry.finding.params.get("element", ""),
            entry.finding.message,
            entry.finding.mend or RULES_BY_CODE[entry.finding.code].mend,
            str(entry.place),
            entry.reason,
        )
        for found, entry in judged.entries
    ]
