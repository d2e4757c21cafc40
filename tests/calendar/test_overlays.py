"""An office's own notices. Those of this file are invented, except where a test says otherwise."""

from __future__ import annotations

import datetime
from datetime import date
from typing import Any

import pytest

from quanze.calendar import DayKind, WorkingCalendar, national_calendar
from quanze.model.working_days import DayNotice

DAY = datetime.timedelta(1)


def notice(**changes: Any) -> DayNotice:
    plain = {
        "名称": "关于2027年部分节假日安排的通知（试验用，虚构）",
        "文号": "试验发〔2026〕1号",
        "日期": "2026-11-10",
        "年份": 2027,
        "安排": [
            {"节日": "元旦", "放假": ["2026-12-31至2027-01-02"], "上班": ["2026-12-27"]},
            {"节日": "春节", "放假": ["2027-02-05至2027-02-11"], "上班": ["2027-02-20"]},
        ],
    }
    return DayNotice.model_validate(
        {key: value for key, value in {**plain, **changes}.items() if value is not None}
    )


def local(*festivals: dict[str, Any], **changes: Any) -> DayNotice:
    return notice(
        **{
            "名称": "停止办公的通告（试验用，虚构）",
            "文号": "试验府告〔2026〕2号",
            "日期": "2026-03-01",
        }
        | {"年份": None, "地区": "试验市", "安排": list(festivals)}
        | changes
    )


def changed_days(calendar: WorkingCalendar) -> set[date]:
    days = [date(2026, 1, 1) + DAY * n for n in range(365)]
    ours = national_calendar().days
    return {day for day in days if calendar.days.holds(day) != ours.holds(day)}


def test_the_notice_of_a_new_year_moves_the_horizon() -> None:
    calendar = WorkingCalendar([notice()])
    assert calendar.final_through == date(2027, 12, 25)
    assert calendar.last_year == 2027
    assert calendar.day(date(2026, 12, 27)).kind is DayKind.WORKED
    assert calendar.day(date(2027, 2, 9)).kind is DayKind.OFF
    assert calendar.day(date(2027, 2, 9)).notice == notice()
    assert calendar.day(date(2027, 2, 9)).decided


def test_what_the_new_notice_does_not_name_is_an_ordinary_day() -> None:
    """The notice decides; what statute alone would make of 1 October is guessed no more."""
    calendar = WorkingCalendar([notice()])
    assert national_calendar().day(date(2027, 10, 1)).kind is DayKind.STATUTORY
    assert calendar.day(date(2027, 10, 1)).kind is DayKind.WORKDAY


def test_a_count_over_the_new_year_becomes_certain() -> None:
    start = date(2026, 12, 21)
    before = WorkingCalendar().outcome(lambda days: days.shift(start, 10), start)
    after = WorkingCalendar([notice()]).outcome(lambda days: days.shift(start, 10), start)
    assert not before.decided
    assert after.decided
    assert after.day == after.earliest == after.latest == date(2027, 1, 5)
    assert before.earliest <= after.day <= before.latest


def test_a_new_notice_is_not_known_before_it_is_made_public() -> None:
    published = notice(公布="2026-11-12")
    assert WorkingCalendar([published], date(2026, 11, 11)).final_through == date(2026, 12, 25)
    assert WorkingCalendar([published], date(2026, 11, 12)).final_through == date(2027, 12, 25)


def test_a_year_that_is_skipped_leaves_the_horizon_where_it_is() -> None:
    later = notice(年份=2028, 安排=[{"节日": "元旦", "放假": ["2028-01-01至2028-01-03"]}])
    calendar = WorkingCalendar([later])
    assert calendar.final_through == date(2026, 12, 25)
    assert not calendar.day(date(2028, 1, 3)).decided
    assert calendar.day(date(2028, 1, 3)).notice == later
    assert not calendar.days.holds(date(2028, 1, 3))


def test_a_local_closure_changes_its_own_days_and_not_the_horizon() -> None:
    flood = local({"节日": "防汛停止办公", "放假": ["2026-07-20至2026-07-22"]})
    calendar = WorkingCalendar([flood])
    assert changed_days(calendar) == {date(2026, 7, day) for day in (20, 21, 22)}
    assert calendar.final_through == national_calendar().final_through
    closed = calendar.day(date(2026, 7, 20))
    assert (closed.kind, closed.festival, closed.notice) == (DayKind.OFF, "防汛停止办公", flood)
    (change,) = closed.replaced
    assert (change.before, change.by) == (None, flood)


def test_a_local_arrangement_goes_before_the_national_one() -> None:
    saturday = date(2026, 2, 28)
    assert national_calendar().day(saturday).kind is DayKind.WORKED
    closed = local({"节日": "停电", "放假": ["2026-02-28"]}, 日期="2026-02-20")
    found = WorkingCalendar([closed]).day(saturday)
    assert (found.kind, found.notice) == (DayKind.WEEKEND, closed)
    assert found.replaced[0].before is not None
    assert found.replaced[0].before.notice.number == "国办发明电〔2025〕7号"


def test_a_local_arrangement_stays_before_a_national_one_that_is_later() -> None:
    early = local({"节日": "停电", "放假": ["2026-02-28"]}, 日期="2025-01-02")
    assert not WorkingCalendar([early]).days.holds(date(2026, 2, 28))


