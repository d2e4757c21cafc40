"""Past the last notice: bounds that hold, and how they would have held in every year so far."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.calendar import (
    Outcome,
    UnknownDays,
    WorkingCalendar,
    national_calendar,
    statutory_days,
)
from quanze.calendar.outlook import Block, blocks, habits
from quanze.model.working_days import DayNotice

DAY = datetime.timedelta(1)
CALENDAR = national_calendar()
NOTICES = CALENDAR.notices

dates = st.dates(date(2026, 10, 1), date(2031, 12, 31))
lengths = st.integers(1, 120)


def forward(calendar: WorkingCalendar, start: date, number: int) -> Outcome:
    return calendar.outcome(lambda days: days.shift(start, number), start)


def backward(calendar: WorkingCalendar, start: date, number: int) -> Outcome:
    return calendar.outcome(lambda days: days.shift(start, -number), start, backward=True)


Count = Callable[[WorkingCalendar, date, int], Outcome]
both_ways = pytest.mark.parametrize("count", [forward, backward])


@both_ways
@given(start=dates, number=lengths)
def test_the_day_by_statute_lies_within_the_bounds(count: Count, start: date, number: int) -> None:
    found = count(CALENDAR, start, number)
    assert found.earliest <= found.day <= found.latest


@both_ways
@given(start=dates, number=lengths)
def test_a_decided_day_has_no_bounds_but_itself(count: Count, start: date, number: int) -> None:
    found = count(CALENDAR, start, number)
    if found.decided:
        assert found.earliest == found.day == found.latest <= CALENDAR.final_through
    else:
        assert max(start - DAY, found.day) > CALENDAR.final_through


@given(start=st.dates(date(2026, 3, 1), date(2026, 12, 25)), number=lengths)
def test_what_stays_before_the_horizon_is_decided(start: date, number: int) -> None:
    assert backward(CALENDAR, start, min(number, 30)).decided
    found = forward(CALENDAR, start, number)
    assert found.decided == (found.day <= date(2026, 12, 25))


@both_ways
@given(start=dates, number=lengths)
def test_bounds_move_on_with_every_day(count: Count, start: date, number: int) -> None:
    one, more = count(CALENDAR, start, number), count(CALENDAR, start, number + 1)
    for here, there in zip(one[:3], more[:3], strict=True):
        assert (here < there) if count is forward else (here > there)


@given(start=dates, number=lengths)
def test_who_starts_later_has_no_earlier_bounds(start: date, number: int) -> None:
    one, other = forward(CALENDAR, start, number), forward(CALENDAR, start + DAY, number)
    for here, there in zip(one[:3], other[:3], strict=True):
        assert here <= there


def test_far_from_every_festival_the_bounds_are_the_day() -> None:
    found = forward(CALENDAR, date(2027, 7, 5), 10)
    assert found == (date(2027, 7, 19), date(2027, 7, 19), date(2027, 7, 19), False)


@pytest.mark.parametrize(
    ("start", "number", "day", "earliest", "latest"),
    [
        # 26 and 27 December, a Saturday and a Sunday, may be worked for 元旦.
        (date(2026, 12, 25), 1, date(2026, 12, 28), date(2026, 12, 26), date(2026, 12, 28)),
        # 30 and 31 December may be taken off for it.
        (date(2026, 12, 29), 1, date(2026, 12, 30), date(2026, 12, 30), date(2027, 1, 4)),
    ],
)
def test_what_the_notice_for_2027_can_do_to_the_end_of_2026(
    start: date, number: int, day: date, earliest: date, latest: date
) -> None:
    assert forward(CALENDAR, start, number) == (day, earliest, latest, False)


def test_going_back_each_festival_has_its_weekend_days() -> None:
    """16 and 17 January can be worked for 春节 (5 February), 9 and 10 January for 元旦 then."""
    assert backward(CALENDAR, date(2027, 1, 23), 14).latest == date(2027, 1, 9)


def test_bounds_that_need_an_unknown_year_are_not_given() -> None:
    with pytest.raises(UnknownDays, match="2051"):
        forward(CALENDAR, date(2050, 12, 26), 3)


class Liberty(NamedTuple):
    """What the notice for 2027 may do for a festival without going beyond what notices have done."""

    more_off: int
    lead: int
    lag: int


LIBERTIES = {
    "元旦": Liberty(2, 2, 2),
    "春节": Liberty(5, 1, 6),
    "清明节": Liberty(2, 2, 2),
    "劳动节": Liberty(3, 2, 4),
    "端午节": Liberty(2, 2, 2),
    "中秋节": Liberty(2, 2, 2),
    "国庆节": Liberty(4, 2, 5),
}
STATUTORY = set(statutory_days(2027))


@st.composite
def notices_for_2027(draw: st.DrawFn) -> DayNotice:
    """Invent a notice: every statutory day off, and what it likes within its liberties."""
    arranged, taken = [], set(STATUTORY)
    for block in blocks(2027):
        liberty = LIBERTIES[block.name]
        beside = _weekdays(block, liberty) - taken
        off = draw(_some_of(beside, liberty.more_off))
        weekend = {day for day in _around(block, 21) if day.weekday() > 4} - taken
        worked = draw(_some_of({day for day in weekend if day > CALENDAR.final_through}, 2))
        taken |= off | worked
        statutory = {day for day in STATUTORY if block.distance(day) == 0}
        arranged.append(
            {"节日": block.name, "放假": [*map(str, sorted(statutory | off))],
             "上班": [*map(str, sorted(worked))]}
        )  # fmt: skip
    return DayNotice.model_validate(
        {"名称": "虚构", "文号": "虚构", "日期": "2026-12-01", "年份": 2027, "安排": arranged}
    )


def _around(block: Block, reach: int) -> set[date]:
    span = range((block.last - block.first).days + 2 * reach + 1)
    return {block.first + DAY * (n - reach) for n in span}


def _weekdays(block: Block, liberty: Liberty) -> set[date]:
    span = range((block.last - block.first).days + liberty.lead + liberty.lag + 1)
    days = {block.first + DAY * (n - liberty.lead) for n in span}
    return {day for day in days if day.weekday() < 5}


def _some_of(days: set[date], most: int) -> st.SearchStrategy[set[date]]:
    return st.sets(st.sampled_from(sorted(days)), max_size=most) if days else st.just(set())


@both_ways
@given(
    notice=notices_for_2027(),
    start=st.dates(date(2026, 12, 1), date(2027, 11, 30)),
    number=st.integers(1, 60),
)
def test_whatever_notice_comes_the_bounds_hold(
    count: Count, notice: DayNotice, start: date, number: int
) -> None:
    comes = WorkingCalendar([notice])
    came = count(comes, start, number)
    said = count(CALENDAR, start, number)
    assert not came.decided or said.earliest <= came.day <= said.latest


def _of(year: int) -> list[DayNotice]:
    return [notice for notice in NOTICES if notice.year == year]


def _not_foreseen(year: int, learned: tuple[DayNotice, ...]) -> Iterator[str]:
    """Count from every day of November to February, and back from days all through the year.

    What the calendar said on the eve of the year's notice has to enclose what came of it.
    """
    eve = _of(year)[0].known_on - DAY
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quanze.calendar.table.habits", lambda _: habits(learned))
        then = WorkingCalendar(known_on=eve)
    assert then.last_year == year - 1
    winter = [date(year - 1, 11, 1) + DAY * n for n in range(120)]
    whole_year = [date(year, 1, 1) + DAY * n for n in range(0, 355, 3)]
    for count, starts in ((forward, winter), (backward, whole_year)):
        for start in starts:
            for number in (1, 2, 3, 5, 10, 20, 45):
                came = count(CALENDAR, start, number).day
                said = count(then, start, number)
                if not said.earliest <= came <= said.latest:
                    yield f"{start} {count.__name__} {number}: {said}, but {came}"


CHANGE_OF_LAW = (
    "the decree of 2013-12-11 was published with the notice, and made 除夕 a working day"
)
VICTORY = "the day of victory (国发明电〔2015〕1号) has no model"
EPIDEMIC = "国办发明电〔2020〕1号 extended 春节 for the epidemic"
TOO_FEW = "too few notices to learn from"


@pytest.mark.parametrize("year", range(2009, 2027))
def test_other_years_foretell_what_a_notice_can_do(year: int) -> None:
    unforeseen = {
        2014: CHANGE_OF_LAW,
        2015: VICTORY,
        2020: EPIDEMIC,
    }
    learned = tuple(notice for notice in NOTICES if notice.year != year)
    missed = list(_not_foreseen(year, learned))
    assert bool(missed) == (year in unforeseen), missed[:5]


@pytest.mark.parametrize("year", range(2009, 2027))
def test_earlier_years_foretell_what_a_notice_can_do(year: int) -> None:
    unforeseen = {
        2009: TOO_FEW,
        2010: TOO_FEW,
        2014: CHANGE_OF_LAW,
        2015: VICTORY + "; 除夕 had never been taken off beside the statutory days",
        2020: EPIDEMIC,
    }
    learned = tuple(notice for notice in NOTICES if (notice.year or 0) < year)
    missed = list(_not_foreseen(year, learned))
    assert bool(missed) == (year in unforeseen), missed[:5]
