"""The table: every day since 2004 as the notices make it, then and now."""

from __future__ import annotations

import datetime
from datetime import date
from typing import Any

import pytest

from quanze.calendar import (
    DayKind,
    UnknownDays,
    WorkingCalendar,
    national_calendar,
    statutory_days,
)
from quanze.calendar.arrangement import Replaced

DAY = datetime.timedelta(1)
YEARS = range(2004, 2027)
Facts = dict[int, dict[str, Any]]

NAMED_AGAIN = {date(2020, 1, day) for day in (19, 24, 27, 28, 29, 30)}
"""What 国办发明电〔2020〕1号 left of 春节 as it was; the table gives the whole festival to it."""


def all_days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + DAY * n for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_what_the_facts_say(year: int, facts: Facts) -> None:
    off = {date.fromisoformat(day) for day in facts[year]["holidays"]}
    worked = {date.fromisoformat(day) for day in facts[year]["makeup_workdays"]}
    for day in all_days(year):
        found = national_calendar().day(day)
        assert found.is_working == (day in worked or (day.weekday() < 5 and day not in off)), day
        assert (found.kind is DayKind.WORKED) == (day in worked), day


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_as_many_working_days_as_the_facts_say(year: int, facts: Facts) -> None:
    days = national_calendar().days
    assert len(days.between(date(year, 1, 1), date(year, 12, 31))) == facts[year]["working_days"]


@pytest.mark.parametrize("year", YEARS)
def test_every_special_day_rests_on_the_notice_of_the_facts(year: int, facts: Facts) -> None:
    for text, expected in facts[year]["names"].items():
        found = national_calendar().day(date.fromisoformat(text))
        assert found.notice is not None, text
        agrees = found.notice.number == expected["notice"]
        assert agrees == (found.date not in NAMED_AGAIN), text
        assert found.festival == expected["name"].removesuffix("调休上班"), text


@pytest.mark.parametrize("year", YEARS)
def test_the_statutory_days_are_those_of_the_facts(year: int, facts: Facts) -> None:
    expected = {date.fromisoformat(day["date"]) for day in facts[year]["statutory_days"]}
    # The facts list the day of victory of 2015; it was given by a notice, the decree has no such day.
    assert set(statutory_days(year)) == expected - {date(2015, 9, 3)}


@pytest.mark.parametrize("year", YEARS)
def test_the_notices_are_those_of_the_facts(year: int, facts: Facts) -> None:
    expected = [
        (n["number"], n["title"], n["date"], n["published"] or n["date"])
        for n in facts[year]["notices"]
    ]
    found = [
        (n.number, n.title, n.date.isoformat(), n.known_on.isoformat())
        for n in national_calendar().notices
        if n.year == year
    ]
    assert found == expected


@pytest.mark.parametrize("year", YEARS)
def test_what_an_amendment_changed_is_kept(year: int, facts: Facts) -> None:
    expected = {
        date.fromisoformat(change["date"]): (
            change["original"], change["amended"], change["amended_by"]
        )
        for change in facts[year]["superseded"]
    }  # fmt: skip
    found = {
        day: (_before(day, change), _now(day), change.by.number)
        for day in all_days(year)
        for change in national_calendar().day(day).replaced
    }
    assert found == expected


def _before(day: date, change: Replaced) -> str:
    if change.before is None:
        return "工作日" if day.weekday() < 5 else "休息"
    return "调休上班" if change.before.worked else "放假"


def _now(day: date) -> str:
    return "上班" if national_calendar().days.holds(day) else "放假"


@pytest.mark.parametrize("year", YEARS)
def test_before_an_amendment_the_day_was_another(year: int, facts: Facts) -> None:
    for change in facts[year]["superseded"]:
        day = date.fromisoformat(change["date"])
        amended = next(n for n in national_calendar().notices if n.number == change["amended_by"])
        before = WorkingCalendar(known_on=amended.known_on - DAY)
        after = WorkingCalendar(known_on=amended.known_on)
        assert before.days.holds(day) == (change["original"] in ("工作日", "调休上班")), day
        assert after.days.holds(day) == (change["amended"] == "上班"), day


@pytest.mark.parametrize(
    ("day", "known_on", "kind"),
    [
        # A working Saturday until 国办发明电〔2020〕1号, made public on 27 January, took it back.
        (date(2020, 2, 1), date(2020, 1, 26), DayKind.WORKED),
        (date(2020, 2, 1), date(2020, 1, 27), DayKind.WEEKEND),
        (date(2020, 1, 31), date(2020, 1, 26), DayKind.WORKDAY),
        (date(2020, 1, 31), date(2020, 1, 27), DayKind.OFF),
        # 国办发明电〔2019〕3号 of 22 March made 劳动节 four days.
        (date(2019, 5, 2), date(2019, 3, 21), DayKind.WORKDAY),
        (date(2019, 5, 2), date(2019, 3, 22), DayKind.OFF),
        (date(2019, 5, 5), date(2019, 3, 21), DayKind.WEEKEND),
        (date(2019, 5, 5), date(2019, 3, 22), DayKind.WORKED),
        # 国发明电〔2015〕1号 of 13 May gave the day of victory.
        (date(2015, 9, 3), date(2015, 5, 12), DayKind.WORKDAY),
        (date(2015, 9, 3), date(2015, 5, 13), DayKind.OFF),
        # The notice of the next year rearranges the end of this one.
        (date(2011, 12, 31), date(2011, 12, 5), DayKind.WEEKEND),
        (date(2011, 12, 31), date(2011, 12, 6), DayKind.WORKED),
        # Dated 16 December 2005, but made public on the 22nd.
        (date(2005, 12, 31), date(2005, 12, 21), DayKind.WEEKEND),
        (date(2005, 12, 31), date(2005, 12, 22), DayKind.WORKED),
        # 除夕 is off by the decree of 2013-12-11 no more, by that of 2024-11-10 again.
        (date(2014, 1, 30), date(2013, 12, 10), DayKind.STATUTORY),
        (date(2014, 1, 30), date(2013, 12, 11), DayKind.WORKDAY),
        (date(2025, 1, 28), date(2024, 11, 9), DayKind.WORKDAY),
        (date(2025, 1, 28), date(2024, 11, 10), DayKind.STATUTORY),
        # To encourage leave is not to give it.
        (date(2024, 2, 9), date(2026, 1, 1), DayKind.WORKDAY),
    ],
)
def test_a_day_as_known_on_another_day(day: date, known_on: date, kind: DayKind) -> None:
    assert WorkingCalendar(known_on=known_on).day(day).kind is kind


