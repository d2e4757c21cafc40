"""Reading what a clerk writes into a cell or an option: dates, times, spans that do not count."""

from __future__ import annotations

import datetime
import re
from typing import Final

from quanze.deadline.count import CannotCount, Suspension
from quanze.model.patterns import pattern
from quanze.model.period import Period
from quanze.model.written_date import DATE, JOIN, end_of_span

_RUN_TOGETHER: Final = pattern(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_TIME: Final = pattern(r"[T\s]*(\d{1,2})\s*[:：时点]\s*(\d{1,2})分?(?:[:：]\d{1,2}(?:\.\d+)?)?")
_WEEKDAY: Final = pattern(r"\s*[（(]?(?:周|星期|礼拜)[一二三四五六日天][)）]?\s*")
_NO_YEAR: Final = pattern(r"\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?")
_OPEN: Final = pattern(r"\s*(?:起(?:至今)?|至今|以来|[-—~]\s*$)")
_SPAN_AGAIN: Final = pattern(rf"{DATE.pattern}|\d{{8}}|\d月\d{{1,2}}日|^(?:至|到|起|结束)")
_BETWEEN: Final = pattern(r"[;；\n]+|[，,、]\s*(?=\d{4})")


def read_moment(text: str) -> tuple[datetime.date, datetime.time | None]:
    """Read a date, with the time of day where it is written.

    Raises:
        CannotCount: it is not a date.
    """
    plain = text.strip()
    found = _date_at_head(plain)
    rest = plain[found.end() :] if found else ""
    if weekday := _WEEKDAY.match(rest):
        rest = rest[weekday.end() :]
    time = _TIME.fullmatch(rest) if rest.strip() else None
    if not found or (rest.strip() and not time):
        year = "没有写年份；" if _NO_YEAR.fullmatch(plain) else ""
        raise CannotCount(f"“{_short(text)}”不是日期；{year}写成 年-月-日，如 2026-09-28")
    try:
        day = _day(found)
        return day, datetime.time(int(time[1]), int(time[2])) if time else None
    except ValueError:
        raise CannotCount(f"没有“{_short(text)}”这一天（或时刻）") from None


def read_date(text: str) -> datetime.date:
    """Read a date; a time of day after it is left aside.

    Raises:
        CannotCount: it is not a date.
    """
    return read_moment(text)[0]


def read_suspensions(text: str) -> tuple[Suspension, ...]:
    """Read spans such as 2026-10-12至2026-10-20 听证；2026-11-10起 鉴定.

    Raises:
        CannotCount: one of them cannot be read.
    """
    return tuple(_suspension(part) for part in _BETWEEN.split(text) if part.strip())


def read_extension(text: str) -> Period | bool:
    """Read whether and by how much a period was extended: 是, 否, 10个工作日.

    Raises:
        CannotCount: it is neither.
    """
    plain = text.strip()
    if plain in ("", "否", "无", "不延长"):
        return False
    if plain in ("是", "延长", "已延长"):
        return True
    if not Period(plain).understood:
        raise CannotCount(f"读不出延长“{_short(text)}”；写 是、否，或写明延长多久，如 10个工作日")
    return Period(plain)


def _suspension(text: str) -> Suspension:
    plain = text.strip()
    first = _date_at_head(plain)
    if first is None:
        raise _no_span(text)
    start, rest = read_date(first[0]), plain[first.end() :]
    if open_end := _OPEN.match(rest):
        return Suspension(start, None, _reason(rest[open_end.end() :], text))
    join = JOIN.match(rest)
    last = _end(rest[join.end() :], start) if join else None
    if join is None or last is None:
        raise _no_span(text)
    end, length = last
    if end < start:
        raise CannotCount(f"中止“{_short(text)}”的结束早于开始")
    return Suspension(start, end, _reason(rest[join.end() + length :], text))


def _date_at_head(text: str) -> re.Match[str] | None:
    return DATE.match(text) or _RUN_TOGETHER.match(text)


def _day(found: re.Match[str]) -> datetime.date:
    return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))


def _end(text: str, start: datetime.date) -> tuple[datetime.date, int] | None:
    """Read the last day at the head of a text, and how long it is written."""
    if found := _RUN_TOGETHER.match(text):
        return read_date(found[0]), found.end()
    end = end_of_span(text, str(start))
    return (read_date(end[0]), end[1]) if end else None


def _no_span(text: str) -> CannotCount:
    return CannotCount(
        f"读不出中止“{_short(text)}”；写成 2026-10-12至2026-10-20 听证，几段用分号隔开，没有结束的写 2026-10-12起 听证"
    )


def _reason(text: str, whole: str) -> str:
    """Read the procedure after a span. What looks like one more span must not pass for it."""
    reason = text.strip(" \t　:：,，、（）()")
    if _SPAN_AGAIN.search(reason):
        raise _no_span(whole)
    return reason


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
