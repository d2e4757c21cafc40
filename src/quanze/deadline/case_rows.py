"""One running case, read from the row of a table; what cannot be read is told by its column."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from quanze.deadline.answer import Request
from quanze.deadline.count import CannotCount, Suspension
from quanze.deadline.reading import read_extension, read_moment, read_suspensions


class Column(StrEnum):
    """The columns of a table of cases."""

    NUMBER = "编号"
    START = "起算日"
    LIMIT = "期限"
    RULE = "规则"
    ITEM = "事项编码"
    ROLL = "顺延"
    SUSPENDED = "中止"
    EXTENDED = "延长"
    EXTENDED_ON = "延长日期"
    TODAY = "今日"
    CHANNEL = "收到方式"


class CaseRow(NamedTuple):
    """A row of a table as it was found; cells without text may be missing."""

    row: int
    """Its number as a spreadsheet shows it."""
    cells: dict[Column, str]

    def text(self, column: Column) -> str:
        """Return the text of a cell, empty where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Fault:
    """Why a row has no date."""

    column: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.column}：{self.reason}。改法：{self.mend}"


class CaseFault(Exception):
    """A row that cannot be worked out."""

    def __init__(self, column: str, reason: str, mend: str = "") -> None:
        super().__init__(reason)
        self.fault = Fault(column, reason, mend or _MEND.get(column, "改正以后重新计算"))

    @classmethod
    def told_by(cls, column: str, error: Exception) -> CaseFault:
        """Take over what counting says; after a semicolon it says what to do."""
        reason, _, mend = str(error).partition("；")
        return cls(column, reason.rstrip("。"), mend.rstrip("。"))


@dataclass(frozen=True)
class Case:
    """One running case."""

    row: int
    number: str
    request: Request
    """What is asked of its period; the suspensions that have ended are in it."""
    today: datetime.date
    suspended: Suspension | None = None
    """The suspension that still lasts."""


_MEND: Final[dict[str, str]] = {
    Column.START: "写成 2026-09-28；按小时的写到分，如 2026-09-28 15:30",
    Column.LIMIT: "写明数字和单位，如 20个工作日、60日、6个月、24小时",
    Column.RULE: "写期限规则的编号，如 许可-决定；用 quanze deadline --list 查看",
    Column.ITEM: "核对事项编码，并用 --register 写明清单库",
    Column.ROLL: "写 是 或 否，或者空着",
    Column.SUSPENDED: "写成 2026-10-12至2026-10-20 听证；没有结束的写 2026-11-10起 鉴定",
    Column.EXTENDED: "写 是、否，或延长多久，如 10个工作日",
    Column.EXTENDED_ON: "写成 2026-09-28，或者空着",
    Column.TODAY: "写成 2026-09-28，或者空着",
    Column.CHANNEL: "核对收到方式，或者空着",
}
_YES_NO: Final = {
    "": None, "是": True, "否": False, "顺延": True, "不顺延": False, "TRUE": True, "FALSE": False,
}  # fmt: skip
_FORMULA: Final = "单元格里是公式，没有算出的结果"
_SERIALS: Final = range(38_000, 73_000)
"""Serial numbers that a spreadsheet gives to days from 2004 to 2099."""
_SERIAL_ZERO: Final = datetime.date(1899, 12, 30)

_moment = lru_cache(maxsize=4096)(read_moment)


def read_case(row: CaseRow, today: datetime.date) -> Case:
    """Read a row.

    Raises:
        CaseFault: a cell of it cannot be read.
    """
    day, time = _read_start(row)
    ended, lasting = _read_suspensions(row)
    text = row.text(Column.ROLL).upper()
    if text not in _YES_NO:
        raise CaseFault(Column.ROLL, f"“{shortened(text)}”不是 是 或 否")
    try:
        extend = read_extension(row.text(Column.EXTENDED))
    except CannotCount as error:
        raise CaseFault.told_by(Column.EXTENDED, error) from None
    extended_on = _read_day(row, Column.EXTENDED_ON)
    if extended_on and not extend:
        raise CaseFault(Column.EXTENDED, "写了延长日期，没有写延长")
    channel = row.text(Column.CHANNEL) or None
    request = Request(day, time, ended, extend, extended_on, _YES_NO[text], channel)
    now = _read_day(row, Column.TODAY) or today
    return Case(row.row, row.text(Column.NUMBER), request, now, lasting)


def _read_start(row: CaseRow) -> tuple[datetime.date, datetime.time | None]:
    text = row.text(Column.START)
    if not text:
        raise CaseFault(Column.START, "没有写起算日")
    if text.startswith("="):
        raise CaseFault(Column.START, _FORMULA, "在 Excel 里打开这个表，保存一次，再计算")
    if text.isdecimal() and int(text[:6]) in _SERIALS and len(text) == 5:
        day = _SERIAL_ZERO + datetime.timedelta(int(text))
        raise CaseFault(
            Column.START,
            f"“{text}”像是日期在 Excel 里的序号（{day}）",
            "在 Excel 里把这一列的格式设为日期，再保存",
        )
    try:
        return _moment(text)
    except CannotCount as error:
        raise CaseFault.told_by(Column.START, error) from None


def _read_day(row: CaseRow, column: Column) -> datetime.date | None:
    text = row.text(column)
    if not text:
        return None
    try:
        return _moment(text)[0]
    except CannotCount as error:
        raise CaseFault.told_by(column, error) from None


def _read_suspensions(row: CaseRow) -> tuple[tuple[Suspension, ...], Suspension | None]:
    """Read the suspensions, the one that still lasts apart. It takes in what is said of later days."""
    text = row.text(Column.SUSPENDED)
    if not text or text in ("否", "无"):
        return (), None
    try:
        spans = read_suspensions(text)
    except CannotCount as error:
        raise CaseFault.told_by(Column.SUSPENDED, error) from None
    lasting = [span for span in spans if span.last is None]
    if len(lasting) > 1:
        raise CaseFault(Column.SUSPENDED, "有几段中止都没有写结束", "写明已经结束的是哪一天结束的")
    return tuple(span for span in spans if span.last), lasting[0] if lasting else None


def shortened(text: str) -> str:
    """Return a text that fits into a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"
