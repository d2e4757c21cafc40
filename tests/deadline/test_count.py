"""How a period is counted: 民法典 art 200-204 and 民事诉讼法 art 85."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.calendar import UnknownDays, national_calendar
from quanze.deadline.count import CannotCount, Suspension, add_months, count
from quanze.model.period import Period
from quanze.model.period_rule import Direction

day = datetime.date.fromisoformat
CALENDAR = national_calendar()
ONE = datetime.timedelta(1)


def last(period: str, start: str, **options: object) -> str:
    return str(count(CALENDAR, Period(period), day(start), **options).day)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "start", "expected"),
    [
        ("20个工作日", "2026-09-28", "2026-10-30"),
        ("1个工作日", "2026-10-09", "2026-10-10"),
        ("90日", "2026-07-06", "2026-10-08"),
        ("60日", "2025-12-03", "2026-02-02"),
        ("6个月", "2025-12-31", "2026-06-30"),
        ("6个月", "2024-08-29", "2025-02-28"),
        ("2年", "2024-02-29", "2026-02-28"),
        ("当场", "2026-10-01", "2026-10-01"),
        ("0日", "2026-10-09", "2026-10-09"),
    ],
)
def test_the_last_day(period: str, start: str, expected: str) -> None:
    assert last(period, start) == expected


@pytest.mark.parametrize(
    ("period", "start", "expected"),
    [
        ("7个工作日", "2026-10-12", "2026-09-24"),
        ("7个工作日", "2025-10-13", "2025-09-26"),
        ("30日", "2026-12-31", "2026-12-01"),
        ("6个月", "2026-08-31", "2026-02-28"),
        # Rolling on would take a day from the notice, so it stays on the Sunday.
        ("30日", "2026-12-29", "2026-11-29"),
    ],
)
def test_counting_back(period: str, start: str, expected: str) -> None:
    assert last(period, start, direction=Direction.BEFORE) == expected


def test_a_restriction_does_not_roll() -> None:
    assert last("30日", "2026-09-01") == "2026-10-08"
    assert last("30日", "2026-09-01", roll=False) == "2026-10-01"


def test_hours_run_from_the_minute_of_the_event_and_through_rest_days() -> None:
    due = count(CALENDAR, Period("24小时"), day("2026-10-01"), time=datetime.time(15, 30))
    assert (str(due.day), due.time) == ("2026-10-02", datetime.time(15, 30))
    with pytest.raises(CannotCount, match="几时几分"):
        count(CALENDAR, Period("24小时"), day("2026-10-01"))


def spans(*pairs: tuple[str, str]) -> tuple[Suspension, ...]:
    return tuple(Suspension(day(first), day(end)) for first, end in pairs)


@pytest.mark.parametrize(
    ("stopped", "expected"),
    [
        ((), "2026-10-30"),
        # 12-16 and 19-20 October: seven working days do not count.
        ((("2026-10-12", "2026-10-20"),), "2026-11-10"),
        # The same in two spans that meet, and in one that lies within another.
        ((("2026-10-12", "2026-10-15"), ("2026-10-16", "2026-10-20")), "2026-11-10"),
        ((("2026-10-12", "2026-10-20"), ("2026-10-13", "2026-10-14")), "2026-11-10"),
        # Only rest days stopped: nothing changes.
        ((("2026-10-01", "2026-10-07"),), "2026-10-30"),
        # A span after the end does not matter, one on the last day does.
        ((("2026-10-31", "2026-11-05"),), "2026-10-30"),
        ((("2026-10-30", "2026-11-02"),), "2026-11-03"),
        # A second span is reached only because of the first.
        ((("2026-10-12", "2026-10-12"), ("2026-11-02", "2026-11-03")), "2026-11-04"),
        # What lies before the start does not run.
        ((("2026-09-01", "2026-09-28"),), "2026-10-30"),
        ((("2026-09-01", "2026-09-29"),), "2026-11-02"),
    ],
)
def test_stopped_time_is_not_counted(stopped: tuple[tuple[str, str], ...], expected: str) -> None:
    assert last("20个工作日", "2026-09-28", suspensions=spans(*stopped)) == expected


def test_stopped_time_lengthens_calendar_periods_by_its_days() -> None:
    assert last("30日", "2026-03-02", roll=False) == "2026-04-01"
    stopped = spans(("2026-03-10", "2026-03-14"))
    assert last("30日", "2026-03-02", roll=False, suspensions=stopped) == "2026-04-06"


@pytest.mark.parametrize(
    ("period", "start", "options", "words"),
    [
        ("许久", "2026-09-28", {}, "读不出"),
        ("20", "2026-09-28", {}, "读不出"),
        ("99999999个月", "2026-09-28", {}, "太长"),
        ("99999999日", "2026-09-28", {}, "太长"),
        ("20个工作日", "2026-09-28", {"suspensions": [Suspension(day("2026-10-12"), None)]}, "还没有结束"),
        ("20个工作日", "2026-09-28", {"suspensions": spans(("2026-10-12", "2026-10-10"))}, "早于"),
        ("7个工作日", "2026-10-12", {"suspensions": spans(("2026-10-08", "2026-10-09")), "direction": Direction.BEFORE}, "往前算"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_said(
    period: str, start: str, options: dict[str, object], words: str
) -> None:
    with pytest.raises(CannotCount, match=words):
        last(period, start, **options)


@pytest.mark.parametrize("start", ["2003-06-30", "2050-12-30"])
def test_days_of_which_nothing_is_known(start: str) -> None:
    with pytest.raises(UnknownDays, match=r"20(04|51|50)"):
        last("20个工作日", start)


def test_a_calendar_period_that_does_not_roll_needs_no_calendar() -> None:
    due = count(CALENDAR, Period("30日"), day("2060-01-01"), roll=False)
    assert due.decided


DAYS = st.dates(day("2004-02-01"), day("2026-06-30"))


@given(DAYS, st.integers(0, 600))
def test_a_month_ends_on_its_corresponding_day_or_its_last(start: datetime.date, n: int) -> None:
    end = add_months(start, n)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    assert end.day == start.day or (end.day < start.day and (end + ONE).month != end.month)


@given(
    DAYS,
    st.integers(1, 60),
    st.integers(0, 40),
    st.integers(0, 20),
    st.integers(0, 40),
    st.integers(0, 20),
)
def test_stopping_agrees_with_a_day_by_day_loop(
    start: datetime.date, n: int, wait: int, length: int, wait2: int, length2: int
) -> None:
    first = start + ONE * (wait + 1)
    second = first + ONE * (length + wait2)
    stopped = (
        Suspension(first, first + ONE * length),
        Suspension(second, second + ONE * length2),
    )
    found = count(CALENDAR, Period(f"{n}个工作日"), start, suspensions=stopped).day
    left, at = n, start
    while left:
        at += ONE
        stands = any(s.first <= at <= s.last for s in stopped if s.last)
        left -= CALENDAR.day(at).is_working and not stands
    assert found == at


@given(DAYS, st.integers(0, 400))
def test_a_rolled_day_is_the_first_working_day_from_the_raw_one(
    start: datetime.date, n: int
) -> None:
    due = count(CALENDAR, Period(f"{n}日"), start)
    assert due.raw.day == start + ONE * n
    between = (due.day - due.raw.day).days
    assert CALENDAR.days.holds(due.day)
    assert not any(CALENDAR.days.holds(due.raw.day + ONE * k) for k in range(between))
