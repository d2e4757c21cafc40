"""The time of a flow, from acceptance to its end."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.model.flow import Flow
from quanze.model.flow_time import time_of
from quanze.model.period import Unit


def flow(*steps: str) -> Flow:
    """Make a flow; a step is "编号 阶段 时限 下一步,下一步", — for nothing; 时限 with ※ is not counted."""
    made: list[dict[str, Any]] = []
    for line in steps:
        name, stage, limit, following = line.split()
        step: dict[str, Any] = {"编号": name, "名称": name, "角色": "科室"}
        step |= {} if stage == "—" else {"阶段": stage}
        step |= {} if limit == "—" else {"时限": limit.removesuffix("※")}
        step |= {"计入时限": "否"} if limit.endswith("※") else {}
        step |= {} if following == "—" else {"下一步": following.split(",")}
        made.append(step)
    return Flow.model_validate({"名称": "流程", "步骤": made})


PERMIT = (
    "申请 申请 3个工作日 收件",
    "收件 受理 1个工作日 补正,审查",
    "补正 受理 5个工作日※ 申请",
    "审查 审查 6个工作日 决定,听证",
    "听证 审查 20个工作日※ 决定",
    "决定 决定 当场 送达",
    "送达 送达 2个工作日 —",
)


def test_only_counted_steps_from_acceptance_on_are_added_up() -> None:
    time = time_of(flow(*PERMIT))
    assert (time.since, time.total) == ("受理", "9个工作日")
    assert [step.id for step in time.excluded] == ["补正", "听证"]


def test_of_parallel_ways_the_longest_counts() -> None:
    time = time_of(flow("a 受理 1日 b,c", "b — 10日 d", "c — 6日 d", "d — 2日 —"))
    assert time.total == "13日"


@pytest.mark.parametrize(
    ("stage", "total"),
    [("受理", "2日"), ("立案", "2日"), ("审查", "5日")],
    ids=["受理", "立案", "没有写"],
)
def test_without_acceptance_the_whole_flow_is_added_up(stage: str, total: str) -> None:
    time = time_of(flow("a 线索 3日 b", f"b {stage} 2日 —"))
    assert (time.since, time.total) == ("" if stage == "审查" else stage, total)


def test_limits_of_different_units_are_not_added_up() -> None:
    time = time_of(flow("a 受理 2个工作日 b", "b 公示 7日 —"))
    assert time.total is None
    assert set(time.units) == {Unit.WORKING_DAY, Unit.DAY}


def test_a_unit_that_does_not_count_does_not_disturb() -> None:
    assert time_of(flow("a 受理 2个工作日 b", "b 公示 7日※ —")).total == "2个工作日"


def test_a_limit_that_is_no_period_is_not_added_up() -> None:
    time = time_of(flow("a 受理 2日 b", "b 告知 听证7日前通知 —"))
    assert time.total is None
    assert [step.id for step in time.unread] == ["b"]


def test_an_extension_is_left_out_and_named() -> None:
    time = time_of(flow("a 立案 60日，经批准可以延长30日 b", "b 决定 1日 —"))
    assert time.total == "61日"
    assert [step.id for step in time.extendable] == ["a"]


def test_what_is_done_at_once_takes_no_time() -> None:
    assert time_of(flow("a 受理 当场 b", "b 决定 即办 —")).total == "当场"
    assert time_of(flow("a 受理 — b", "b 决定 — —")).total is None


def test_going_round_a_loop_is_no_way_to_the_end() -> None:
    time = time_of(flow("a 受理 1日 b,c", "b 补正 9日 a", "c 决定 2日 —"))
    assert time.total == "3日"


def test_steps_that_take_time_and_state_none_are_named() -> None:
    steps = ("a 受理 1日 b", "b 审查 — c", "c 听证 —※ d", "d 送达 2日 —")
    time = time_of(flow(*steps))
    assert time.total == "3日"
    assert [step.id for step in time.silent] == ["b"]
