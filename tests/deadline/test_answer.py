"""The whole answer: settings, extensions, exclusions, silence, and what is said beside the date."""

import datetime
from typing import Any

import pytest

from quanze.calendar import national_calendar
from quanze.deadline.answer import Answer, Request, answer
from quanze.deadline.certainty import State, described, state_of, strictly, uncertainty
from quanze.deadline.count import CannotCount, Suspension
from quanze.deadline.explain import steps, weeks
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import plain_terms, terms_of
from quanze.deadline.warning import Colour, remaining
from quanze.model.period import Period
from quanze.model.period_rule import DeadlineSettings, WarningLevels

day = datetime.date.fromisoformat
CALENDAR = national_calendar()
RULES = PeriodRules()


def ask(rule: str, start: str, settings: dict[str, object] | None = None, **request: Any) -> Answer:
    chosen = DeadlineSettings.model_validate(settings or {})
    terms = terms_of(RULES.get(rule), chosen)
    return answer(CALENDAR, terms, Request(day(start), **request), chosen)


def test_an_answer_names_its_law_its_unit_and_who_may_extend() -> None:
    found = ask("许可-决定", "2026-09-28")
    assert str(found.due.day) == "2026-10-30"
    assert found.terms.basis == ("《中华人民共和国行政许可法》第四十二条第一款",)
    assert any("第八十二条" in remark for remark in found.remarks)
    assert found.with_extension is not None
    assert str(found.with_extension.day) == "2026-11-13"
    assert found.terms.extension is not None
    assert found.terms.extension.approver == "本行政机关负责人"


def test_an_extension_runs_on_from_the_same_start() -> None:
    found = ask("许可-决定", "2026-09-28", extend=True, extended_on=day("2026-10-30"))
    assert (str(found.due.day), found.with_extension, found.faults) == ("2026-11-13", None, ())
    joint = ask("许可-并联", "2026-03-02", extend=True)
    assert str(joint.due.period) == "60个工作日"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"extend": True, "extended_on": day("2026-10-31")}, "不在原期限内"),
        ({"extend": Period("15个工作日")}, "超过规定的 10个工作日"),
        ({"suspensions": (Suspension(day("2026-10-12"), day("2026-10-13"), "出差"),)}, "不在第四十五条"),
    ],
)  # fmt: skip
def test_what_does_not_agree_with_the_law_is_said(request_: dict[str, Any], words: str) -> None:
    found = ask("许可-决定", "2026-09-28", **request_)
    assert any(words in fault for fault in found.faults)


def test_a_procedure_that_the_law_names_raises_no_doubt() -> None:
    hearing = Suspension(day("2026-10-12"), day("2026-10-20"), "听证")
    assert ask("许可-决定", "2026-09-28", suspensions=(hearing,)).faults == ()


@pytest.mark.parametrize("rule", ["许可-送达", "许可-补正"])
def test_an_extension_that_no_law_knows_is_refused(rule: str) -> None:
    with pytest.raises(CannotCount, match="没有规定可以延长"):
        ask(rule, "2026-09-28", extend=True)


def test_silence_has_its_consequence_and_its_day() -> None:
    accepted = ask("许可-补正", "2026-09-28").consequence
    assert accepted is not None
    assert (accepted.effect, str(accepted.outcome.day)) == (
        "自收到申请材料之日起即为受理",
        "2026-09-28",
    )
    renewed = ask("许可-延续决定", "2026-11-30")
    assert str(renewed.due.day) == "2026-11-30"
    assert renewed.consequence is not None
    assert "视为准予延续" in renewed.consequence.effect


