"""Day by day against other libraries: every difference is known, and decided by a notice."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import chinese_calendar
import holidays
import pytest
from workalendar.asia.china import China

from quanze.calendar import national_calendar

DAY = datetime.timedelta(1)


class Difference(NamedTuple):
    day: date
    they_say: bool
    notice: str
    """The notice that decides the day."""


def _workalendar() -> Callable[[date], bool]:
    theirs = China()

    def is_working(day: date) -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns that it needs an update every year
            return bool(theirs.is_working_day(day))

    return is_working


PEERS: list[tuple[str, Callable[[date], bool], range, list[Difference]]] = [
    (
        "workalendar",
        _workalendar(),
        range(2018, 2024),
        [
            Difference(date(2020, 1, 31), True, "国办发明电〔2020〕1号"),
            Difference(date(2020, 2, 1), True, "国办发明电〔2020〕1号"),
        ],
    ),
    (
        "chinesecalendar",
        chinese_calendar.is_workday,
        range(2004, 2027),
        [Difference(date(2005, 12, 31), False, "国办发明电〔2005〕35号")],
    ),
    (
        "holidays",
        holidays.country_holidays("CN", years=range(2003, 2028)).is_working_day,
        range(2004, 2027),
        [],
    ),
]


@pytest.mark.parametrize(
    ("is_working", "years", "known"), [peer[1:] for peer in PEERS], ids=[p[0] for p in PEERS]
)
def test_each_library_differs_on_the_known_days_only(
    is_working: Callable[[date], bool], years: range, known: list[Difference]
) -> None:
    ours = national_calendar()
    day, last = date(years[0], 1, 1), min(date(years[-1], 12, 31), ours.final_through)
    found = []
    while day <= last:
        theirs, decided_by = is_working(day), ours.day(day).notice
        if theirs != ours.days.holds(day):
            found.append(Difference(day, theirs, decided_by.number if decided_by else ""))
        day += DAY
    assert found == known


def test_workalendar_answers_for_weekends_of_years_it_does_not_know() -> None:
    """The reason why its own class is not used: it says no without knowing."""
    make_up = [date(2024, 2, 4), date(2025, 1, 26), date(2026, 1, 4), date(2026, 9, 20)]
    is_working = _workalendar()
    assert [is_working(day) for day in make_up] == [False] * 4
    assert [national_calendar().days.holds(day) for day in make_up] == [True] * 4
