"""法定节假日: the days of each year by decree, and the lunar days computed by others."""

from __future__ import annotations

import datetime
from datetime import date

import holidays
import pytest
from lunardate import LunarDate
from pymeeus.Epoch import Epoch
from pymeeus.Sun import Sun

from quanze.calendar import UnknownDays, national_calendar, statutory_days

DAY = datetime.timedelta(1)
YEARS = range(2008, 2051)


def days_of(year: int, festival: str) -> list[date]:
    return [day for day, names in statutory_days(year).items() if festival in names]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("festival", "lunar"), [("端午节", (5, 5)), ("中秋节", (8, 15))])
def test_lunar_festivals_fall_where_lunardate_puts_them(
    year: int, festival: str, lunar: tuple[int, int]
) -> None:
    assert days_of(year, festival) == [LunarDate(year, *lunar).to_solar_date()]


@pytest.mark.parametrize("year", range(2004, 2051))
def test_the_spring_festival_falls_where_lunardate_puts_it(year: int) -> None:
    assert days_of(year, "春节")[0] == LunarDate(year, 1, 1).to_solar_date()


@pytest.mark.parametrize("year", YEARS)
def test_on_the_tomb_sweeping_day_the_sun_stands_at_15_degrees(year: int) -> None:
    (day,) = days_of(year, "清明节")
    assert _longitude(day) < 15 <= _longitude(day + DAY)


def _longitude(day: date) -> float:
    """Return the sun's apparent longitude at the start of a day in China (UTC+8)."""
    seconds = Epoch.tt2ut(day.year, day.month) - 8 * 3600
    moment = Epoch(day.year, day.month, day.day) + seconds / 86400
    return float(Sun.apparent_geocentric_position(moment)[0])


@pytest.mark.parametrize("year", YEARS)
def test_the_statutory_days_are_those_of_the_library_holidays(year: int) -> None:
    others = holidays.country_holidays("CN", years=year, observed=False, language="zh_CN")
    names = {"农历除夕": "除夕"}
    expected = {
        day: {names.get(name, name) for name in text.split("; ")}
        for day, text in others.items()
        # It lists what notices added along with the days of the decree.
        if not text.startswith("休息日") and not text.endswith(("延长假期", "纪念日"))
    }
    assert {day: set(names) for day, names in statutory_days(year).items()} == expected


@pytest.mark.parametrize(
    ("year", "number"), [(2007, 10), (2008, 11), (2013, 11), (2014, 11), (2024, 11), (2025, 13)]
)
def test_how_many_days_each_decree_gives(year: int, number: int) -> None:
    assert sum(map(len, statutory_days(year).values())) == number


def test_two_festivals_can_fall_on_one_day() -> None:
    assert statutory_days(2020)[date(2020, 10, 1)] == ("中秋节", "国庆节")


@pytest.mark.parametrize(
    ("known_on", "eve_is_off"), [(date(2024, 11, 9), False), (date(2024, 11, 10), True)]
)
def test_a_decree_counts_from_the_day_it_is_published(known_on: date, eve_is_off: bool) -> None:
    assert (date(2025, 1, 28) in statutory_days(2025, known_on)) == eve_is_off


@pytest.mark.parametrize("year", range(2004, 2027))
def test_no_statutory_day_was_ever_worked(year: int) -> None:
    worked = set(national_calendar().days.between(date(year, 1, 1), date(year, 12, 31)))
    assert not worked & set(statutory_days(year))


@pytest.mark.parametrize("year", [1999, 2003, 2051])
def test_other_years_are_unknown(year: int) -> None:
    with pytest.raises(UnknownDays, match=r"没有收录|推算不出来"):
        statutory_days(year)
