"""Reading a table of running cases, as an office's system exports it or a clerk keeps it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quanze.deadline.case_rows import CaseRow, Column
from quanze.excel.archive import MAX_CELLS, Unreadable
from quanze.excel.grid import Grid, file_bytes, read_grids
from quanze.excel.headers import unit_hint
from quanze.excel.text import clean_text, compact
from quanze.load.encoding import decode

_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_TEXT_FILES: Final = (".csv", ".txt", ".tsv")
_DELIMITERS: Final = (",", "\t", ";")
_SAMPLE: Final = 64 * 1024
_SEARCHED_ROWS: Final = 50
_NOTE: Final = re.compile(r"[（(].*[）)]$|[*＊:：]+$")
_LIMITS: Final = (Column.LIMIT, Column.RULE, Column.ITEM)

_ALSO: Final[dict[Column, str]] = {
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
"""What else a column may be called."""
_MEANING: Final = {name: column for column, names in _ALSO.items() for name in names.split()} | {
    str(column): column for column in Column
}


@dataclass(frozen=True)
class CaseFile:
    """The rows of a table of cases, and what was left aside in reading it."""

    rows: tuple[CaseRow, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Header:
    """Where the columns stand in a table."""

    row: int
    names: tuple[str, ...]
    unit: str = ""
    """The unit that the header of the column 期限 states, for cells with a bare number."""


def read_cases(path: Path) -> CaseFile:
    """Read a table of cases: .csv, .xlsx, .xls or .et, told by content.

    Raises:
        Unreadable: it is no such table; the text says why, in Chinese.
    """
    data = file_bytes(path)
    if path.suffix.lower() in _TEXT_FILES and not data.startswith(_WORKBOOK):
        grids = [_text_grid(data)]
    else:
        grids = read_grids(data)
    # A table that is shown goes before a hidden one.
    for grid in sorted(grids, key=lambda grid: grid.hidden):
        header = _header(grid)
        if header:
            return _table(grid, header, [other.name for other in grids if other is not grid])
    raise Unreadable(
        "没有找到表头：要有一行写着列名，至少有“起算日”，和“期限”“规则”“事项编码”中的一列"
    )


def _text_grid(data: bytes) -> Grid:
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的")
    decoded = decode(data)
    if not decoded.readable and decoded.encoding == "未知":
        raise Unreadable("文字编码认不出来；请用 Excel 打开，另存为“CSV UTF-8”")
    sample = decoded.text[:_SAMPLE]
    best = max(_DELIMITERS, key=lambda delimiter: _known_names(sample, delimiter))
    return Grid("", hidden=False, rows=list(_lines(decoded.text, best)), owners={}, spans={})


def _known_names(sample: str, delimiter: str) -> int:
    """Count the columns that are understood if the text is so divided."""
    lines = "\n".join(sample.splitlines()[:_SEARCHED_ROWS])
    rows = csv.reader(io.StringIO(lines), delimiter=delimiter)
    try:
        return max((_meanings(row) for row in rows), default=0)
    except csv.Error:
        return 0


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = cells = 0
    while True:
        number += 1
        try:
            row = next(reader)
            cells += len(row)
            if cells > MAX_CELLS:
                raise Unreadable(f"单元格超过 {MAX_CELLS:,} 个，没有读取")
            yield row
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(
                f"第 {number} 行有一个单元格长过 {csv.field_size_limit()} 字；"
                "多半是英文引号没有成对，请检查这一行"
            ) from None


def _header(grid: Grid) -> _Header | None:
    """Find the first row with names of columns; one name alone only if no row has more."""
    rows = range(min(_SEARCHED_ROWS, len(grid.rows)))
    counts = {row: _meanings(grid.rows[row]) for row in rows}
    row = next((row for row in rows if counts[row] > 1), None)
    row = next((row for row in rows if counts[row]), None) if row is None else row
    if row is None:
        return None
    written = grid.rows[row]
    units = (unit_hint(text) for text in written if _MEANING.get(_name(text)) is Column.LIMIT)
    return _Header(row, tuple(map(_name, written)), next(filter(None, units), ""))


def _name(text: str) -> str:
    return _NOTE.sub("", compact(text)) if len(text) < 80 else text


def _meanings(names: list[str]) -> int:
    return sum(1 for name in names if _name(name) in _MEANING)


def _table(grid: Grid, header: _Header, others: list[str]) -> CaseFile:
    places = _places(header)
    if Column.START not in places:
        raise Unreadable(_missing("起算日", header, _ALSO[Column.START]))
    if not any(column in places for column in _LIMITS):
        names = "、".join(str(column) for column in _LIMITS)
        raise Unreadable(_missing(f"{names}（至少要一列）", header, _ALSO[Column.LIMIT]))
    rows = tuple(_rows(grid, header, places))
    unused = [
        name for index, name in enumerate(header.names) if name and index not in places.values()
    ]
    remarks = [f"没有用到的列：{'、'.join(dict.fromkeys(unused))}"] if unused else []
    if others:
        remarks.append(f"读的是工作表“{grid.name}”；没有读：{'、'.join(others)}")
    return CaseFile(rows, tuple(remarks))


def _missing(what: str, header: _Header, also: str) -> str:
    names = "、".join(name for name in header.names if name)[:200]
    return (
        f"表里没有这一列：{what}。第 {header.row + 1} 行是表头，写着：{names}。"
        f"请把有关的列改名；也认得 {'、'.join(also.split()[:4])} 等叫法"
    )


def _places(header: _Header) -> dict[Column, int]:
    """Find the place of each column. Its own name goes before another name for it."""
    places: dict[Column, int] = {}
    for column in Column:
        for wanted in ([str(column)], _ALSO[column].split()):
            found = [index for index, name in enumerate(header.names) if name in wanted]
            if len(found) > 1:
                names = "、".join(header.names[index] for index in found)
                raise Unreadable(
                    f"有几列都可以是“{column}”（{names}）；请把要用的一列改名为“{column}”，"
                    "并给其余的换个名字"
                )
            if found:
                places[column] = found[0]
                break
    return places


def _rows(grid: Grid, header: _Header, places: dict[Column, int]) -> Iterator[CaseRow]:
    shown = grid.spread if grid.owners else grid.text
    for row in range(header.row + 1, len(grid.rows)):
        # A header is repeated on every printed page.
        if not any(grid.rows[row]) or grid.rows[row] == grid.rows[header.row]:
            continue
        cells = {
            column: text.strip() if column is Column.SUSPENDED else clean_text(text, label=True)
            for column, index in places.items()
            if (text := shown(row, index))
        }
        if header.unit and cells.get(Column.LIMIT, "").isdecimal():
            cells[Column.LIMIT] += "个月" if header.unit == "月" else header.unit
        yield CaseRow(row + 1, cells)
