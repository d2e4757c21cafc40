"""When a joint matter is done: the longest way through its parts, on the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanze.calendar import Outcome, national_calendar
from quanze.deadline.comparison import Later
from quanze.deadline.count import count
from quanze.deadline.joint import can_be_counted, has_permit, joint_time, latest
from quanze.deadline.joint_comparison import compare_way, total_of
from quanze.model.flow import Flow
from quanze.model.joint_flow import joint_flow
from quanze.model.joint_matter import JointMatter
from quanze.model.period import Period
from tests.model.joint_matters import PERMIT, matter, part, register
from tests.model.test_joint_flow import MATTERS

CALENDAR = national_calendar()
MONDAY = datetime.date(2026, 9, 28)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def flow_of(of: JointMatter) -> Flow:
    return joint_flow(of, register())


def all_ways(flow: Flow) -> Iterator[list[Period]]:
    """Go through every way from the application to the end, as the limits on it."""
    steps = {step.id: step for step in flow.steps}

    def on(name: str, so_far: list[Period]) -> Iterator[list[Period]]:
        limit = steps[name].limit
        here = [*so_far, limit] if limit and can_be_counted(limit) else so_far
        if not steps[name].next:
            yield here
        for way in steps[name].next:
            yield from on(way.target, here)

    return on(flow.steps[0].id, [])


def counted(limits: list[Period], start: datetime.date) -> datetime.date:
    for limit in limits:
        start = count(CALENDAR, limit, start).day
    return start


@settings(deadline=None)
@given(MATTERS, st.dates(day("2024-01-01"), day("2026-06-30")))
def test_the_longest_way_is_the_longest_of_all_ways(
    of: JointMatter, accepted: datetime.date
) -> None:
    time = joint_time(CALENDAR, of, register(), accepted)
    assert time.end.day == max(counted(way, accepted) for way in all_ways(time.flow))
    # What is marked as the longest way really takes so long.
    assert time.end.day == counted([one.step.limit for one in time.way if one.step.limit], accepted)


@settings(deadline=None)
@given(MATTERS, st.dates(day("2026-06-01"), day("2027-12-31")))
def test_what_is_open_is_open_behind_it_too_and_the_bounds_hold_the_day(
    of: JointMatter, accepted: datetime.date
) -> None:
    time = joint_time(CALENDAR, of, register(), accepted)
    for one in time.steps:
        assert one.start.earliest <= one.start.latest
        assert one.end.earliest <= one.end.day <= one.end.latest
        assert not one.end.decided or one.end.earliest == one.end.latest


def test_side_by_side_only_the_longest_counts() -> None:
    of = matter([part("甲", "7个工作日"), part("乙", "10个工作日"), part("丙", "5个工作日", "乙")])
    time = joint_time(CALENDAR, of, register(), MONDAY)
    ends = {one.step.name: str(one.end) for one in time.parts}
    assert ends == {"甲": "2026-10-13", "乙": "2026-10-16", "丙": "2026-10-23"}
    assert [one.step.name for one in time.way] == ["乙", "丙"]


def test_acceptance_decision_and_delivery_take_their_own_time() -> None:
    of = matter(
        [part("甲", "1个工作日")], 受理时限="1个工作日", 汇总时限="2个工作日", 送达时限="当场"
    )
    time = joint_time(CALENDAR, of, register(), day("2026-10-12"))
    assert [one.step.name for one in time.way] == [
        "统一受理，转告各部门", "甲", "汇总各部门意见，作出决定", "统一送达",
    ]  # fmt: skip
    assert str(time.end) == "2026-10-16"


@pytest.mark.parametrize(
    ("limit", "due", "exceeds"),
    [
        ("6个工作日", "2026-10-20", False),
        ("5个工作日", "2026-10-19", True),
        ("4小时", None, False),
        ("尽快", None, False),
        (None, None, False),
    ],
)
def test_the_joint_limit_is_held_against_the_longest_way(
    limit: str | None, due: str | None, exceeds: bool
) -> None:
    of = matter([part("甲", "6个工作日")], 时限=limit)
    time = joint_time(CALENDAR, of, register(), day("2026-10-12"))
    assert (time.due and str(time.due), time.exceeds) == (due, exceeds)


def test_parts_without_a_limit_that_can_be_counted_are_named_and_take_no_time() -> None:
    of = matter([part("甲"), part("乙", "4小时"), part("丙", "3日"), part("丁", "尽快")])
    time = joint_time(CALENDAR, of, register(), day("2026-10-12"))
    assert [one.step.name for one in time.silent] == ["甲", "乙", "丁"]
    assert str(time.end) == "2026-10-15"


def test_a_matter_without_stages_is_done_when_it_is_accepted() -> None:
    time = joint_time(CALENDAR, matter(), register(), MONDAY)
    assert time.end.day == MONDAY and time.parts == time.way == ()


def test_only_what_is_known_to_be_a_permit_counts_as_one() -> None:
    permit, other = matter([{"事项": PERMIT}]), matter([part("甲", "3日")])
    assert has_permit(joint_time(CALENDAR, permit, register(), MONDAY))
    assert not has_permit(joint_time(CALENDAR, other, register(), MONDAY))


def outcome(text: str, earliest: str = "", last: str = "") -> Outcome:
    return Outcome(day(text), day(earliest or text), day(last or text), decided=not earliest)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], None),
        ([outcome("2027-01-04"), outcome("2027-01-08")], outcome("2027-01-08")),
        (
            [outcome("2027-01-04", "2027-01-03", "2027-01-06"), outcome("2027-01-08")],
            outcome("2027-01-08"),
        ),
        (
            [outcome("2027-01-04", "2027-01-03", "2027-01-09"), outcome("2027-01-08")],
            outcome("2027-01-08", "2027-01-08", "2027-01-09"),
        ),
    ],
    ids=["没有", "都确定", "未定的总不晚于确定的", "未定的可能更晚"],
)
def test_the_last_of_several_is_certain_where_what_is_open_cannot_be_later(
    outcomes: list[Outcome], expected: Outcome | None
) -> None:
    found = latest(outcomes)
    assert found == expected
    assert found is None or expected is None or found.decided == expected.decided


def test_working_days_are_added_up_and_days_in_a_row_are_not() -> None:
    """五日 twice can end later than 十日: each ends on a working day."""
    assert (
        str(total_of(flow_of(matter([part("甲", "7个工作日"), part("乙", "2个工作日", "甲")]))))
        == "9个工作日"
    )
    assert str(total_of(flow_of(matter([part("甲", "5日"), part("乙", "9日")])))) == "9日"
    assert total_of(flow_of(matter([part("甲", "5日"), part("乙", "5日", "甲")]))) is None
    assert total_of(flow_of(matter([part("甲", "5日"), part("乙", "5个工作日")]))) is None
    assert total_of(flow_of(matter([part("甲"), part("乙", "4小时")]))) is None


@pytest.mark.parametrize(
    ("parts", "limit", "later"),
    [
        ([part("甲", "9个工作日")], "9个工作日", Later.NEVER),
        ([part("甲", "9个工作日"), part("乙", "1个工作日", "甲")], "9个工作日", Later.ALWAYS),
        ([part("甲", "10个工作日"), part("乙", "3日", "甲")], "20日", Later.SOMETIMES),
        ([part("甲", "10个工作日"), part("乙", "3日", "甲")], "60日", Later.NEVER),
        ([part("甲", "10个工作日"), part("乙", "3日", "甲")], "10日", Later.ALWAYS),
        ([part("甲", "5日"), part("乙", "5日", "甲")], "10日", Later.SOMETIMES),
        ([part("甲")], "1个工作日", None),
        ([part("甲", "3日")], "4小时", None),
    ],
)
def test_whether_a_way_ends_later_than_a_limit_is_told_for_every_start(
    parts: list[dict[str, object]], limit: str, later: Later | None
) -> None:
    found = compare_way(flow_of(matter(parts)), Period(limit), ())
    assert (found and found.later) == later


def test_an_example_of_a_later_end_is_what_the_dates_say() -> None:
    of = matter([part("甲", "10个工作日"), part("乙", "3日", "甲")], 时限="20日")
    found = compare_way(flow_of(of), Period("20日"), ())
    assert found is not None and found.example is not None
    time = joint_time(CALENDAR, of, register(), found.example.start)
    assert (time.end.day, time.due and time.due.day) == (found.example.end, found.example.other_end)
    assert time.exceeds
