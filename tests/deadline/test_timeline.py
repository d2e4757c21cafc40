"""The timeline of an item: its own limits first, then what the law attaches to its type."""

import datetime
from typing import Any

import pytest

from quanze.calendar import national_calendar
from quanze.deadline.answer import Request
from quanze.deadline.count import CannotCount
from quanze.deadline.items import Item, Items
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.timeline import Timeline, only_decided, timeline
from quanze.model.flow import FlowList
from quanze.model.period_rule import DeadlineSettings
from quanze.model.power import PowerList
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings

day = datetime.date.fromisoformat
CALENDAR = national_calendar()
PERMIT = {"编码": "T-1", "名称": "取水许可", "类型": "行政许可"}
PENALTY = {"编码": "T-2", "名称": "擅自取水的处罚", "类型": "行政处罚"}


def items(*powers: dict[str, Any], flows: tuple[dict[str, Any], ...] = ()) -> Items:
    listed = PowerList.model_validate({"部门": "市水利局", "事项": list(powers)})
    drawn = FlowList.model_validate({"部门": "市水利局", "流程": list(flows)})
    lists = DepartmentLists("slj", powers=listed.powers, flows=drawn.flows)
    return Items(Register(Settings.model_validate({"名称": "例"}), (lists,)))


def lay_out(power: dict[str, Any], start: str, **request: Any) -> Timeline:
    (item,) = items(power).of(power["编码"])
    settings = DeadlineSettings()
    return timeline(CALENDAR, item, Request(day(start), **request), PeriodRules(), settings)


def dates(found: Timeline) -> dict[str, str]:
    return {m.name: str(m.answer.due.day) for m in found.milestones}


def test_a_permit_runs_from_acceptance_to_the_remedies() -> None:
    power = {**PERMIT, "法定时限": "20个工作日", "承诺时限": "8个工作日"}
    found = lay_out(power, "2026-03-02")
    told = dates(found)
    assert told["承诺办结"] == "2026-03-12"
    assert told["法定办结"] == "2026-03-30"
    assert list(told.values()) == sorted(told.values())
    by_rule = {m.answer.terms.rule.id: m for m in found.milestones if m.answer.terms.rule}
    assert str(by_rule["许可-补正"].answer.due.day) == "2026-03-09"
    assert str(by_rule["许可-送达"].answer.due.day) == "2026-04-14"
    # Both remedies run from the delivery.
    assert str(by_rule["复议-申请"].answer.due.day) == "2026-06-15"
    assert str(by_rule["诉讼-直接起诉"].answer.due.day) == "2026-10-14"
    assert "最后一天" in by_rule["许可-送达"].assumed


def test_the_general_limit_of_the_law_brings_its_extension() -> None:
    found = lay_out({**PERMIT, "法定时限": "20个工作日"}, "2026-03-02")
    assert found.statutory is not None
    assert found.statutory.with_extension is not None
    assert "第四十二条" in found.statutory.terms.basis[0]


def test_a_limit_of_its_own_rests_on_what_the_list_says() -> None:
    power = {
        **PERMIT,
        "法定时限": "45个工作日",
        "法定时限说明": "《取水许可和水资源费征收管理条例》",
    }
    found = lay_out(power, "2026-03-02")
    assert found.statutory is not None
    assert found.statutory.terms.basis == ("《取水许可和水资源费征收管理条例》",)
    assert found.statutory.with_extension is None


def test_a_joint_permit_has_the_longer_limit() -> None:
    found = lay_out({**PERMIT, "并联办理": {"牵头部门": "市水利局"}}, "2026-03-02")
    assert found.statutory is not None
    assert "第二款" in found.statutory.terms.basis[0]
    assert any("没有写" in remark for remark in found.remarks)


def test_a_penalty_is_delivered_and_paid() -> None:
    found = lay_out(PENALTY, "2026-03-02")
    by_rule = {m.answer.terms.rule.id: str(m.answer.due.day) for m in found.milestones if m.answer.terms.rule}  # fmt: skip
    assert by_rule["处罚-决定"] == "2026-06-01"
    assert by_rule["处罚-送达"] == "2026-06-10"
    assert by_rule["处罚-缴款"] == "2026-06-25"
    # 60 days from the delivery, not from the payment.
    assert by_rule["复议-申请"] == "2026-08-10"


