"""Which stages a case cannot do without, by the flow of its item."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.casework.bodies import same_body
from quanze.casework.columns import CaseColumns, stage_of
from quanze.casework.stages import FlowOrder
from quanze.casework.standard import material_name
from quanze.model.flow import Flow
from quanze.model.flow_graph import FlowGraph


def flow(*steps: str) -> Flow:
    """Make a flow of lines `id stage > next next`; a step without a next one is an end."""
    return Flow.model_validate({"名称": "流程", "步骤": [_step(text) for text in steps]})


def _step(text: str) -> dict[str, Any]:
    head, _, targets = text.partition(">")
    name, *stage = head.split()
    step: dict[str, Any] = {"编号": name, "名称": name, "角色": "甲", "下一步": targets.split()}
    step |= {"阶段": stage[0]} if stage else {}
    return step if targets else step | {"种类": "结束"}


@pytest.mark.parametrize(
    ("steps", "stage", "before"),
    [
        (("a 申请 > b", "b 受理 > c", "c 决定"), "决定", {"申请", "受理"}),
        (("a 申请 > b c", "b 评审 > c", "c 决定"), "决定", {"申请"}),
        (("a 申请 > b c", "b 审查 > d", "c 审查 > d", "d 决定"), "决定", {"申请", "审查"}),
        (("a 申请 > b", "b 受理 > a c", "c 决定"), "决定", {"申请", "受理"}),
        (("a 申请 > b", "b 受理 > x c", "x 受理", "c 决定"), "决定", {"申请", "受理"}),
        (("a 申请", "b 决定"), "决定", set()),
        (("a > b", "b 决定"), "决定", set()),
    ],
    ids=["line", "detour", "two ways", "loop", "way out", "unreachable", "no stage"],
)
def test_a_stage_is_needed_if_no_way_goes_round_it(
    steps: tuple[str, ...], stage: str, before: set[str]
) -> None:
    assert FlowOrder(flow(*steps)).before(stage) == before


@pytest.mark.parametrize(
    ("steps", "after"),
    [
        (("a 决定 > b", "b 送达 > c", "c 办结"), {"送达", "办结"}),
        (("a 决定 > b c", "b 送达 > c", "c 办结"), {"办结"}),
        (("a 决定 > b c", "b 送达", "c 送达"), {"送达"}),
        (("a 决定",), set()),
    ],
    ids=["line", "not always", "two ends", "nothing"],
)
def test_what_every_decision_is_followed_by(steps: tuple[str, ...], after: set[str]) -> None:
    assert FlowOrder(flow(*steps)).after_decision() == after


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙丁"), st.sets(st.integers(0, 7), max_size=3)),
        min_size=1,
        max_size=8,
    )
)
def test_without_a_needed_stage_its_goal_is_out_of_reach(drawn: list[tuple[str, set[int]]]) -> None:
    steps = [
        f"s{number} {stage} > " + " ".join(f"s{to}" for to in targets if to < len(drawn))
        for number, (stage, targets) in enumerate(drawn)
    ]
    made = flow(*steps)
    order, whole = FlowOrder(made), FlowGraph(made)
    for goal in {stage for stage, _ in drawn}:
        for needed in order.before(goal):
            kept = [text for text in steps if text.split()[1] != needed]
            left = FlowGraph(flow(*kept)) if kept and kept[0] == steps[0] else None
            reached = left.reached if left else frozenset()
            assert not any(whole.steps[step].stage == goal for step in reached)
        assert goal not in order.before(goal)


@pytest.mark.parametrize(
    ("written", "listed", "region", "same"),
    [
        ("辽源市市场监督管理局", "市市场监督管理局", "辽源市", True),
        ("市场监督管理局", "辽源市市场监督管理局", "辽源市", True),
        ("市市场监督管理局", "辽源市市场监督管理局（示例）", "辽源市", True),
        ("东丰县市场监督管理局", "辽源市市场监督管理局", "辽源市", False),
        ("辽源市公安局", "辽源市市场监督管理局", "辽源市", False),
        ("辽源市市场监督管理局", "市市场监督管理局", "", None),
        ("辽源市公安局", "市市场监督管理局", "", False),
        ("", "市市场监督管理局", "辽源市", False),
    ],
)
def test_a_body_is_known_by_its_name_with_or_without_the_region(
    written: str, listed: str, region: str, same: bool | None
) -> None:
    assert same_body(written, listed, region) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [("《营业执照》复印件（加盖公章）", "营业执照"), ("（1）申请书原件2份", "申请书"), ("1、申请表", "申请表")],
)  # fmt: skip
def test_materials_are_known_without_number_notes_and_form(one: str, other: str) -> None:
    assert material_name(one) == material_name(other)


def test_a_table_may_have_a_column_for_each_stage_of_a_flow() -> None:
    columns = CaseColumns(["受理", "审核", "评审", "专家论证", "", "评审"])
    assert [name for name in columns.stages if name.startswith(("评审", "专家"))] == [
        "评审日期", "专家论证日期",
    ]  # fmt: skip
    assert columns.of_stage(stage_of("审核")) == "审查日期"
    assert columns.columns.of("评审时间") == "评审日期"
