"""Calendar files (iCalendar, RFC 5545), which Outlook, WPS and phones take in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import icalendar

_MAKER: Final = "-//quanze//quanze//ZH"
_UNFIT: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


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
    import icalendar

    found = datetime.datetime.combine(stamp, datetime.time(), datetime.UTC)

    calendar = icalendar.Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", icalendar.vText(_plain(name)))
    for event in events:
        calendar.add_component(_component(event, found))
    data: bytes = calendar.to_ical()
    return data.decode("utf-8")


def _component(event: Event, stamp: datetime.datetime) -> icalendar.Event:
    import icalendar

    made = icalendar.Event()
    made.add("uid", _plain(event.uid))
    made.add("dtstamp", stamp)
    if event.time is not None:
        made.add("dtstart", datetime.datetime.combine(event.first, event.time))
    else:
        made.add("dtstart", event.first)
    if event.time is None and event.last < datetime.date.max:
        made.add("dtend", event.last + datetime.timedelta(1))
    made.add("summary", _plain(event.title))
    if event.description:
        made.add("description", _plain(event.description))
    # A due date does not make anybody busy.
    made.add("transp", "TRANSPARENT")
    return made


def _plain(text: str) -> str:
    """Leave out what has no place in the format: control characters and lone surrogates."""
    return _UNFIT.sub("", text)
