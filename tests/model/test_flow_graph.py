"""The flow as a graph, against a plain walk over every way."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quanze.model.flow import Flow
from quanze.model.flow_graph import FlowGraph
from quanze.model.period import Unit


def _flow(links: dict[int, list[int]], days: dict[int, int]) -> Flow:
    steps: list[dict[str, Any]] = [
        {
            "编号": str(i),
            "名称": f"第{i}步",
            "角色": "经办人",
            "时限": f"{days[i]}个工作日",
            "下一步": [str(target) for target in links[i]],
        }
        for i in sorted(links)
    ]
    return Flow.model_validate({"名称": "流程", "步骤": steps})


@st.composite
def _graphs(draw: st.DrawFn, *, loops: bool) -> tuple[dict[int, list[int]], dict[int, int]]:
    size = draw(st.integers(1, 7))
    links = {
        i: sorted(draw(st.sets(st.integers(0 if loops else i + 1, size - 1))))
        if loops or i + 1 < size
        else []
        for i in range(size)
    }
    return links, {i: draw(st.integers(0, 9)) for i in range(size)}


def _ways(
    links: dict[int, list[int]], at: int, been: tuple[int, ...] = ()
) -> list[tuple[int, ...]]:
    """Every way from a step that visits no step twice."""
    been = (*been, at)
    onward = [way for t in links[at] if t not in been for way in _ways(links, t, been)]
    return [been, *onward]


@given(_graphs(loops=False))
def test_without_loops_the_longest_way_is_found(
    graph: tuple[dict[int, list[int]], dict[int, int]],
) -> None:
    links, days = graph
    longest = max(sum(days[i] for i in way) for way in _ways(links, 0))
    assert FlowGraph(_flow(links, days)).longest(Unit.WORKING_DAY) == longest


@given(_graphs(loops=True))
def test_with_loops_the_way_found_can_be_walked(
    graph: tuple[dict[int, list[int]], dict[int, int]],
) -> None:
    """It never claims more than some real way takes, so C8 accuses nobody wrongly."""
    links, days = graph
    longest = max(sum(days[i] for i in way) for way in _ways(links, 0))
    assert FlowGraph(_flow(links, days)).longest(Unit.WORKING_DAY) <= longest


@given(_graphs(loops=True))
def test_reached_and_stopping(graph: tuple[dict[int, list[int]], dict[int, int]]) -> None:
    links, days = graph
    flow = FlowGraph(_flow(links, days))
    assert flow.reached == {str(i) for way in _ways(links, 0) for i in way}
    stops = {i for i in links if not links[i]}
    stopping = {str(i) for i in links if any(stops & set(way) for way in _ways(links, i))}
    assert flow.stopping == stopping


def test_each_step_is_done_after_all_that_leads_to_it() -> None:
    links = {0: [1, 2], 1: [3], 2: [3], 3: []}
    flow = FlowGraph(_flow(links, {0: 1, 1: 5, 2: 2, 3: 1}))
    assert flow.finished(Unit.WORKING_DAY) == {"0": 1, "1": 6, "2": 3, "3": 7}


def test_other_units_are_left_out() -> None:
    flow = Flow.model_validate(
        {
            "名称": "流程",
            "步骤": [
                {"编号": "a", "名称": "受理", "角色": "窗口", "时限": "2个工作日", "下一步": ["b"]},
                {"编号": "b", "名称": "公示", "角色": "窗口", "时限": "30日", "下一步": ["c"]},
                {"编号": "c", "名称": "发证", "角色": "窗口", "时限": "当场"},
            ],
        }
    )
    assert FlowGraph(flow).longest(Unit.WORKING_DAY) == 2
    assert FlowGraph(flow).longest(Unit.DAY) == 30
