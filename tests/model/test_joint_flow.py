"""The flow of a joint matter: drawn from its parts, without rings, with the frames of what is done side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.flow import Flow, StepKind
from quanze.model.flow_graph import FlowGraph
from quanze.model.joint_flow import branch_of, branches_by_step, joint_flow, ways_of
from quanze.model.joint_matter import JointMatter, JointPart
from quanze.publish.flow_chart import chart_of
from quanze.publish.flowchart import layout, steps_in_order

from .joint_matters import PERMIT, SERVICE, SUB, matter, part, register


def ways(flow: Flow) -> dict[str, list[str]]:
    names = {step.id: step.name for step in flow.steps}
    return {step.name: [names[way.target] for way in step.next] for step in flow.steps}


def framed(flow: Flow) -> list[set[str]]:
    """The names of the steps within each frame of the drawing."""
    chart = chart_of(flow)
    name = {row.number: row.step.text for row in steps_in_order(chart)}
    return [{name[number] for number in panel.steps} for panel in layout(chart).panels]


def test_one_application_branches_side_by_side_and_one_answer() -> None:
    flow = joint_flow(matter([part("甲"), part("乙"), part("丙", None, "甲")]), register())
    assert ways(flow) == {
        "提出申请，一次提交全部材料": ["统一受理，转告各部门"],
        "统一受理，转告各部门": ["甲", "乙"],
        "甲": ["丙"],
        "乙": ["汇总各部门意见，作出决定"],
        "丙": ["汇总各部门意见，作出决定"],
        "汇总各部门意见，作出决定": ["统一送达"],
        "统一送达": ["办结"],
        "办结": [],
    }
    assert [step.role for step in flow.steps] == [
        "申请人", "综合窗口", "甲局", "乙局", "丙局", "市林业局", "综合窗口", "综合窗口",
    ]  # fmt: skip


def test_stages_follow_each_other_and_meet_between() -> None:
    found = ways(joint_flow(matter([part("甲"), part("乙")], [part("丙"), part("丁")]), register()))
    assert found["甲"] == found["乙"] == ["第1阶段各项办结，转下一阶段"]
    assert found["第1阶段各项办结，转下一阶段"] == ["丙", "丁"]
    assert found["丙"] == found["丁"] == ["汇总各部门意见，作出决定"]


@pytest.mark.parametrize(
    ("stages", "frames"),
    [
        ([[part("甲")]], []),
        ([[part("甲"), part("乙")]], [{"甲", "乙"}]),
        ([[part("甲"), part("乙"), part("丙", None, "甲")]], [{"甲", "乙", "丙"}]),
        ([[part("甲"), part("乙")], [part("丙"), part("丁")]], [{"甲", "乙"}, {"丙", "丁"}]),
    ],
    ids=["只有一项", "两项", "一路有两项", "两个阶段"],
)
def test_what_is_done_side_by_side_stands_in_a_frame(
    stages: list[list[dict[str, object]]], frames: list[set[str]]
) -> None:
    assert framed(joint_flow(matter(*stages), register())) == frames


@pytest.mark.parametrize(
    ("written", "name", "body", "limit"),
    [
        ({"事项": PERMIT}, "林木采伐许可", "市林业局", "7个工作日"),
        ({"事项": PERMIT, "时限": "2日", "部门": "县林业局"}, "林木采伐许可", "县林业局", "2日"),
        ({"事项": SUB}, "林木采伐许可·采伐商品林", "市林业局", "7个工作日"),
        ({"事项": SERVICE}, "林业技术咨询", "市林业局", "3日"),
        ({"事项": "T-没有", "名称": "用地审批"}, "用地审批", "", None),
        ({"事项": "T-没有"}, "T-没有", "", None),
        ({}, "（没有写明）", "", None),
    ],
)
def test_a_part_says_what_the_list_of_its_item_says(
    written: dict[str, str], name: str, body: str, limit: str | None
) -> None:
    found = branch_of(JointPart.model_validate(written), register())
    assert (found.name, found.body, found.limit) == (name, body, limit)


@pytest.mark.parametrize("word", [PERMIT, "林木采伐许可", "采伐"])
def test_a_part_waits_for_another_by_its_code_its_name_or_the_name_in_the_list(word: str) -> None:
    first = {"事项": PERMIT} | ({"名称": "采伐"} if word == "采伐" else {})
    stage = matter([part("甲", None, word), first]).stages[0]
    assert ways_of(stage, register()).before == ((1,), ())


def test_what_is_called_alike_is_the_first_of_them() -> None:
    stage = matter([part("甲"), part("甲"), part("乙", None, "甲")]).stages[0]
    assert ways_of(stage, register()).before == ((), (), (0,))


def test_what_waits_in_a_ring_begins_at_once_and_what_waits_for_the_ring_still_waits() -> None:
    parts = [part("甲", None, "乙"), part("乙", None, "甲"), part("丙", None, "甲", "没有")]
    assert ways_of(matter(parts).stages[0], register()).before == ((), (), (0,))


NAMES = "甲乙丙丁戊"
PARTS = st.lists(
    st.builds(
        lambda name, limit, after: part(name, limit, *after),
        st.sampled_from(NAMES),
        st.sampled_from([None, "3个工作日", "5日", "2个月", "4小时", "当场", "尽快"]),
        st.lists(st.sampled_from([*NAMES, "没有", ""]), max_size=4),
    ),
    max_size=6,
)
MATTERS = st.lists(PARTS, max_size=3).map(lambda stages: matter(*stages))


@given(MATTERS)
def test_every_flow_leads_from_the_application_through_all_parts_to_the_end(
    of: JointMatter,
) -> None:
    flow = joint_flow(of, register())
    graph = FlowGraph(flow)
    assert len(graph.steps) == len(flow.steps)
    assert graph.reached == graph.stopping == frozenset(graph.steps)
    assert [step.name for step in flow.steps if step.kind is StepKind.END] == ["办结"]
    assert all(graph.links[step.id] for step in flow.steps if step.kind is not StepKind.END)
    parts = branches_by_step(of, register())
    assert [parts[step.id].name for step in flow.steps if step.id in parts] == [
        one.name for stage in of.stages for one in stage.parts
    ]


@given(MATTERS)
def test_every_flow_can_be_drawn(of: JointMatter) -> None:
    assert steps_in_order(chart_of(joint_flow(of, register())))
