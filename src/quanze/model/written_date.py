"""Dates as officials write them: 2026年2月15日, 2026-02-15, 2026/2/15."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

DATE_PATTERN: Final = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
_WHOLE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_IN_YEAR: Final = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_IN_MONTH: Final = re.compile(r"(\d{1,2})\s*日")


def iso_date(text: str) -> str | None:
    """Write a date as 2026-02-15; None where the text is not a date of that form."""
    found = _WHOLE.fullmatch(text.strip())
    return f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def completed(text: str, first: str) -> str | None:
    """Write the end of a span: 23日 and 3月2日 take what they lack from its first day, 2026-02-15."""
    year, month, _ = first.split("-")
    if day := _IN_MONTH.fullmatch(text.strip()):
        return f"{year}-{month}-{int(day[1]):02}"
    if both := _IN_YEAR.fullmatch(text.strip()):
        return f"{year}-{int(both[1]):02}-{int(both[2]):02}"
    return iso_date(text)


def _normalised(value: Any) -> Any:
    return (iso_date(value) or value) if isinstance(value, str) else value


WrittenDate = Annotated[
    datetime.date, BeforeValidator(_normalised, json_schema_input_type=datetime.date)
]
"""A date that may also be written as 2026年2月15日."""