@pytest.mark.parametrize(
    ("setting", "start", "due"),
    [
        ("当日", "2026-10-10", "2026-10-16"),
        ("下一工作日", "2026-10-10", "2026-10-16"),
        ("当日", "2026-10-11", "2026-10-16"),
        ("下一工作日", "2026-10-11", "2026-10-19"),
    ],
)
def test_what_comes_in_on_a_rest_day(setting: str, start: str, due: str) -> None:
    found = ask("许可-补正", start, {"休息日收到": setting})
    assert str(found.due.day) == due
    told = any("是休息日" in remark for remark in found.remarks)
    assert told is (start == "2026-10-11")


@pytest.mark.parametrize(
    ("rule", "choice", "start", "due"),
    [
        ("许可-申请延续", None, "2026-12-25", "2026-11-25"),
        ("许可-申请延续", "工作日", "2026-12-25", "2026-11-13"),
        ("许可-申请听证", None, "2026-09-29", "2026-10-12"),
        ("许可-申请听证", "日", "2026-09-29", "2026-10-08"),
        ("强制-查封", None, "2026-09-01", "2026-10-01"),
        ("强制-查封", {"顺延": "是"}, "2026-09-01", "2026-10-08"),
        ("处罚-决定", None, "2026-07-06", "2026-10-08"),
        ("处罚-决定", {"顺延": "否"}, "2026-07-06", "2026-10-04"),
    ],
)
def test_where_the_law_leaves_room_a_setting_decides_and_the_answer_says_so(
    rule: str, choice: object, start: str, due: str
) -> None:
    found = ask(rule, start, {"取舍": {rule: choice}} if choice else {})
    assert str(found.due.day) == due
    said = [remark for remark in found.remarks if f"取舍·{rule}" in remark]
    assert len(said) == 1
    assert ("按 quanze.yaml 的设置" in said[0]) is (choice is not None)


@pytest.mark.parametrize("rule", ["公开-答复", "诉讼-复议后起诉", "处罚-缴款", "强制-法院受理"])
def test_a_practice_of_the_office_moves_no_receipt_that_the_law_settles(rule: str) -> None:
    """The law says which day it is, or the period is a party's or a court's."""
    moved = ask(rule, "2026-09-26", {"休息日收到": "下一工作日"})
    assert moved.started is None
    assert moved.due == ask(rule, "2026-09-26").due


def test_an_extension_is_never_longer_than_the_law_allows() -> None:
    found = ask("强制-查封", "2026-09-03", extend=Period("40日"), extended_on=day("2026-10-03"))
    assert str(found.due.day) == "2026-11-02"
    assert any("超过规定的 30日" in fault for fault in found.faults)


def test_an_extension_decided_before_the_start_is_doubted() -> None:
    found = ask("许可-决定", "2026-09-28", extend=True, extended_on=day("2026-09-01"))
    assert any("早于起算日" in fault for fault in found.faults)


def test_a_review_that_is_suspended_knows_its_article() -> None:
    stopped = Suspension(day("2026-08-20"), day("2026-09-10"), "中止")
    found = ask("复议-决定", "2026-08-06", suspensions=(stopped,))
    assert found.faults == ()
    assert steps(found.due) == (
        "从 2026-08-06（不计）往后数 60日，到 2026-10-05",
        "扣除 2026-08-20 至 2026-09-10 中止 22 天，到 2026-10-27",
    )


def test_the_question_itself_can_settle_what_the_law_leaves_open() -> None:
    found = ask("强制-查封", "2026-09-01", roll=True)
    assert str(found.due.day) == "2026-10-08"
    assert any("按本次的指定，末日遇休息日顺延" in remark for remark in found.remarks)
    assert not any("按默认" in remark for remark in found.remarks)
    against = ask("复议-申请", "2026-08-04", roll=False)
    assert any("与规则不同" in fault for fault in against.faults)


def test_a_choice_that_the_rule_does_not_offer_changes_nothing() -> None:
    assert ask("许可-决定", "2026-09-28", {"取舍": {"许可-决定": "日"}}).due.day == day(
        "2026-10-30"
    )


