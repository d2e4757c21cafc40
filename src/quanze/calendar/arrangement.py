"""Notices -> what they make of each day, amendments applied and kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from quanze.model.working_days import DayNotice, Festival


class DayKind(StrEnum):
    """What a day is. The first two are worked."""

    WORKDAY = "工作日"
    WORKED = "调休上班"
    WEEKEND = "周末"
    STATUTORY = "法定节假日"
    OFF = "放假调休"


class Assigned(NamedTuple):
    """What a notice makes of a day."""

    worked: bool
    festival: str
    notice: DayNotice


class Replaced(NamedTuple):
    """What an earlier notice made of a day, and the notice that changed it."""

    before: Assigned | None
    """None: the earlier notice left the day as it was."""
    by: DayNotice


@dataclass(frozen=True)
class Arrangement:
    """All notices of a calendar, resolved to days."""

    days: dict[datetime.date, Assigned]
    replaced: dict[datetime.date, tuple[Replaced, ...]]
    festivals: tuple[tuple[Festival, DayNotice], ...]
    """What is in force: every festival with the notice that decides it."""
    last_year: int
    """The last year for which a national notice stands; the years before it have one each."""


def arrange(notices: Iterable[DayNotice]) -> Arrangement:
    """Resolve notices, in the order of their dates.

    A notice that amends another replaces the festivals of the same name in that year; what it does not
    name stays. A local arrangement (no 年份) adds to the national one and goes before it where both
    speak of a day.
    """
    festivals: dict[tuple[int | None, str, str], tuple[Festival, DayNotice]] = {}
    replaced: dict[datetime.date, tuple[Replaced, ...]] = {}
    years: set[int] = set()
    days: dict[datetime.date, Assigned] = {}
    for notice in sorted(notices, key=lambda n: (n.year is None, n.known_on)):
        before = days
        for festival in notice.festivals:
            owner = "" if notice.year else notice.number
            festivals[notice.year, festival.name, owner] = (festival, notice)
        days = dict(_assigned(festivals.values()))
        if notice.year and not notice.amends:
            years.add(notice.year)
        else:
            for day in _changed(before, days):
                replaced[day] = (*replaced.get(day, ()), Replaced(before.get(day), notice))
    return Arrangement(days, replaced, tuple(festivals.values()), _last_in_a_row(years))


def _assigned(
    festivals: Iterable[tuple[Festival, DayNotice]],
) -> Iterator[tuple[datetime.date, Assigned]]:
    for festival, notice in festivals:
        for day in festival.days_off():
            yield day, Assigned(worked=False, festival=festival.name, notice=notice)
        for day in festival.worked:
            yield day, Assigned(worked=True, festival=festival.name, notice=notice)


def _changed(
    before: dict[datetime.date, Assigned], after: dict[datetime.date, Assigned]
) -> Iterator[datetime.date]:
    """Go through the days that are worked in one and off in the other."""
    for day in sorted(before.keys() | after.keys()):
        if _is_worked(day, before.get(day)) != _is_worked(day, after.get(day)):
            yield day


def _is_worked(day: datetime.date, assigned: Assigned | None) -> bool:
    return assigned.worked if assigned else day.weekday() < 5


def _last_in_a_row(years: set[int]) -> int:
    last = min(years, default=0)
    while last + 1 in years:
        last += 1
    return last