def test_a_local_arrangement_can_make_up_for_itself() -> None:
    swap = local({"节日": "会议", "放假": ["2026-07-20"], "上班": ["2026-07-25"]})
    calendar = WorkingCalendar([swap])
    assert changed_days(calendar) == {date(2026, 7, 20), date(2026, 7, 25)}
    assert calendar.day(date(2026, 7, 25)).kind is DayKind.WORKED


def test_local_arrangements_of_one_name_stand_side_by_side() -> None:
    first = local({"节日": "高考", "放假": ["2026-07-20"]}, 文号="试验府告〔2026〕3号")
    second = local({"节日": "高考", "放假": ["2026-07-21"]}, 文号="试验府告〔2026〕4号")
    calendar = WorkingCalendar([first, second])
    assert changed_days(calendar) == {date(2026, 7, 20), date(2026, 7, 21)}


def test_beijing_closed_for_a_summit_in_2014() -> None:
    """A real one: six days of November 2014, by an announcement of 9 October."""
    summit = local(
        {
            "节日": "亚太经合组织会议",
            "放假": ["2014-11-07", "2014-11-10至2014-11-12"],
            "上班": ["2014-11-02", "2014-11-15"],
        },
        名称="亚太经合组织会议期间调休放假的通告",
        地区="北京市",
        日期="2014-10-09",
    )
    start = date(2014, 11, 6)
    assert national_calendar().days.shift(start, 3) == date(2014, 11, 11)
    assert WorkingCalendar([summit]).days.shift(start, 3) == date(2014, 11, 15)
    assert WorkingCalendar([summit], date(2014, 10, 8)).days.shift(start, 3) == date(2014, 11, 11)


def test_a_local_arrangement_past_the_horizon_holds_in_every_bound() -> None:
    moved = local({"节日": "搬迁", "放假": ["2027-07-05至2027-07-09"], "上班": ["2027-07-10"]})
    calendar, start = WorkingCalendar([moved]), date(2027, 7, 2)
    found = calendar.outcome(lambda days: days.shift(start, 1), start)
    # No festival is near, so that all bounds are the day that the arrangement makes worked.
    assert found == (date(2027, 7, 10), date(2027, 7, 10), date(2027, 7, 10), False)


def test_a_notice_with_the_number_of_a_packaged_one_replaces_it() -> None:
    number = "国办发明电〔2025〕7号"
    corrected = notice(
        文号=number,
        日期="2025-11-04",
        年份=2026,
        安排=[{"节日": "国庆节", "放假": ["2026-10-01至2026-10-07"], "上班": ["2026-10-10"]}],
    )
    calendar = WorkingCalendar([corrected])
    assert [n for n in calendar.notices if n.number == number] == [corrected]
    assert not calendar.days.holds(date(2026, 9, 20))
    assert calendar.days.holds(date(2026, 2, 17))
    assert calendar.final_through == date(2026, 12, 25)


def test_an_amendment_replaces_the_festivals_it_names_and_no_other() -> None:
    amendment = notice(
        文号="试验发〔2026〕9号",
        日期="2026-04-01",
        年份=2026,
        修改="国办发明电〔2025〕7号",
        安排=[{"节日": "劳动节", "放假": ["2026-05-01至2026-05-06"], "上班": ["2026-05-09"]}],
    )
    calendar = WorkingCalendar([amendment])
    assert changed_days(calendar) == {date(2026, 5, 6)}
    assert calendar.final_through == date(2026, 12, 25)
    assert calendar.day(date(2026, 5, 6)).replaced[0].by == amendment
    assert not WorkingCalendar([amendment], date(2026, 3, 31)).day(date(2026, 5, 6)).replaced


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_notices_are_given_does_not_matter(order: int) -> None:
    flood = local({"节日": "防汛停止办公", "放假": ["2026-07-20至2026-07-22"]})
    both = [notice(), flood][::order]
    calendar = WorkingCalendar(both)
    assert calendar.final_through == date(2027, 12, 25)
    assert not calendar.days.holds(date(2026, 7, 20))


def test_a_local_notice_that_amends_a_local_one_takes_its_place() -> None:
    """And so does the one that amends the amendment, in whatever brackets the number is written."""
    first = local({"节日": "水节", "放假": ["2026-06-22"]})
    second = local(
        {"节日": "水节", "放假": ["2026-06-23"]},
        文号="试验府告〔2026〕3号",
        日期="2026-03-02",
        修改="试验府告[2026]2号",
    )
    third = local(
        {"节日": "水节", "放假": ["2026-06-24"]},
        文号="试验府告〔2026〕4号",
        日期="2026-03-03",
        修改="试验府告〔2026〕3号",
    )
    assert changed_days(WorkingCalendar([first, second])) == {date(2026, 6, 23)}
    assert changed_days(WorkingCalendar([third, first, second])) == {date(2026, 6, 24)}


def test_a_packaged_notice_is_replaced_whatever_brackets_its_number_has() -> None:
    own = next(n for n in national_calendar().notices if n.year == 2026)
    shorter = [
        {**festival.data(), "放假": ["2026-10-01至2026-10-06"]}
        if festival.name == "国庆节"
        else festival.data()
        for festival in own.festivals
    ]
    copy = notice(**{**own.data(), "文号": "国办发明电[2025]7号", "安排": shorter})
    assert changed_days(WorkingCalendar([copy])) == {date(2026, 10, 7)}