def test_the_day_of_receipt_by_channel() -> None:
    found = ask("公开-答复", "2026-03-02", channel="邮寄签收")
    assert any("签收之日" in remark for remark in found.remarks)
    with pytest.raises(CannotCount, match="邮寄签收"):
        ask("公开-答复", "2026-03-02", channel="托人带到")
    with pytest.raises(CannotCount, match="没有按提交方式"):
        ask("许可-决定", "2026-03-02", channel="邮寄签收")


def test_a_rule_that_only_excludes_time_gives_no_date() -> None:
    with pytest.raises(CannotCount, match="许可-决定"):
        ask("许可-不计入", "2026-03-02")


def test_a_period_brings_its_own_extension() -> None:
    terms = plain_terms(Period("20个工作日，可延长10个工作日"))
    found = answer(CALENDAR, terms, Request(day("2026-09-28")), DeadlineSettings())
    assert found.with_extension is not None
    assert [str(found.due.day), str(found.with_extension.day)] == ["2026-10-30", "2026-11-13"]


def test_past_the_horizon_nothing_is_a_bare_date() -> None:
    found = ask("公开-答复", "2026-12-15")
    outcome = found.due.outcome
    assert state_of(outcome) is State.PROVISIONAL
    assert str(outcome) == "2027-01-13（暂定）"
    assert "最早 2027-01-11，最晚 2027-01-15" in described(CALENDAR, found)
    why = uncertainty(CALENDAR, outcome)
    assert why is not None
    assert why.look_again.year == 2026
    with pytest.raises(CannotCount, match="还不能确定"):
        strictly(CALENDAR, found)


def test_strictly_a_certain_date_stays_and_an_uncertain_extension_goes() -> None:
    found = strictly(CALENDAR, ask("许可-决定", "2026-11-20"))
    assert (found.decided, found.with_extension) == (True, None)


def test_the_count_is_told_as_on_paper() -> None:
    found = weeks(CALENDAR, ask("许可-决定", "2026-09-28").due)
    assert [str(week.monday) for week in found] == [
        "2026-09-28",
        "2026-10-05",
        "2026-10-12",
        "2026-10-19",
        "2026-10-26",
    ]
    assert [c.number for week in found for c in week.days if c.number] == list(range(1, 21))
    assert found[0].skipped == ("10月1日至4日国庆节放假（国办发明电〔2025〕7号）",)
    assert found[1].skipped == ("10月5日至7日国庆节放假（国办发明电〔2025〕7号）", "10月11日周末")
    assert found[1].made_up == ("10月10日国庆节调休上班（国办发明电〔2025〕7号）",)


def test_the_days_by_which_an_end_moved_are_told() -> None:
    found = weeks(CALENDAR, ask("处罚-决定", "2026-07-06").due)
    skipped = [c.day.date.day for week in found for c in week.days if c.why_not]
    assert skipped == [4, 5, 6, 7]
    assert weeks(CALENDAR, ask("处罚-决定", "2026-07-07").due) != ()
    assert weeks(CALENDAR, ask("处罚-决定", "2026-03-03").due) == ()


@pytest.mark.parametrize(
    ("due", "colour", "left"),
    [
        ("2026-11-20", Colour.OVERDUE, -1),
        ("2026-11-22", Colour.RED, 0),
        ("2026-11-23", Colour.RED, 1),
        ("2026-11-24", Colour.ORANGE, 2),
        ("2026-11-25", Colour.ORANGE, 3),
        ("2026-11-27", Colour.YELLOW, 5),
        ("2026-11-30", Colour.GREEN, 6),
    ],
)
def test_graded_warning(due: str, colour: Colour, left: int) -> None:
    # 2026-11-22 is a Sunday: of the Friday before, no working day has passed since.
    found = remaining(CALENDAR, day(due), day("2026-11-22"), WarningLevels())
    assert found.colour is colour
    assert found.working_days == (0 if due == "2026-11-20" else left)
