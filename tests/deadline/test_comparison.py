"""Which of two periods ends later, whatever they count."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.calendar import WorkingCalendar, national_calendar
from quanze.deadline.comparison import (
    Comparison,
    Example,
    Later,
    compare_on_calendar,
    compare_periods,
)
from quanze.deadline.count import add_months
from quanze.model.period import Period, Unit
from quanze.model.working_days import DayNotice

DAY = datetime.timedelta(1)
NEVER, SOMETIMES, ALWAYS = Later.NEVER, Later.SOMETIMES, Later.ALWAYS


def _compared(a: str, b: str) -> Comparison | None:
    return compare_on_calendar(Period(a), Period(b), national_calendar())


@pytest.mark.parametrize(
    ("a", "b", "later"),
    [
        ("20个工作日", "45日", NEVER),
        ("45日", "20个工作日", ALWAYS),
        ("30个工作日", "20日", ALWAYS),
        # From a Friday seven working days take eleven days.
        ("7个工作日", "10日", SOMETIMES),
        ("10日", "7个工作日", SOMETIMES),
        # 春节 and 国庆节 stretch working days.
        ("5个工作日", "10日", SOMETIMES),
        ("20个工作日", "1个月", SOMETIMES),
        ("20个工作日", "30日", SOMETIMES),
        # The last of the days is moved to the working day that is the first.
        ("1个工作日", "1日", NEVER),
        ("1日", "1个工作日", NEVER),
        # Months have 28 to 31 days.
        ("30日", "1个月", SOMETIMES),
        ("1个月", "30日", SOMETIMES),
        ("31日", "1个月", SOMETIMES),
        ("28日", "1个月", NEVER),
        ("365日", "1年", NEVER),
        ("1年", "365日", SOMETIMES),
    ],
)
def test_periods_of_different_units(a: str, b: str, later: Later) -> None:
    compared = _compared(a, b)
    assert compared is not None
    assert compared.later is later
    assert (compared.example is None) == (later is NEVER)


@pytest.mark.parametrize(
    ("a", "b", "later"),
    [
        ("20个工作日", "20个工作日", NEVER),
        ("21个工作日", "20个工作日", ALWAYS),
        ("1年", "12个月", NEVER),
        ("13个月", "1年", ALWAYS),
        ("48小时", "24小时", ALWAYS),
        ("当场", "1日", NEVER),
        ("1个工作日", "当场", ALWAYS),
        ("24小时", "当场", ALWAYS),
    ],
)
def test_periods_of_one_unit_need_no_calendar(a: str, b: str, later: Later) -> None:
    assert _compared(a, b) == Comparison(later)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("24小时", "1日", id="hours run from a moment"),
        pytest.param("1个工作日", "8小时", id="hours run from a moment, the other way"),
        pytest.param("尽快", "20日", id="not understood"),
        pytest.param("9999个工作日", "20日", id="longer than the notices reach"),
        pytest.param("22年", "20日", id="not a year of start days left"),
        pytest.param("999999999日", "20个工作日", id="past the end of dates"),
        pytest.param("999999年", "20日", id="no such year"),
    ],
)
def test_what_cannot_be_told(a: str, b: str) -> None:
    assert _compared(a, b) is None


def test_the_example_is_the_first_working_day_on_which_it_is_later() -> None:
    """10 working days last longer than 20 days at 春节 2025 only."""
    compared = _compared("10个工作日", "20日")
    assert compared is not None
    start, end, other = (
        datetime.date(2025, 1, 16),
        datetime.date(2025, 2, 6),
        datetime.date(2025, 2, 5),
    )
    assert compared.example == Example(start, end, other)


def test_an_example_on_a_rest_day_where_there_is_no_other() -> None:
    compared = _compared("7日", "6个工作日")
    assert compared is not None
    assert compared.example is not None
    assert compared.example.start == datetime.date(2024, 2, 3)  # a Saturday


def test_the_stretch_ends_with_the_notices_that_are_known() -> None:
    """春节 2025, when ten working days outlast twenty days, is past the notices known in June 2024."""
    early = WorkingCalendar(known_on=datetime.date(2024, 6, 1))
    compared = compare_on_calendar(Period("10个工作日"), Period("20日"), early)
    assert compared == Comparison(NEVER)


LOCAL = DayNotice.model_validate(
    {
        "名称": "示例市关于民族节日放假的通知",
        "文号": "示政办发〔2026〕3号",
        "日期": "2026-01-05",
        "地区": "示例市",
        "安排": [{"节日": "民族节日", "放假": ["2026-02-24至2026-03-13"]}],
    }
)
NO_YEAR = DayNotice.model_validate({**LOCAL.data(), "年份": 2300})


@pytest.mark.parametrize(
    ("notices", "later"),
    [
        pytest.param((), NEVER, id="the nation's calendar"),
        pytest.param((LOCAL,), SOMETIMES, id="a local holiday"),
        pytest.param((NO_YEAR,), SOMETIMES, id="a notice for a year that nobody knows"),
    ],
)
def test_a_register_has_its_own_calendar(notices: tuple[DayNotice, ...], later: Later) -> None:
    compared = compare_periods(Period("15个工作日"), Period("40日"), notices)
    assert compared is not None
    assert compared.later is later


@pytest.mark.parametrize(
    ("day", "months", "corresponding"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-30", 2, "2027-01-30"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_corresponding_days(day: str, months: int, corresponding: str) -> None:
    assert add_months(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(
        corresponding
    )


PERIODS = st.builds(
    lambda amount, unit: Period.of(amount if unit is not Unit.MONTH else amount % 6 + 1, unit),
    st.integers(1, 40),
    st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.MONTH]),
)


@given(PERIODS, PERIODS)
def test_against_a_walk_day_by_day(a: Period, b: Period) -> None:
    """What holds for three years holds for the first months of 2025, 春节 among them."""
    compared = compare_on_calendar(a, b, national_calendar())
    assert compared is not None
    starts = [datetime.date(2025, 1, 1) + DAY * n for n in range(75)]
    later = [_walked(start, a) > _walked(start, b) for start in starts]
    if compared.later is SOMETIMES:
        assert compared.example is not None
        start = compared.example.start
        assert compared.example == Example(start, _walked(start, a), _walked(start, b))
        assert compared.example.end > compared.example.other_end
    else:
        assert set(later) == {compared.later is ALWAYS}


def _walked(start: datetime.date, period: Period) -> datetime.date:
    """Find the last day by going from day to day."""
    is_working = national_calendar().days.holds
    amount = period.amount or 0
    day = start
    if period.unit is Unit.WORKING_DAY:
        while amount:
            day += DAY
            amount -= is_working(day)
        return day
    if period.unit is Unit.MONTH:
        months = start.year * 12 + start.month - 1 + amount
        month = datetime.date(months // 12, months % 12 + 1, 1)
        days_in_month = ((month + DAY * 31).replace(day=1) - month).days
        day = month.replace(day=min(start.day, days_in_month))
    else:
        day += DAY * amount
    while not is_working(day):
        day += DAY
    return day
