"""What a batch of delegation brings to be done, by when, and how it stands on a day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.calendar import national_calendar
from quanze.deadline.answer import Request, answer
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import terms_of
from quanze.law.delegation import Duty, Standing, follows, full_year, named
from quanze.law.delegation_duties import duties
from quanze.model.delegation import Delegation
from quanze.model.settings import Settings

A, B = "示例县林业局", "试验县林业局"
TODAY = "2026-11-22"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def settings(**more: Any) -> Settings:
    return Settings.model_validate({"名称": "示例", "行政区划代码": "220400", **more})


def batch(*events: tuple[str, str, str], **more: Any) -> Delegation:
    """A batch with steps, each with the key of its day."""
    return Delegation.model_validate(
        {
            "编号": "2026-1",
            "标题": "委托两县办理",
            "方式": "委托",
            "放权部门": "市林业局",
            "承接主体": [{"名称": A}, {"名称": B}],
            "事项": [{"编码": "T-1", "名称": "林木采伐许可"}],
            "办理": [{"步骤": stage, key: date} for stage, key, date in events],
            **more,
        }
    )


def of(
    stage: str, one: Delegation, on: str = TODAY, among: Settings | None = None
) -> list[tuple[str | None, Standing]]:
    found = duties(among or settings(), [one], day(on))
    return [(str(d.due) if d.due else None, d.standing) for d in found if d.stage == stage]


DECIDED = ("决定", "日期", "2026-07-31")
PUBLISHED = ("公布", "日期", "2026-08-07")
HANDED = ("交接", "日期", "2026-08-28")
TERM = {"期限": {"自": "2026-09-01", "至": "2027-08-31"}}


@pytest.mark.parametrize(
    ("events", "on", "found"),
    [
        ([], TODAY, []),
        ([PUBLISHED], "2026-08-07", [("2026-09-18", Standing.OPEN)]),
        ([PUBLISHED], "2026-09-11", [("2026-09-18", Standing.SOON)]),
        ([PUBLISHED], "2026-09-18", [("2026-09-18", Standing.SOON)]),
        ([PUBLISHED], "2026-09-19", [("2026-09-18", Standing.OVERDUE)]),
        ([PUBLISHED, HANDED], TODAY, [("2026-09-18", Standing.DONE)]),
        ([PUBLISHED, ("交接", "日期", "2026-09-21")], TODAY, [("2026-09-18", Standing.LATE)]),
        # What is written of the future has not happened yet.
        ([PUBLISHED, ("交接", "日期", "2026-12-01")], TODAY, [("2026-09-18", Standing.OVERDUE)]),
        ([PUBLISHED, ("收回", "日期", "2026-09-01")], TODAY, []),
    ],
)
def test_handing_over(
    events: list[tuple[str, str, str]], on: str, found: list[tuple[str, Standing]]
) -> None:
    assert of("交接", batch(*events), on) == found


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([PUBLISHED], []),
        ([HANDED], [("2026-09-11", Standing.OVERDUE)]),
        ([HANDED, ("备案", "日期", "2026-09-11")], [("2026-09-11", Standing.DONE)]),
        ([HANDED, ("备案", "日期", "2026-09-14")], [("2026-09-11", Standing.LATE)]),
        # What was filed before is the filing of something else.
        ([("备案", "日期", "2026-08-20"), HANDED], [("2026-09-11", Standing.OVERDUE)]),
    ],
)
def test_filing(events: list[tuple[str, str, str]], found: list[tuple[str, Standing]]) -> None:
    assert of("备案", batch(*events)) == found


def test_receivers_that_stand_differently_are_told_apart() -> None:
    handed = {"步骤": "交接", "日期": "2026-08-28", "承接主体": [A]}
    one = batch(办理=[{"步骤": "公布", "日期": "2026-08-07"}, handed])
    found = [d for d in duties(settings(), [one], day(TODAY)) if d.stage == "交接"]
    assert {d.standing: d.receivers for d in found} == {
        Standing.DONE: (A,),
        Standing.OVERDUE: (B,),
    }


@pytest.mark.parametrize(
    ("on", "more", "standing"),
    [
        ("2027-06-01", {}, Standing.OPEN),
        ("2027-06-02", {}, Standing.SOON),
        ("2027-08-31", {}, Standing.SOON),
        ("2027-09-01", {}, Standing.OVERDUE),
        ("2027-06-02", {"放权": {"期满预警": 30}}, Standing.OPEN),
    ],
)
def test_the_end_of_a_term_is_warned_of(on: str, more: dict[str, Any], standing: Standing) -> None:
    assert of("期满", batch(HANDED, **TERM), on, settings(**more)) == [("2027-08-31", standing)]


def test_an_extension_moves_the_end_and_asks_for_a_new_evaluation() -> None:
    events = [
        {"步骤": "交接", "日期": "2026-08-28"},
        {"步骤": "评估", "日期": "2027-07-01"},
        {"步骤": "延期", "日期": "2027-08-01", "延期至": "2028-08-31"},
    ]
    before, after = batch(办理=events[:2], **TERM), batch(办理=events, **TERM)
    assert of("评估", before, "2027-08-01") == []
    assert of("期满", after, "2027-09-01") == [("2028-08-31", Standing.OPEN)]
    assert of("评估", after, "2027-09-01") == [("2028-08-31", Standing.OPEN)]


def test_a_planned_evaluation_is_late_by_its_plan() -> None:
    one = batch(HANDED, ("评估", "计划", "2026-11-01"))
    assert of("评估", one) == [("2026-11-01", Standing.OVERDUE)]


@pytest.mark.parametrize(
    ("more", "standing"),
    [({}, Standing.DUE), ({"放权": {"行权报告": 12}}, Standing.OVERDUE)],
)
def test_a_report_is_overdue_only_where_the_office_has_set_how_often(
    more: dict[str, Any], standing: Standing
) -> None:
    found = of("行权报告", batch(HANDED), "2027-09-01", settings(**more))
    assert found == [("2027-08-28", standing)]


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], []),
        ([DECIDED], [(None, Standing.OPEN)]),
        ([DECIDED, PUBLISHED], []),
        ([DECIDED, HANDED], []),
        ([DECIDED, ("公布", "计划", "2026-12-01")], [("2026-12-01", Standing.SOON)]),
        ([("决定", "日期", "2026-12-01")], []),
    ],
)
def test_what_was_decided_and_not_published_is_open_work(
    events: list[tuple[str, str, str]], found: list[tuple[str | None, Standing]]
) -> None:
    """Without the day of publication no last day of the hand-over can be counted."""
    assert of("公布", batch(*events)) == found


def test_training_has_no_last_day_of_its_own() -> None:
    assert of("培训", batch(HANDED)) == [(None, Standing.OPEN)]
    assert of("培训", batch(HANDED, ("培训", "计划", "2026-11-01"))) == [
        ("2026-11-01", Standing.OVERDUE)
    ]


@pytest.mark.parametrize(
    ("division", "asked", "does"),
    [("220400", None, True), (None, None, True), ("440100", None, False), ("440100", "是", True),
     ("220400", "否", False)],
)  # fmt: skip
def test_whose_rule_is_followed(division: str | None, asked: str | None, does: bool) -> None:
    more = {"放权": {"按吉发7号": asked}} if asked else {}
    among = Settings.model_validate({"名称": "示例", "行政区划代码": division, **more})
    assert follows(among) is does
    found = {d.stage for d in duties(among, [batch(PUBLISHED, HANDED, **TERM)], day(TODAY))}
    assert ("交接" in found) is does
    assert "期满" in found


@given(st.dates(day("2020-02-13"), day("2026-06-30")), st.integers(0, 200))
def test_the_last_day_is_that_of_the_period_rule(start: datetime.date, late: int) -> None:
    """A hand-over is late exactly when it is after the day that quanze deadline gives."""
    handed = start + datetime.timedelta(late)
    one = batch(("公布", "日期", str(start)), ("交接", "日期", str(handed)))
    rule = PeriodRules().get("放权-交接")
    among = settings()
    terms = terms_of(rule, among.deadlines)
    due = answer(national_calendar(), terms, Request(start), among.deadlines).due.outcome
    (found,) = (d for d in duties(among, [one], day("2027-03-01")) if d.stage == "交接")
    assert found.due == due
    assert (found.standing is Standing.LATE) == (handed > due.earliest)


@given(st.dates(day("2020-01-01"), day("2030-12-31")), st.integers(0, 800))
def test_a_year_is_a_year(since: datetime.date, days: int) -> None:
    until = since + datetime.timedelta(days)
    assert full_year(since, until) or days < 365
    assert not (full_year(since, until) and days < 364)


@pytest.mark.parametrize("on", ["1900-01-01", "2003-12-31", "2050-06-01", "9999-12-31"])
@pytest.mark.parametrize("date", ["1900-01-01", "2026-08-07", "2051-01-01", "9999-12-31"])
def test_days_beyond_every_calendar_stop_nothing(date: str, on: str) -> None:
    events = [(stage, "日期", date) for stage in ("公布", "交接", "行权报告")]
    one = batch(*events, 期限={"自": date, "至": "9999-12-31"})
    assert "期满" in {duty.stage for duty in duties(settings(), [one], day(on))} or on < date
    assert not full_year(day("9999-12-31"), day("9999-12-31"))


def test_items_and_receivers_are_named_once() -> None:
    one = batch(PUBLISHED)
    (found,) = (d for d in duties(settings(), [one], day(TODAY)) if d.stage == "交接")
    assert isinstance(found, Duty)
    assert named(found.shares) == f"“林木采伐许可”→{A}、{B}"
    assert len(found.items) == 1
