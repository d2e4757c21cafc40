"""法定节假日: the days that are off for all citizens, by the decree that was in force.

Source: 《全国年节及纪念日放假办法》 in its four versions (data/calendar.yaml), art 2. The days that
follow the lunar calendar and 清明 stand in data/lunar_days.tsv: computed with the library lunardate and
as the sun's longitude of 15°, at UTC+8 as GB/T 33661-2017 orders; the tests compute them again.
"""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import files
from typing import Final

from quanze.calendar.packaged import Decree, decrees
from quanze.load.source import CannotRun

_FIXED: Final = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}


class UnknownDays(CannotRun, ValueError):
    """A day outside the years of which anything is known; the text says so, in Chinese."""


def statutory_days(
    year: int, known_on: datetime.date | None = None
) -> dict[datetime.date, tuple[str, ...]]:
    """Return the statutory days off of a year, each with its festivals.

    Two festivals can fall on one day (2020-10-01: 国庆节 and 中秋节).

    Raises:
        UnknownDays: the year is before 2004, or later than the lunar days are computed.
    """
    if year not in _lunar_days():
        known = _lunar_days()
        raise UnknownDays(f"{year} 年的节假日推算不出来：只收录 {min(known)} 年至 {max(known)} 年")
    decree = _decree(year, known_on or datetime.date.max)
    days: dict[datetime.date, tuple[str, ...]] = {}
    for name, offsets in decree.days.items():
        for offset in offsets:
            day = _first(year, name) + datetime.timedelta(offset)
            # The eve has a name of its own.
            days[day] = (*days.get(day, ()), "除夕" if offset < 0 else name)
    return dict(sorted(days.items()))


def _decree(year: int, known_on: datetime.date) -> Decree:
    fit = [d for d in decrees() if d.from_year <= year and d.published <= known_on]
    if not fit:
        raise UnknownDays(f"{known_on} 以前公布的《全国年节及纪念日放假办法》没有收录")
    return fit[-1]


def _first(year: int, name: str) -> datetime.date:
    if name in _FIXED:
        return datetime.date(year, *_FIXED[name])
    return _lunar_days()[year][name]


@cache
def _lunar_days() -> dict[int, dict[str, datetime.date]]:
    text = files("quanze").joinpath("data", "lunar_days.tsv").read_text(encoding="utf-8")
    (_, *names), *rows = (line.split("\t") for line in text.splitlines())
    return {
        int(year): dict(zip(names, map(datetime.date.fromisoformat, days), strict=True))
        for year, *days in rows
    }
