"""A limit that a coming notice on days off may still move is told as such."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from quanze.calendar import WorkingCalendar
from quanze.findings import Report
from quanze.rules.record import c14_too_late
from quanze.rules.registry import RULES_BY_CODE

KNOWN_ON = datetime.date(2026, 11, 22)
RECORD = """\
编号: "2026-1"
级别: 要素
办理:
  - 步骤: 调整事由
    日期: 2026-12-10
  - 步骤: 申请
    日期: 2026-12-24
  - 步骤: 审核
    日期: {}
合计: {{原有: 1, 增加: 0, 减少: 0, 现有: 1}}
变更: []
"""
"""The audit is due on 2027-01-15; the notice for 2027 may make it 01-13 to 01-19."""


@pytest.mark.parametrize(
    ("audited", "told"),
    [
        ("2027-01-13", None),
        ("2027-01-18", "审核（2027-01-18）可能晚了：期限到 2027-01-15（暂定"),
        ("2027-01-20", "审核（2027-01-20）晚了：期限到 2027-01-15（暂定"),
    ],
)
def test_a_provisional_limit_is_passed_perhaps_or_for_certain(
    audited: str,
    told: str | None,
    examine: Callable[..., Report],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = WorkingCalendar(known_on=KNOWN_ON)
    monkeypatch.setattr(c14_too_late, "national_calendar", lambda: known)
    report = examine({"adjustments/2026-1.yaml": RECORD.format(audited)}, [RULES_BY_CODE["C14"]])
    found = [entry.finding.message for entry in report.entries]
    assert len(found) == (told is not None)
    assert all(told is not None and told in message for message in found), found


def test_years_that_no_calendar_knows_are_not_judged(examine: Callable[..., Report]) -> None:
    old = RECORD.format("1990-01-18").replace("2026-12", "1989-12")
    assert examine({"adjustments/2026-1.yaml": old}, [RULES_BY_CODE["C14"]]).entries == ()
