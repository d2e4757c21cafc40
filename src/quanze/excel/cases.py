"""Reading a table of running cases, as an office's system exports it or a clerk keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quanze.deadline.case_rows import CaseRow, Column
from quanze.excel.archive import Unreadable
from quanze.excel.columned import ColumnedTable, Columns, open_table
from quanze.excel.headers import unit_hint
from quanze.excel.text import clean_text

_LIMITS: Final = (Column.LIMIT, Column.RULE, Column.ITEM)

_COLUMNS: Final = Columns(
    {
        Column.NUMBER: "案号 办件编号 办件号 案件编号 受理编号 申请编号 收件编号 业务编号 流水号",
        Column.START: "起算日期 受理日期 受理日 受理时间 立案日期 立案日 收到日期 收到日 收件日期",
        Column.LIMIT: "时限 办理期限 办理时限 办结时限 法定时限 法定期限 承诺时限 承诺期限",
        Column.RULE: "期限规则 规则编号 规则代码",
        Column.ITEM: "事项 事项代码 实施编码 权力编码 职权编码",
        Column.ROLL: "是否顺延 末日顺延",
        Column.SUSPENDED: "中止时间 中止期间 扣除 扣除时间 不计入 不计入时间",
        Column.EXTENDED: "是否延长 延期",
        Column.EXTENDED_ON: "延长日 延长决定日期",
        Column.TODAY: "今天 计算日",
        Column.CHANNEL: "提交方式 收件方式",
    }
)
"""Each with what else it may be called."""


@dataclass(frozen=True)
class CaseFile:
    """The rows of a table of cases, and what was left aside in reading it."""

    rows: tuple[CaseRow, ...]
    remarks: tuple[str, ...] = ()


def read_cases(path: Path) -> CaseFile:
    """Read a table of cases: .csv, .xlsx, .xls or .et, told by content.

    Raises:
        Unreadable: it is no such table; the text says why, in Chinese.
    """
    table = open_table(path, _COLUMNS)
    if table is None:
        raise Unreadable(
            "没有找到表头：要有一行写着列名，至少有“起算日”，和“期限”“规则”“事项编码”中的一列"
        )
    places = table.places()
    if Column.START not in places:
        raise Unreadable(table.missing("起算日", _COLUMNS.also[Column.START]))
    if not any(column in places for column in _LIMITS):
        names = "、".join(str(column) for column in _LIMITS)
        raise Unreadable(table.missing(f"{names}（至少要一列）", _COLUMNS.also[Column.LIMIT]))
    rows = tuple(_rows(table, places))
    unused = table.unused(places)
    remarks = [f"没有用到的列：{'、'.join(unused)}"] if unused else []
    if table.others:
        remarks.append(f"读的是工作表“{table.sheet}”；没有读：{'、'.join(table.others)}")
    return CaseFile(rows, tuple(remarks))


def _rows(table: ColumnedTable[Column], places: Mapping[Column, int]) -> Iterator[CaseRow]:
    unit = _unit(table)
    for row, written in table.rows(places):
        cells = {
            column: text.strip() if column is Column.SUSPENDED else clean_text(text, label=True)
            for column, text in written.items()
        }
        if unit and cells.get(Column.LIMIT, "").isdecimal():
            cells[Column.LIMIT] += "个月" if unit == "月" else unit
        yield CaseRow(row, cells)


def _unit(table: ColumnedTable[Column]) -> str:
    """Return the unit that the header of 期限 states, for cells with a bare number."""
    limits = (text for text in table.headers if _COLUMNS.of(text) is Column.LIMIT)
    return next(filter(None, map(unit_hint, limits)), "")
