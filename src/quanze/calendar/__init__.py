"""The Chinese working-day calendar: official notices since 2004, and what is open after them."""

from typing import TYPE_CHECKING

from quanze.calendar.arrangement import DayKind
from quanze.calendar.days import WorkingDays
from quanze.calendar.statute import UnknownDays, statutory_days
from quanze.calendar.table import Day, Outcome, WorkingCalendar, national_calendar
from quanze.calendar.year import Year, year_of

if TYPE_CHECKING:
    from quanze.calendar.workalendar_class import ChinaWorkdays
else:

    def __getattr__(name: str) -> object:
        """Load the class for workalendar when it is asked for: few need it."""
        if name == "ChinaWorkdays":
            from quanze.calendar.workalendar_class import ChinaWorkdays

            return ChinaWorkdays
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "ChinaWorkdays",
    "Day",
    "DayKind",
    "Outcome",
    "UnknownDays",
    "WorkingCalendar",
    "WorkingDays",
    "Year",
    "national_calendar",
    "statutory_days",
    "year_of",
]