@pytest.mark.parametrize(
    ("known_on", "final_through"),
    [
        (date(2003, 12, 18), date(2004, 12, 25)),
        (date(2018, 12, 5), date(2018, 12, 25)),
        (date(2018, 12, 6), date(2019, 12, 25)),
        (date(2019, 10, 1), date(2019, 12, 25)),
        (date(2019, 11, 21), date(2020, 12, 25)),
        (date(2026, 11, 22), date(2026, 12, 25)),
        (None, date(2026, 12, 25)),
    ],
)
def test_the_calendar_is_final_as_far_as_its_notices_reach(
    known_on: date | None, final_through: date
) -> None:
    calendar = WorkingCalendar(known_on=known_on)
    assert calendar.final_through == final_through
    assert calendar.is_decided(final_through)
    assert not calendar.is_decided(final_through + DAY)
    assert calendar.day(final_through).decided
    assert not calendar.day(final_through + DAY).decided


@pytest.mark.parametrize("year", range(2004, 2026))
def test_the_notice_of_the_next_year_changes_nothing_up_to_25_december(year: int) -> None:
    notice = next(n for n in national_calendar().notices if n.year == year + 1 and n.amends is None)
    before = WorkingCalendar(known_on=notice.known_on - DAY)
    after = WorkingCalendar(known_on=notice.known_on)
    assert before.final_through == date(year, 12, 25)
    year_so_far = (date(year, 1, 1), before.final_through)
    assert before.days.between(*year_so_far) == after.days.between(*year_so_far)


def test_which_years_had_their_last_days_rearranged() -> None:
    changed = {}
    for notice in national_calendar().notices:
        if notice.year is None or notice.year == 2004 or notice.amends:
            continue
        before = WorkingCalendar(known_on=notice.known_on - DAY)
        after = WorkingCalendar(known_on=notice.known_on)
        december = [date(notice.year - 1, 12, n) for n in range(26, 32)]
        days = [d.day for d in december if before.days.holds(d) != after.days.holds(d)]
        if days:
            changed[notice.year] = days
    assert changed == {2006: [31], 2007: [30, 31], 2008: [29, 31], 2012: [31], 2019: [29, 31]}


@pytest.mark.parametrize(
    ("day", "kind", "reason"),
    [
        (date(2026, 12, 31), DayKind.WORKDAY, ""),
        (date(2027, 1, 1), DayKind.STATUTORY, "元旦"),
        (date(2027, 2, 5), DayKind.STATUTORY, "除夕"),
        (date(2027, 2, 6), DayKind.STATUTORY, "春节"),
        # Owed for 6 and 7 February, a Saturday and a Sunday (art 6).
        (date(2027, 2, 9), DayKind.OFF, "春节补休（推定）"),
        (date(2027, 2, 10), DayKind.OFF, "春节补休（推定）"),
        (date(2027, 2, 11), DayKind.WORKDAY, ""),
        (date(2027, 2, 13), DayKind.WEEKEND, ""),
    ],
)
def test_days_past_the_notices_are_what_statute_makes_them(
    day: date, kind: DayKind, reason: str
) -> None:
    found = national_calendar().day(day)
    assert (found.kind, found.festival, found.notice, found.decided) == (kind, reason, None, False)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(1999, 1, 1), date(2051, 1, 1)])
def test_outside_the_known_years_nothing_is_answered(day: date) -> None:
    calendar = WorkingCalendar()
    for ask in (calendar.day, calendar.days.holds, lambda d: calendar.days.shift(d, 1)):
        with pytest.raises(UnknownDays, match=r"没有数据|推算不出来"):
            ask(day)


def test_a_count_that_leaves_the_known_years_is_not_answered() -> None:
    days = WorkingCalendar().days
    for start, number in ((date(2004, 1, 5), -30), (date(2050, 12, 1), 60)):
        with pytest.raises(UnknownDays, match=r"没有数据|推算不出来"):
            days.shift(start, number)
    with pytest.raises(UnknownDays, match=r"没有数据|推算不出来"):
        days.count(date(2003, 6, 1), date(2004, 6, 1))
    with pytest.raises(UnknownDays, match=r"没有数据|推算不出来"):
        days.count(date(2050, 6, 1), date(2051, 6, 1))


def test_before_the_first_notice_nothing_was_known() -> None:
    with pytest.raises(UnknownDays, match="没有收录"):
        WorkingCalendar(known_on=date(2003, 12, 17))