def test_other_types_have_their_own_limits_and_the_remedies() -> None:
    power = {"编码": "T-3", "名称": "某某确认", "类型": "行政确认", "承诺时限": "3个工作日"}
    told = dates(lay_out(power, "2026-03-02"))
    assert next(iter(told)) == "承诺办结"
    assert len(told) == 3


FLOW = {
    "名称": "许可-一般程序",
    "步骤": [
        {"编号": "a", "名称": "受理", "角色": "窗口", "时限": "1个工作日", "下一步": ["b", "x"]},
        {"编号": "b", "名称": "审查", "角色": "经办", "时限": "4个工作日", "下一步": ["c"]},
        {"编号": "x", "名称": "专家评审", "角色": "专家", "时限": "20个工作日", "计入时限": "否", "下一步": ["c"]},
        {"编号": "c", "名称": "公示", "角色": "经办", "时限": "3日", "下一步": ["d"]},
        {"编号": "d", "名称": "决定", "角色": "负责人", "时限": "2个工作日"},
    ],
}  # fmt: skip


def test_the_steps_of_the_flow_are_laid_out() -> None:
    power = {**PERMIT, "承诺时限": "8个工作日", "流程": "许可-一般程序"}
    (item,) = items(power, flows=(FLOW,)).of("T-1")
    found = timeline(CALENDAR, item, Request(day("2026-03-02")), PeriodRules(), DeadlineSettings())
    told = dates(found)
    steps = {name: date for name, date in told.items() if name.startswith("环节")}
    assert steps == {
        "环节：受理": "2026-03-03",
        "环节：审查": "2026-03-09",
        "环节：决定": "2026-03-11",
    }
    assert any("公示" in remark for remark in found.remarks)


def test_nothing_to_count() -> None:
    with pytest.raises(CannotCount, match="没有写法定时限和承诺时限"):
        lay_out({"编码": "T-3", "名称": "某某确认", "类型": "行政确认"}, "2026-03-02")


def test_stopped_time_moves_both_limits() -> None:
    from quanze.deadline.count import Suspension

    power = {**PERMIT, "法定时限": "20个工作日", "承诺时限": "8个工作日"}
    hearing = Suspension(day("2026-03-09"), day("2026-03-13"), "听证")
    told = dates(lay_out(power, "2026-03-02", suspensions=(hearing,)))
    assert (told["承诺办结"], told["法定办结"]) == ("2026-03-19", "2026-04-07")


def test_what_follows_from_a_provisional_date_is_provisional() -> None:
    power = {**PERMIT, "法定时限": "20个工作日"}
    found = lay_out(power, "2026-12-15")
    by_rule = {m.answer.terms.rule.id: m.answer.due for m in found.milestones if m.answer.terms.rule}  # fmt: skip
    decision, delivery = by_rule["许可-决定"].outcome, by_rule["许可-送达"].outcome
    assert not delivery.decided
    assert delivery.earliest < delivery.day < delivery.latest
    assert delivery.latest > decision.latest
    with pytest.raises(CannotCount):
        only_decided(CALENDAR, found)


def test_strictly_only_certain_dates_are_left() -> None:
    found = only_decided(CALENDAR, lay_out({**PERMIT, "法定时限": "20个工作日"}, "2026-11-16"))
    assert all(m.answer.decided for m in found.milestones)
    assert any("提出行政复议申请" in remark for remark in found.remarks)


def test_a_part_takes_from_the_whole_what_it_does_not_state() -> None:
    power = {
        **PERMIT,
        "法定时限": "20个工作日",
        "承诺时限": "8个工作日",
        "子项": [
            {"名称": "新办", "编码": "T-1-1", "承诺时限": "3个工作日"},
            {"名称": "变更", "编码": "T-1-2", "业务办理项": [{"名称": "更名", "编码": "T-1-2-1"}]},
        ],
    }
    known = items(power)
    part: Item = known.of("T-1-1")[0]
    assert (str(part.promised), str(part.statutory)) == ("3个工作日", "20个工作日")
    inner = known.of(" T-1-2-1 ")[0]
    assert (inner.name, str(inner.promised)) == ("取水许可·变更·更名", "8个工作日")
    assert known.of("T-9") == ()
