"""Notices -> what they make of each day, amendments applied and kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from quanze.model.document_number import DocumentNumber
from quanze.model.working_days import DayNotice, Festival

FIRST_YEAR: Final = 2004
"""Earlier notices are not collected."""


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
    resolved = _Resolved()
    years: set[int] = set()
    for notice in sorted(notices, key=lambda n: (n.year is None, n.known_on)):
        yearly = notice.year is not None and not notice.amends
        resolved.add(notice, keep_changes=not yearly)
        if notice.year and yearly:
            years.add(notice.year)
    return Arrangement(
        {day: made[-1] for day, made in resolved.made.items() if made},
        resolved.replaced,
        tuple(resolved.festivals.values()),
        _last_in_a_row(years),
    )


class _Resolved:
    """What the notices so far make of each day."""

    def __init__(self) -> None:
        self.festivals: dict[tuple[int | None, str, str], tuple[Festival, DayNotice]] = {}
        self.made: dict[datetime.date, list[Assigned]] = {}
        """Day -> what is said of it, the last word at the end."""
        self.replaced: dict[datetime.date, tuple[Replaced, ...]] = {}
        self._roots: dict[str, str] = {}
        """Number of a local notice -> number of the one that it amends, and that one amends …"""

    def add(self, notice: DayNotice, *, keep_changes: bool) -> None:
        before: dict[datetime.date, Assigned | None] = {}
        owner = "" if notice.year else self._root(notice)
        for festival in notice.festivals:
            key = (notice.year, festival.name, owner)
            if key in self.festivals:
                self._take_back(*self.festivals[key], before)
            self.festivals[key] = (festival, notice)
            for day, made in _assigned(festival, notice):
                before.setdefault(day, self._last_word(day))
                self.made.setdefault(day, []).append(made)
        if keep_changes:
            for day, was in sorted(before.items(), key=lambda item: item[0]):
                if _is_worked(day, was) != _is_worked(day, self._last_word(day)):
                    self.replaced[day] = (*self.replaced.get(day, ()), Replaced(was, notice))

    def _root(self, notice: DayNotice) -> str:
        number, amends = plain_number(notice.number), plain_number(notice.amends or "")
        self._roots[number] = self._roots.get(amends, amends or number)
        return self._roots[number]

    def _take_back(
        self,
        festival: Festival,
        notice: DayNotice,
        before: dict[datetime.date, Assigned | None],
    ) -> None:
        for day, made in _assigned(festival, notice):
            before.setdefault(day, self._last_word(day))
            self.made[day] = [m for m in self.made[day] if m != made]

    def _last_word(self, day: datetime.date) -> Assigned | None:
        made = self.made.get(day)
        return made[-1] if made else None


def plain_number(number: str) -> str:
    """Return a document number in the one spelling that numbers are compared by."""
    return DocumentNumber(number).normalised


def _assigned(festival: Festival, notice: DayNotice) -> Iterator[tuple[datetime.date, Assigned]]:
    for day in festival.days_off():
        yield day, Assigned(worked=False, festival=festival.name, notice=notice)
    for day in festival.worked:
        yield day, Assigned(worked=True, festival=festival.name, notice=notice)


def _is_worked(day: datetime.date, assigned: Assigned | None) -> bool:
    return assigned.worked if assigned else day.weekday() < 5


def _last_in_a_row(years: set[int]) -> int:
    last = FIRST_YEAR - 1
    while last + 1 in years:
        last += 1
    return last
