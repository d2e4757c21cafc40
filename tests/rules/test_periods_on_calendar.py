"""Rules that compare periods on the register's calendar, and that check the calendar itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanze.findings import Finding, Report
from quanze.rules.registry import RULES_BY_CODE

Examine = Callable[..., Report]
C1, C3, C16 = (RULES_BY_CODE[code] for code in ("C1", "C3", "C16"))
SETTINGS = [RULES_BY_CODE[code] for code in ("T1", "T2", "T3")]

POWER = """\
部门: 市林业局
事项:
  - 编码: "T-lyj-XK-0001"
    名称: 林木采伐许可
    类型: 行政许可
    法定时限: {statutory}
    承诺时限: {promised}
"""
NOTICE = """\
名称: 示例市权责清单
日历:
  - 名称: 示例市关于民族节日放假的通知
    文号: 示政办发〔2022〕3号
    日期: 2022-01-05
    地区: 示例市
    {more}
    安排:
      - 节日: 民族节日
        放假: [2024-01-08至2024-01-09]
"""
UNREADABLE = (
    NOTICE.format(more="修改: 没有")
    + """\
  - 名称: 没有写文号的通知
时限:
  预警: {黄: 1}
"""
)


def _found(report: Report, code: str) -> list[Finding]:
    return [entry.finding for entry in report.entries if entry.finding.code == code]


def _power(promised: str, statutory: str) -> dict[str, str]:
    text = POWER.format(promised=promised, statutory=statutory)
    return {"departments/lyj/power.yaml": text}


def test_a_promise_that_is_longer_on_some_days_names_one_of_them(examine: Examine) -> None:
    (finding,) = _found(examine(_power("5个工作日", "10日"), [C1, C16]), "C16")
    assert finding.message == (
        "“林木采伐许可”的承诺时限（5个工作日）有时长于法定时限（10日）："
        "如 2024-02-06 起算的，承诺到 2024-02-19，法定到 2024-02-18"
    )


def test_a_promise_that_is_always_longer_needs_no_example(examine: Examine) -> None:
    (finding,) = _found(examine(_power("30个工作日", "20日"), [C1]), "C1")
    assert finding.message == "“林木采伐许可”的承诺时限（30个工作日）长于法定时限（20日）"


def test_the_finding_stays_the_same_while_the_calendar_changes(examine: Examine) -> None:
    """A baseline must not fall apart each November, when the next year's notice comes."""
    settings = {"quanze.yaml": NOTICE.format(more="说明: 无")}
    (before,) = _found(examine(_power("5个工作日", "10日"), [C16]), "C16")
    (after,) = _found(examine({**_power("5个工作日", "10日"), **settings}, [C16]), "C16")
    assert before.message != after.message
    assert before.fingerprint == after.fingerprint


@pytest.mark.parametrize(
    ("promised", "statutory"),
    [("7个工作日", "10日"), ("20个工作日", "45日"), ("30日", "1个月"), ("当场", "20日")],
)
def test_what_the_calendar_can_compare_is_not_called_incomparable(
    promised: str, statutory: str, examine: Examine
) -> None:
    assert _found(examine(_power(promised, statutory), [C3]), "C3") == []


def test_notices_that_are_wrong_stop_no_other_rule(examine: Examine) -> None:
    files = _power("5个工作日", "10日") | {"quanze.yaml": NOTICE.format(more="年份: 2300")}
    report = examine(files, [C16, *SETTINGS])
    assert len(_found(report, "C16")) == 1
    assert _found(report, "X1") == []
    assert _found(report, "T1") != []


def test_settings_that_are_half_read_are_not_judged(examine: Examine) -> None:
    """An entry that was left out moves all those after it."""
    report = examine({"quanze.yaml": UNREADABLE}, SETTINGS)
    assert {entry.finding.code for entry in report.entries} == {"S1"}
