"""A table of handled cases, row by row. What is kept of a row is what checks ask for, nothing personal."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from quanze.casework.columns import ACCEPTED, APPLIED, DECIDED, DONE, FILED, CaseColumns, Known
from quanze.deadline.count import CannotCount
from quanze.deadline.reading import read_date
from quanze.excel.archive import Unreadable
from quanze.excel.columned import ColumnedTable, RawRow, open_table
from quanze.excel.text import clean_text, letter
from quanze.model.patterns import pattern
from quanze.model.visible_text import visible

_CODE: Final = pattern(r"[0-9A-Za-z][0-9A-Za-z_\-./]{0,63}")
_PERSONAL: Final = pattern(r"(?<!\d)(?:[1-9]\d{16}[\dXx]|1[3-9]\d{9})(?!\d)")
_SHOWN: Final = 40
_LONGEST: Final = 20_000
"""Letters of a cell that are looked at; materials of a case take less."""


@dataclass(frozen=True)
class Case:
    """One handled case."""

    row: int
    number: str
    """As it may be shown: no control characters, no id or telephone numbers."""
    code: str
    """The item's code; empty where nothing that could be one is written."""
    days: Mapping[str, datetime.date]
    """Stage -> its day."""
    unread: frozenset[str]
    """Stages whose day is written and cannot be read."""
    cells: Mapping[str, str]
    """The other cells, by their columns. Never shown."""

    def text(self, column: Known) -> str:
        """Return the text of a cell, empty where there is none."""
        return self.cells.get(column, "")

    @property
    def begun(self) -> datetime.date | None:
        """The day by which is judged who may act: of acceptance, else of filing, application, decision."""
        stages = (ACCEPTED, FILED, APPLIED, DECIDED, DONE)
        return next((self.days[stage] for stage in stages if stage in self.days), None)

    @property
    def ended(self) -> datetime.date | None:
        """The day of the decision; where none is written, the day on which all was done."""
        return self.days.get(DECIDED) or self.days.get(DONE)


class CaseTable:
    """A table of handled cases that is open."""

    def __init__(self, table: ColumnedTable[str], columns: CaseColumns) -> None:
        self._table = table
        self.columns = columns
        self.places = table.places()
        self.remarks = tuple(_remarks(table, self.places))

    def has(self, column: str) -> bool:
        """Whether the table has a column."""
        return column in self.places

    def dates(self, stage: str) -> bool:
        """Whether the table has a column for the day of a stage."""
        return self.columns.of_stage(stage) in self.places

    def cell(self, row: int, column: str) -> str:
        """Return where a cell stands; empty where the table has no such column."""
        return f"{letter(self.places[column])}{row}" if column in self.places else ""

    def cases(self) -> Iterator[Case]:
        """Go through the cases, once."""
        for row in self._table.rows(self.places):
            yield self._case(row)

    def _case(self, row: RawRow[str]) -> Case:
        days: dict[str, datetime.date] = {}
        unread, cells = [], {}
        for column, written in row.cells.items():
            stage = self.columns.stages.get(column)
            if stage is None:
                cells[column] = clean_text(written[:_LONGEST], label=column != Known.MATERIALS)
            elif (day := read_day(written)) is not None:
                days[stage] = day
            elif written.strip() not in _NO_DAY:
                unread.append(stage)
        code = cells.get(Known.ITEM, "")
        return Case(
            row.row,
            _shown(cells.get(Known.NUMBER, "")),
            code if _CODE.fullmatch(code) and not _PERSONAL.fullmatch(code) else "",
            days,
            frozenset(unread),
            cells,
        )


_NO_DAY: Final = ("", "无", "/", "-", "—", "——", "否")


def open_cases(path: Path, columns: CaseColumns) -> CaseTable:
    """Open a table of handled cases.

    Raises:
        Unreadable: it is no such table; the text says why, in Chinese.
    """
    table = open_table(path, columns.columns)
    if table is None:
        raise Unreadable(
            "没有找到表头：要有一行写着列名，至少有“事项编码”；用 quanze cases --template 文件 得到空表"
        )
    if Known.ITEM not in table.places():
        raise Unreadable(table.missing(Known.ITEM, columns.columns.also[Known.ITEM]))
    return CaseTable(table, columns)


def _remarks(table: ColumnedTable[str], places: Mapping[str, int]) -> Iterator[str]:
    if unused := len(table.unused(places)):
        yield f"有 {unused} 列没有用到"
    if table.others:
        yield f"工作簿里另有 {len(table.others)} 张工作表没有读"


@lru_cache(maxsize=65536)
def read_day(text: str) -> datetime.date | None:
    """Read a day; None where there is none, or it cannot be read."""
    if not text or len(text) > _SHOWN:
        return None
    try:
        return read_date(text)
    except (CannotCount, ValueError, OverflowError):
        return None


def _shown(text: str) -> str:
    masked = _PERSONAL.sub("（已隐去）", visible(text.replace("\n", " ")))
    return masked if len(masked) <= _SHOWN else f"{masked[: _SHOWN - 1]}…"
