"""A batch of delegation: who holds which item, until when."""

from __future__ import annotations

import datetime
from typing import Any
from unittest.mock import Mock

import pytest

from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import (
    CONTENTS,
    Agreement,
    DelegationEvent,
    DelegationMode,
)

A, B = "示例县林业局", "试验县林业局"


def batch(**more: Any) -> Delegation:
    return Delegation.model_validate(
        {
            "编号": "2026-1",
            "标题": "委托两县办理",
            "方式": "委托",
            "放权部门": "市林业局",
            "期限": {"自": "2026-09-01", "至": "2027-08-31"},
            "承接主体": [{"名称": A}, {"名称": B}],
            "事项": [{"编码": "T-1", "名称": "林木采伐许可"}],
            "办理": [{"步骤": "交接", "日期": "2026-09-01"}],
            **more,
        }
    )


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_all_receivers_take_an_item_that_names_none() -> None:
    one = batch()
    assert [taken.name for taken in one.taken(one.items[0])] == [A, B]


def test_an_item_may_go_to_some_with_their_own_codes() -> None:
    one = batch(
        事项=[{"编码": "T-1", "名称": "许可", "承接": [{"主体": B, "编码": "X-1"}, "丙局"]}]
    )
    taken = one.taken(one.items[0])
    assert [(t.name, t.code, t.receiver is not None) for t in taken] == [
        (B, "X-1", True),
        ("丙局", None, False),
    ]
    assert one.items[0].codes() == ("T-1", "X-1")


@pytest.mark.parametrize(
    ("events", "on", "state"),
    [
        ([], "2026-10-01", HoldingState.COMING),
        ([("交接", "2026-09-01")], "2026-08-31", HoldingState.COMING),
        ([("交接", "2026-09-01")], "2026-09-01", HoldingState.HELD),
        ([("交接", "2026-09-01")], "2027-08-31", HoldingState.HELD),
        ([("交接", "2026-09-01")], "2027-09-01", HoldingState.ENDED),
        ([("交接", "2026-09-01"), ("收回", "2027-01-10")], "2027-01-09", HoldingState.HELD),
        ([("交接", "2026-09-01"), ("收回", "2027-01-10")], "2027-01-10", HoldingState.WITHDRAWN),
        ([("交接", "2026-09-01"), ("交接", "2027-03-01")], "2026-10-01", HoldingState.HELD),
        (
            [("交接", "2026-09-01"), ("收回", "2026-12-01"), ("交接", "2027-02-01")],
            "2027-03-01",
            HoldingState.HELD,
        ),
        (
            [("交接", "2026-09-01"), ("收回", "2026-12-01"), ("交接", "2027-02-01")],
            "2027-01-01",
            HoldingState.WITHDRAWN,
        ),
    ],
)
def test_what_is_held_on_a_day(events: list[tuple[str, str]], on: str, state: HoldingState) -> None:
    one = batch(办理=[{"步骤": stage, "日期": date} for stage, date in events])
    assert one.state_on(day(on), one.items[0], A) is state


def test_an_extension_of_one_receiver_leaves_the_others() -> None:
    extension = {"步骤": "延期", "日期": "2027-08-01", "承接主体": [A], "延期至": "2029-08-31"}
    one = batch(办理=[{"步骤": "交接", "日期": "2026-09-01"}, extension])
    item = one.items[0]
    assert one.until(item, A) == day("2029-08-31")
    assert one.until(item, B) == day("2027-08-31")
    assert one.until(item, A, by=day("2027-07-31")) == day("2027-08-31")


def test_the_term_of_an_agreement_goes_before_the_batches() -> None:
    agreement = {"受委托机关": A, "期限": {"自": "2026-10-01", "至": "2028-09-30"}}
    one = batch(协议=[agreement])
    assert one.until(one.items[0], A) == day("2028-09-30")
    assert one.until(one.items[0], B) == day("2027-08-31")


def test_a_step_that_is_only_planned_has_not_happened() -> None:
    one = batch(办理=[{"步骤": "交接", "计划": "2026-09-01"}])
    assert one.state_on(day("2026-10-01"), one.items[0], A) is HoldingState.COMING


def test_which_modes_leave_the_power_with_the_giver() -> None:
    assert {mode for mode in DelegationMode if mode.leaves_power} == {
        DelegationMode.ENTRUSTED,
        DelegationMode.WINDOW,
        DelegationMode.EXAMINATION,
    }


def test_the_six_contents_are_elements_of_an_agreement() -> None:
    aliases = {name: field.alias for name, field in Agreement.model_fields.items()}
    assert len(CONTENTS) == 6
    assert all(aliases[attribute] == name for name, attribute in CONTENTS.items())


def test_a_copy_with_other_events_knows_of_them() -> None:
    one = batch()
    (share,) = [share for share in one.shares() if share[1] == A]
    assert one.state_on(day("2026-10-01"), *share) is HoldingState.HELD
    without = one.model_copy(update={"events": ()})
    assert without.state_on(day("2026-10-01"), *share) is HoldingState.COMING


def test_events_of_other_items_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of many items with a step for each does not take the square of them."""
    codes = [f"T-{number}" for number in range(100)]
    many = batch(
        事项=[{"编码": code, "名称": "许可"} for code in codes],
        办理=[{"步骤": "交接", "日期": "2026-09-01", "事项": [code]} for code in codes],
    )
    seen = Mock(return_value=True)
    monkeypatch.setattr(DelegationEvent, "reaches", seen)
    states = {many.state_on(day("2026-10-01"), *share) for share in many.shares()}
    assert states == {HoldingState.HELD}
    assert seen.call_count <= 2 * 2 * len(codes)  # two receivers; handed over, and extended
