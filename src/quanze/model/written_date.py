"""Dates as officials write them: 2026年2月15日, 2026-02-15, 2026/2/15; spans joined by 至."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from quanze.model.patterns import pattern

WEEKDAYS: Final = "一二三四五六日"
DATE: Final = pattern(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
)
JOIN: Final = pattern(r"\s*(?:至|到|—|–|~|～)\s*")
_IN_YEAR: Final = pattern(r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_IN_MONTH: Final = pattern(r"(?P<day>\d{1,2})\s*日")


def iso(year: str, month: str, day: str) -> str:
    """Write a date as 2026-02-15."""
    return f"{int(year):04}-{int(month):02}-{int(day):02}"


def in_chinese(day: datetime.date) -> str:
    """Write a date as 2026年2月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def iso_date(text: str) -> str | None:
    """Write a date as 2026-02-15; None where the text is not a date of that form."""
    found = DATE.fullmatch(text.strip())
    return iso(found["year"], found["month"], found["day"]) if found else None


def end_of_span(text: str, first: str) -> tuple[str, int] | None:
    """Read the end of a span at the head of a text, and say how long it is written.

    23日 and 3月2日 take what they lack from the first day of the span, 2026-02-15.
    """
    year, month, _ = first.split("-")
    for form in (DATE, _IN_YEAR, _IN_MONTH):
        if found := form.match(text):
            parts = {"year": year, "month": month, **found.groupdict()}
            return iso(parts["year"], parts["month"], parts["day"]), found.end()
    return None


def _normalised(value: Any) -> Any:
    return (iso_date(value) or value) if isinstance(value, str) else value


WrittenDate = Annotated[
    datetime.date, BeforeValidator(_normalised, json_schema_input_type=datetime.date)
]
"""A date that may also be written as 2026年2月15日."""
