"""Calendar files (iCalendar, RFC 5545), which Outlook, WPS and phones take in.

Written line by line: a table of 100,000 cases takes the icalendar library half a minute. The tests hold
every byte against what that library writes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from quanze.model.patterns import pattern

_MAKER: Final = "-//quanze//quanze//ZH"
_LONGEST_LINE: Final = 74
"""Bytes; a line that goes on begins with a blank besides."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNFIT: Final = pattern(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Event(NamedTuple):
    """Something that takes one whole day or several, or that falls on a moment."""

    uid: str
    """What the event is known by: a calendar that takes it in again replaces it."""
    first: datetime.date
    last: datetime.date
    """The last day, which belongs to it."""
    title: str
    description: str = ""
    time: datetime.time | None = None
    """The moment on the first day, where it does not take the whole day; local time."""


def ics_text(name: str, events: Iterable[Event], stamp: datetime.date) -> str:
    """Write events as a calendar file; the same text for the same events and stamp.

    Args:
        name: the name under which the calendar is shown.
        events: the events, in the order in which they are to stand.
        stamp: the day on which they were found.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_MAKER}",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _lines(event, _day(stamp))),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(event.title)}"
    if event.time is not None:
        yield f"DTSTART:{_day(event.first)}T{event.time:%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.first)}"
    if event.time is None and event.last < datetime.date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.last + datetime.timedelta(1))}"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"UID:{_text(event.uid)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    # A due date does not make anybody busy.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Escape a text (section 3.3.11)."""
    return _plain(text).translate(_ESCAPED)


def _folded(line: str) -> str:
    """Break a line after 74 bytes (section 3.1): never inside a character, or an escape."""
    data = line.encode()
    if len(data) <= _LONGEST_LINE:
        return line
    parts: list[bytes] = []
    start = 0
    while start < len(data):
        end = start + _LONGEST_LINE
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        if end < len(data) and data[end - 1] in b"\\^":
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join(parts).decode()


def _plain(text: str) -> str:
    """Leave out what has no place in the format: control characters and lone surrogates."""
    return _UNFIT.sub("", text)
