"""The table as a workalendar class: the same answers, and an error where it has none."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workalendar.core import Calendar
from workalendar.exceptions import CalendarError

import quanze.calendar
from quanze.calendar import ChinaWorkdays, UnknownDays, WorkingCalendar, national_calendar
from quanze.model.working_days import DayNotice

DAY = datetime.timedelta(1)
TABLE = national_calendar()
THEIRS = ChinaWorkdays()

dates = st.dates(date(2004, 6, 1), date(2026, 8, 31))
numbers = st.integers(0, 60)


def test_it_is_a_calendar_of_workalendar() -> None:
    assert isinstance(THEIRS, Calendar)


def test_it_is_loaded_only_when_it_is_asked_for() -> None:
    program = (
        "import sys, quanze.calendar as c; before = 'workalendar' in sys.modules;"
        "c.ChinaWorkdays; print(before, 'workalendar' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout.split() == ["False", "True"]


def test_other_names_are_missing_as_ever() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Workdays'"):
        _ = getattr(quanze.calendar, "Workdays")  # noqa: B009 - mypy knows that it is not there


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_is_that_of_the_table(year: int) -> None:
    day = date(year, 1, 1)
    while day <= min(date(year, 12, 31), TABLE.final_through):
        assert THEIRS.is_working_day(day) == TABLE.days.holds(day), day
        day += DAY


@given(dates, numbers)
def test_adding_and_subtracting_is_shifting_in_the_table(day: date, number: int) -> None:
    assert THEIRS.add_working_days(day, number) == TABLE.days.shift(day, number)
    assert THEIRS.sub_working_days(day, number) == TABLE.days.shift(day, -number)


@given(dates, st.integers(0, 100))
def test_the_delta_is_the_count_of_the_table(day: date, length: int) -> None:
    end = day + DAY * length
    assert THEIRS.get_working_days_delta(day, end) == TABLE.days.count(day, end)
    assert THEIRS.get_working_days_delta(end, day) == TABLE.days.count(day, end)


@given(dates)
def test_the_following_working_day_is_that_of_the_table(day: date) -> None:
    assert THEIRS.find_following_working_day(day) == TABLE.days.shift(day - DAY, 1)


@pytest.mark.parametrize("year", range(2004, 2026))
def test_the_holidays_of_a_year_are_the_days_off_by_notice(year: int) -> None:
    days = [date(year, 1, 1) + DAY * n for n in range(366)]
    found = [TABLE.day(day) for day in days if day.year == year]
    expected = [(d.date, d.festival) for d in found if d.notice and not d.is_working]
    assert THEIRS.holidays(year) == expected
    assert THEIRS.holidays_set(year) == {day for day, _ in expected}
    for day in days:
        assert THEIRS.is_holiday(day) == (TABLE.day(day).notice is not None
                                          and not TABLE.days.holds(day))  # fmt: skip


@pytest.mark.parametrize(
    ("day", "working", "holiday", "label"),
    [
        (date(2026, 2, 17), False, True, "春节"),
        (date(2026, 2, 21), False, True, "春节"),
        (date(2026, 2, 14), True, False, None),
        (date(2026, 3, 7), False, False, None),
        (date(2026, 3, 9), True, False, None),
    ],
)
def test_a_holiday_is_a_day_off_by_notice(
    day: date, working: bool, holiday: bool, label: str | None
) -> None:
    assert THEIRS.is_working_day(day) == working
    assert THEIRS.is_holiday(day) == holiday
    assert THEIRS.get_holiday_label(day) == label


Ask = Callable[[Any], object]
UNANSWERED: dict[str, Ask] = {
    "a weekday past the notices": lambda c: c.is_working_day(date(2026, 12, 28)),
    "a weekend day past them": lambda c: c.is_working_day(date(2026, 12, 26)),
    "a festival by statute alone": lambda c: c.is_working_day(date(2027, 1, 1)),
    "a weekend of a year without notice": lambda c: c.is_working_day(date(2027, 1, 2)),
    "a far year": lambda c: c.is_working_day(date(2060, 1, 2)),
    "a year before the notices": lambda c: c.is_working_day(date(2003, 12, 31)),
    "holiday": lambda c: c.is_holiday(date(2026, 12, 31)),
    "holiday label": lambda c: c.get_holiday_label(date(2027, 1, 1)),
    "a sum across the horizon": lambda c: c.add_working_days(date(2026, 12, 24), 2),
    "a negative sum from behind it": lambda c: c.add_working_days(date(2026, 12, 31), -1),
    "a difference from behind it": lambda c: c.sub_working_days(date(2026, 12, 31), 1),
    "a difference before 2004": lambda c: c.sub_working_days(date(2004, 1, 5), 5),
    "a delta across it": lambda c: c.get_working_days_delta(date(2026, 12, 1), date(2027, 1, 4)),
    "the next working day": lambda c: c.find_following_working_day(date(2027, 1, 1)),
    "a year without notice": lambda c: c.holidays(2027),
    "a set of holidays": lambda c: c.holidays_set(2027),
    "an export with an open year": lambda c: c.export_to_ical([2025, 2027]),
}


@pytest.mark.parametrize("ask", UNANSWERED.values(), ids=UNANSWERED.keys())
def test_where_no_notice_decides_it_says_so(ask: Ask) -> None:
    with pytest.raises(
        UnknownDays, match=r"还没有定：已公布的放假安排只能确定到 2026-12-25|只收录"
    ):
        ask(THEIRS)
    with pytest.raises(CalendarError):
        ask(THEIRS)


def test_the_last_decided_day_is_answered() -> None:
    assert THEIRS.is_working_day(date(2026, 12, 25))
    assert THEIRS.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 25)


def test_moments_are_taken_as_days() -> None:
    noon = datetime.datetime(2026, 2, 14, 12)
    assert THEIRS.is_working_day(noon)
    assert THEIRS.add_working_days(noon, 1) == date(2026, 2, 24)
    later = THEIRS.add_working_days(noon, 1, keep_datetime=True)
    assert later == datetime.datetime(2026, 2, 24, 12)


def test_the_callers_own_days_go_first() -> None:
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    assert THEIRS.is_working_day(saturday, extra_working_days=[saturday])
    assert not THEIRS.is_working_day(monday, extra_holidays=[monday])
    assert THEIRS.is_working_day(monday, [monday], [monday])
    assert THEIRS.is_holiday(monday, extra_holidays=[monday])
    assert THEIRS.add_working_days(date(2026, 3, 6), 1, extra_holidays=[monday]) == monday + DAY


def test_an_offices_calendar_can_be_taken() -> None:
    closed = DayNotice.model_validate(
        {
            "名称": "停止办公的通告（试验用，虚构）",
            "文号": "试验府告〔2026〕2号",
            "日期": "2026-03-01",
            "地区": "试验市",
            "安排": [{"节日": "防汛停止办公", "放假": ["2026-07-20"]}],
        }
    )
    calendar = ChinaWorkdays(WorkingCalendar([closed]))
    assert not calendar.is_working_day(date(2026, 7, 20))
    assert calendar.get_holiday_label(date(2026, 7, 20)) == "防汛停止办公"
    assert THEIRS.is_working_day(date(2026, 7, 20))
