"""What is wrong with a notice on days off, and where in it."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest

from quanze.calendar.checks import Kind, Problem, problems
from quanze.calendar.packaged import national_notices
from quanze.model.element import KeyPath
from quanze.model.working_days import DayNotice

WRONG, UNUSUAL = Kind.WRONG, Kind.UNUSUAL

YEARLY: dict[str, Any] = {
    "名称": "国务院办公厅关于2027年部分节假日安排的通知（示例）",
    "文号": "国办发明电〔2026〕9号",
    "日期": "2026-11-04",
    "年份": 2027,
    "安排": [
        {"节日": "元旦", "放假": ["2027-01-01至2027-01-03"]},
        {"节日": "春节", "放假": ["2027-02-05至2027-02-11"], "上班": ["2027-02-14"]},
        {"节日": "清明节", "放假": ["2027-04-05"]},
        {"节日": "劳动节", "放假": ["2027-05-01至2027-05-05"], "上班": ["2027-05-08"]},
        {"节日": "端午节", "放假": ["2027-06-09"]},
        {"节日": "中秋节", "放假": ["2027-09-15"]},
        {"节日": "国庆节", "放假": ["2027-10-01至2027-10-05"]},
    ],
}
LOCAL: dict[str, Any] = {
    "名称": "示例市关于冰雪节放假的通知",
    "文号": "示政办发〔2026〕3号",
    "日期": "2026-11-20",
    "地区": "示例市",
    "安排": [
        {"节日": "冰雪节", "放假": ["2026-12-17至2026-12-18"], "上班": ["2026-12-12"]},
    ],
}
AMENDING: dict[str, Any] = {
    "名称": "国务院办公厅关于调整2026年国庆节假期安排的通知（示例）",
    "文号": "国办发明电〔2026〕3号",
    "日期": "2026-09-01",
    "年份": 2026,
    "修改": "国办发明电〔2025〕7号",
    "安排": [{"节日": "国庆节", "放假": ["2026-10-01至2026-10-08"], "上班": ["2026-10-11"]}],
}


def _found(data: dict[str, Any], *more: dict[str, Any]) -> list[Problem]:
    own = [DayNotice.model_validate(one) for one in (data, *more)]
    return list(problems(own[0], (*national_notices(), *own)))


def _with(data: dict[str, Any], path: KeyPath, value: Any) -> dict[str, Any]:
    """Return a notice with one thing changed; None takes it away."""
    changed = copy.deepcopy(data)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return changed


@pytest.mark.parametrize("notice", national_notices(), ids=lambda notice: notice.number)
def test_nothing_is_wrong_with_the_packaged_notices(notice: DayNotice) -> None:
    """Not even unusual: all of them follow the habits that the checks go by."""
    assert list(problems(notice, national_notices())) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(YEARLY, id="the next year"),
        pytest.param(LOCAL, id="a local arrangement"),
        pytest.param(AMENDING, id="an amendment"),
    ],
)
def test_nothing_is_wrong_with_these(data: dict[str, Any]) -> None:
    assert _found(data) == []


def test_the_examples_end_where_the_packaged_notices_do() -> None:
    """When a notice for 2027 is packaged, the examples here have to move on."""
    assert max(notice.year or 0 for notice in national_notices()) == 2026


DAYS = [
    pytest.param(
        _with(YEARLY, ("安排", 1, "上班"), ["2027-02-15"]),
        (WRONG, ("安排", 1, "上班", 0), "2027-02-15 是周一，本来就上班"),
        id="a weekday as a day made up",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 1, "上班"), ["2027-02-07"]),
        (WRONG, ("安排", 1, "上班", 0), "法定节假日（春节）"),
        id="a statutory day worked",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 1, "上班"), ["2027-05-02"]),
        (WRONG, ("安排", 1, "上班", 0), "2027-05-02 既写放假又写上班"),
        id="a day both off and worked",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 2, "放假"), ["2027-04-05", "2027-04-05"]),
        (UNUSUAL, ("安排", 2, "放假", 1), "2027-04-05 写了两次放假"),
        id="a day off twice",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 3, "上班"), ["2027-02-14"]),
        (UNUSUAL, ("安排", 3, "上班", 0), "2027-02-14 写了两次上班"),
        id="a day worked twice",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 5, "节日"), "春节"),
        (WRONG, ("安排", 5, "节日"), "“春节”写了两次"),
        id="a festival twice",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 2, "放假"), ["2027-04-05", "2027-04-17至2027-04-18"]),
        (UNUSUAL, ("安排", 2, "放假", 1), "2027-04-17 至 2027-04-18 是周末"),
        id="a plain weekend",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 6, "放假"), ["2026-10-01至2026-10-05"]),
        (WRONG, ("安排", 6, "放假", 0), "2026-10-01 至 2026-10-05 不在 2027 年前后"),
        id="last year's days",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 3, "放假"), ["2027-05-01", "2027-05-03至2027-05-05"]),
        (WRONG, ("安排", 3, "放假"), "缺少劳动节的法定节假日：2027-05-02"),
        id="a statutory day forgotten",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 5), None),
        (WRONG, ("安排",), "缺少中秋节的法定节假日：2027-09-15"),
        id="a festival forgotten",
    ),
    pytest.param(
        _with(YEARLY, ("安排", 1, "放假"), ["2027-02-05至2027-02-12"]),
        (UNUSUAL, ("安排",), "周一至周五共放假 16 天"),
        id="a weekday off more than made up for",
    ),
]

HEAD = [
    pytest.param(
        _with(YEARLY, ("文号",), "国办发明电[2026]9号"),
        (UNUSUAL, ("文号",), "六角括号"),
        id="a number in wrong brackets",
    ),
    pytest.param(
        _with(YEARLY, ("文号",), "见附件"),
        (UNUSUAL, ("文号",), "不是认得的文号"),
        id="no number",
    ),
    pytest.param(
        _with(YEARLY, ("文号",), "国办发明电〔2025〕9号"),
        (UNUSUAL, ("日期",), "文号的年份是 2025"),
        id="a number of another year",
    ),
    pytest.param(
        _with(YEARLY, ("名称",), "国务院办公厅关于2026年部分节假日安排的通知"),
        (UNUSUAL, ("年份",), "标题写的是 2026年"),
        id="a title of another year",
    ),
    pytest.param(
        _with(YEARLY, ("年份",), None),
        (UNUSUAL, ("名称",), "没有写“年份”"),
        id="a national notice without its year",
    ),
    pytest.param(
        _with(LOCAL, ("年份",), 2026),
        (WRONG, ("年份",), "地方安排不写“年份”"),
        id="a local arrangement with a year",
    ),
    pytest.param(
        _with(YEARLY, ("年份",), 2300),
        (WRONG, ("年份",), "2300"),
        id="a year of which nothing is known",
    ),
    pytest.param(
        _with(YEARLY, ("年份",), 99999),
        (WRONG, ("年份",), "99999"),
        id="no year at all",
    ),
    pytest.param(
        _with(YEARLY, ("年份",), 1990),
        (WRONG, ("年份",), "1990"),
        id="a year before all notices",
    ),
    pytest.param(
        _with(LOCAL, ("公布",), "2026-11-10"),
        (WRONG, ("公布",), "早于成文日期"),
        id="published before it was made",
    ),
    pytest.param(
        _with(LOCAL, ("日期",), "2026-12-20"),
        (WRONG, ("日期",), "晚于安排的最后一天（2026-12-18）"),
        id="made after its days",
    ),
    pytest.param(
        {**LOCAL, "日期": "2016-11-20", "文号": "示政办发〔2016〕3号"},
        (UNUSUAL, ("日期",), "早两年多"),
        id="made ten years before its days",
    ),
    pytest.param(
        {**YEARLY, "日期": "2027-01-04", "文号": "国办发明电〔2027〕1号"},
        (UNUSUAL, ("日期",), "通常在上一年作出"),
        id="made in its own year",
    ),
    pytest.param(
        _with(LOCAL, ("安排",), []),
        (WRONG, ("安排",), "没有写哪一天放假"),
        id="no day at all",
    ),
]

BESIDE_OTHERS = [
    pytest.param(
        _with(AMENDING, ("修改",), "国办发明电〔2025〕17号"),
        (WRONG, ("修改",), "没有文号是 国办发明电〔2025〕17号 的通知"),
        id="amends what does not exist",
    ),
    pytest.param(
        _with(AMENDING, ("修改",), "国办发明电〔2024〕12号"),
        (WRONG, ("年份",), "年份写的是 2026，被修改的 国办发明电〔2024〕12号 是2025 年的安排"),
        id="amends another year",
    ),
    pytest.param(
        _with(AMENDING, ("年份",), None),
        (WRONG, ("修改",), "没有写年份"),
        id="amends without a year",
    ),
    pytest.param(
        _with(AMENDING, ("安排", 0, "节日"), "国庆节假期"),
        (UNUSUAL, ("安排", 0, "节日"), "写的是“国庆节”"),
        id="amends a festival under another name",
    ),
    pytest.param(
        _with(AMENDING, ("修改",), None),
        (WRONG, ("年份",), "2026 年已经有 国办发明电〔2025〕7号"),
        id="a second arrangement of a year",
    ),
    pytest.param(
        _with(LOCAL, ("文号",), "国办发明电〔2025〕7号"),
        (UNUSUAL, ("文号",), "与 quanze 收录的 国办发明电〔2025〕7号 不同：2026-01-01"),
        id="the number of a packaged notice with other days",
    ),
]


@pytest.mark.parametrize(("data", "expected"), [*DAYS, *HEAD, *BESIDE_OTHERS])
def test_a_fault_is_named_where_it_stands(
    data: dict[str, Any], expected: tuple[Kind, KeyPath, str]
) -> None:
    kind, path, words = expected
    found = [p for p in _found(data) if p.kind is kind and p.path == path and words in p.message]
    assert len(found) == 1, _found(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_with(YEARLY, ("安排", 5), None), [("安排",), ("安排",)]),
        (_with(AMENDING, ("修改",), "没有"), [("修改",)]),
    ],
)
def test_one_fault_does_not_draw_many(data: dict[str, Any], expected: list[KeyPath]) -> None:
    assert sorted(p.path for p in _found(data)) == expected


def test_a_year_without_the_year_before_is_of_no_use_yet() -> None:
    shifted = copy.deepcopy(YEARLY) | {"年份": 2028, "日期": "2027-11-04"}
    shifted["文号"] = "国办发明电〔2027〕9号"
    shifted["名称"] = "国务院办公厅关于2028年部分节假日安排的通知（示例）"
    shifted["安排"] = [{"节日": "元旦", "放假": ["2028-01-01"]}]
    alone, after = _found(shifted), _found(shifted, YEARLY)
    gap = Problem(UNUSUAL, ("年份",), "没有 2027 年的安排，2028 年的还用不上，仍是暂定")
    assert gap in alone
    assert gap not in after


def test_two_own_notices_with_one_number() -> None:
    other = _with(LOCAL, ("安排", 0, "放假"), ["2026-12-16"])
    assert Problem(WRONG, ("文号",), "另一份安排也用文号 示政办发〔2026〕3号") in _found(
        LOCAL, other
    )


def test_a_day_off_can_be_taken_back() -> None:
    """A weekday is worked by arrangement only where an earlier notice gave it off."""
    back = {**LOCAL, "文号": "示政办发〔2026〕4号", "日期": "2026-12-01"}
    back["安排"] = [{"节日": "冰雪节取消", "上班": ["2026-12-17"]}]
    assert _found(back, LOCAL) == []
    assert [p.path for p in _found(back)] == [("安排", 0, "上班", 0)]


def test_a_weekend_day_that_had_to_be_worked_can_be_given_back() -> None:
    """2020-02-01 was such a Saturday."""
    data = _with(LOCAL, ("安排", 0), {"节日": "冰雪节", "放假": ["2026-12-12"]})
    data["文号"] = "示政办发〔2026〕4号"
    assert _found(data, LOCAL) == []
    assert [p.path for p in _found(data)] == [("安排", 0, "放假", 0)]


def test_the_same_notice_again_is_no_fault() -> None:
    assert _found(national_notices()[-1].data()) == []


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_the_ends_of_time_are_no_stumbling_block(day: datetime.date) -> None:
    data = _with(LOCAL, ("安排", 0), {"节日": "冰雪节", "放假": [str(day)], "上班": [str(day)]})
    assert ("安排", 0, "上班", 0) in [p.path for p in _found(data)]
