"""分级预警: how much time is left of a running case, and the colour that goes with it."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import NamedTuple

from quanze.calendar import WorkingCalendar
from quanze.model.period_rule import WarningLevels


class Colour(StrEnum):
    """The grades of warning, from calm to late."""

    GREEN = "绿"
    YELLOW = "黄"
    ORANGE = "橙"
    RED = "红"
    OVERDUE = "超期"


class Remaining(NamedTuple):
    """What is left until a day."""

    working_days: int
    """Working days after today up to and with the last day; negative if it has passed."""
    days: int
    """Calendar days, likewise."""
    colour: Colour


def remaining(
    calendar: WorkingCalendar,
    last: datetime.date,
    today: datetime.date,
    levels: WarningLevels,
) -> Remaining:
    """Judge what is left until a last day. A provisional one is judged by the earliest it can be."""
    left = (last - today).days
    if left < 0:
        return Remaining(-calendar.days.count(last, today), left, Colour.OVERDUE)
    working = calendar.days.count(today, last)
    for limit, colour in (
        (levels.red, Colour.RED),
        (levels.orange, Colour.ORANGE),
        (levels.yellow, Colour.YELLOW),
    ):
        if working <= limit:
            return Remaining(working, left, colour)
    return Remaining(working, left, Colour.GREEN)
