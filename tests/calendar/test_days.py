"""Counting working days: the laws of it, and agreement with going day by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.calendar import WorkingDays, national_calendar
from quanze.calendar.statute import UnknownDays

DAY = datetime.timedelta(1)
CALENDAR = national_calendar()
DAYS = CALENDAR.days

starts = st.dates(date(2005, 1, 1), date(2026, 6, 30))
lengths = st.integers(1, 90)
"""So that every count stays in the years that are known."""


def step_by_step(start: date, number: int) -> date:
    """Count as a clerk does with a wall calendar."""
    day, step = start, DAY if number > 0 else -DAY
    while number:
        day += step
        if CALENDAR.day(day).is_working:
            number -= 1 if number > 0 else -1
    return day


@given(starts, st.integers(-90, 90))
def test_a_count_is_what_going_day_by_day_gives(start: date, number: int) -> None:
    assert DAYS.shift(start, number) == step_by_step(start, number)


@given(starts, st.integers(0, 200))
def test_the_count_between_two_days_is_what_going_day_by_day_gives(start: date, days: int) -> None:
    end = start + DAY * days
    one_by_one = sum(CALENDAR.day(start + DAY * (n + 1)).is_working for n in range(days))
    assert DAYS.count(start, end) == one_by_one


@given(starts, lengths)
def test_a_count_ends_on_a_working_day(start: date, number: int) -> None:
    assert DAYS.holds(DAYS.shift(start, number))
    assert DAYS.holds(DAYS.shift(start, -number))


@given(starts, lengths)
def test_as_many_days_are_counted_as_were_shifted(start: date, number: int) -> None:
    assert DAYS.count(start, DAYS.shift(start, number)) == number
    assert DAYS.count(start, DAYS.shift(start, number) - DAY) == number - 1


@given(starts, starts, st.integers(-90, 90))
def test_who_starts_later_does_not_end_earlier(one: date, other: date, number: int) -> None:
    first, second = sorted((one, other))
    assert DAYS.shift(first, number) <= DAYS.shift(second, number)


@given(starts, st.integers(-89, 89))
def test_one_day_more_ends_later(start: date, number: int) -> None:
    assert DAYS.shift(start, number) < DAYS.shift(start, number + 1)


@given(starts, lengths, lengths)
def test_two_counts_in_a_row_are_one(start: date, one: int, other: int) -> None:
    assert DAYS.shift(DAYS.shift(start, one), other) == DAYS.shift(start, one + other)
    assert DAYS.shift(DAYS.shift(start, -one), -other) == DAYS.shift(start, -one - other)


@given(starts, lengths)
def test_counting_back_undoes_counting_on(start: date, number: int) -> None:
    there = DAYS.shift(start, number)
    back = DAYS.shift(there, -number)
    # From a day off, it comes back to the last working day before it.
    assert back == (start if DAYS.holds(start) else DAYS.shift(start, -1))


@given(starts)
def test_zero_days_stay_where_they_are(start: date) -> None:
    assert DAYS.shift(start, 0) == start
    assert DAYS.count(start, start) == 0
    assert DAYS.count(start, start - DAY) == 0


@given(starts, st.integers(0, 200))
def test_the_days_between_are_those_that_are_worked(start: date, days: int) -> None:
    stretch = [start + DAY * n for n in range(days + 1)]
    assert DAYS.between(start, stretch[-1]) == [day for day in stretch if DAYS.holds(day)]


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        # 春节 of 2026: 14 February (Saturday) is worked, 15 to 23 are off, 28 is worked.
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 14), 5, date(2026, 2, 28)),
        (date(2026, 2, 18), 1, date(2026, 2, 24)),
        (date(2026, 2, 24), -1, date(2026, 2, 14)),
        # The start itself does not count, worked or not.
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 1), 1, date(2026, 3, 2)),
        # Across the end of a year which the next one's notice rearranged.
        (date(2018, 12, 28), 1, date(2018, 12, 29)),
        (date(2018, 12, 28), 2, date(2019, 1, 2)),
    ],
)
def test_counts_over_festivals(start: date, number: int, end: date) -> None:
    assert DAYS.shift(start, number) == end


def test_the_table_grows_as_far_as_it_is_asked() -> None:
    endless = iter(range(date(2030, 1, 3).toordinal(), date(2030, 1, 9).toordinal(), 2))
    days = WorkingDays(date(2030, 1, 1), date(2030, 1, 2), [], endless)
    assert days.shift(date(2030, 1, 1), 2) == date(2030, 1, 5)
    assert next(endless) == date(2030, 1, 7).toordinal()


def test_why_nothing_more_is_known_is_told_the_same_each_time() -> None:
    def more() -> Iterator[int]:
        yield date(2026, 1, 5).toordinal()
        raise UnknownDays("2027 年推算不出来")

    days = WorkingDays(date(2026, 1, 1), date(2026, 1, 4), [date(2026, 1, 1).toordinal()], more())
    for _ in range(2):
        with pytest.raises(UnknownDays, match="2027 年推算不出来"):
            days.holds(date(2027, 1, 4))
