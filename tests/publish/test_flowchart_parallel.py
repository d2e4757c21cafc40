"""并联: what counts as a parallel section, and how the table and the picture tell of it."""

from __future__ import annotations

import pytest

from quanze.publish.flowchart import (
    Chart,
    Edge,
    Parallel,
    Step,
    StepKind,
    layout,
    narrow_sketch,
    render_svg,
    sketch,
    steps_in_order,
)


def chart(ways: str, decisions: str = "") -> Chart:
    """Make a chart of one-letter steps: "ab bc:是" leads from a to b, and by an answer from b to c."""
    edges = []
    for way in ways.split():
        ends, _, label = way.partition(":")
        edges.append(Edge(ends[0], ends[1], label))
    names = dict.fromkeys(name for edge in edges for name in (edge.source, edge.target))
    kinds = dict.fromkeys(decisions, StepKind.DECISION)
    steps = (Step(name, name, "科室", kinds.get(name, StepKind.PROCESS)) for name in names)
    return Chart("并联", "", (), tuple(steps), tuple(edges))


def framed(of: Chart) -> list[str]:
    name = {row.number: row.step.id for row in steps_in_order(of)}
    return ["".join(sorted(name[n] for n in panel.steps)) for panel in layout(of).panels]


@pytest.mark.parametrize(
    ("ways", "decisions", "expected"),
    [
        ("ab ac bd cd", "", ["bc"]),
        ("ab ac ad be ce de", "", ["bcd"]),
        ("ab bc ad ce de", "", ["bcd"]),
        ("ab ac bd cd de df eg fg", "", ["bc", "ef"]),
        ("ab ac bd bf df fe ce", "", ["bcdf"]),
    ],
    ids=["两路", "三路", "一路有两步", "先后两段", "里面的一段不另画"],
)
def test_steps_that_follow_at_once_and_join_again_are_framed(
    ways: str, decisions: str, expected: list[str]
) -> None:
    assert framed(chart(ways, decisions)) == expected


def test_a_loop_within_a_section_and_a_way_that_ends_do_not_undo_it() -> None:
    back = chart("ab ac bd:齐 bb:补 cd de", "b")
    assert framed(back) == ["bc"]
    refused = next(
        row.parallel for row in steps_in_order(chart("ab ac bd:是 bx:否 cd", "b")) if row.parallel
    )
    assert refused.firsts == (2, 3)


@pytest.mark.parametrize(
    ("ways", "decisions"),
    [
        ("ab:是 ac:否 bd cd", "a"),
        ("ab ac bd cd", "a"),
        ("ab ac", ""),
        ("ab ac bc", ""),
        ("ab bc", ""),
        ("ab ac bd cd xb", ""),
    ],
    ids=["判断", "没有写条件的判断", "不再汇合", "只是跳过一步", "一路", "从别处进来"],
)
def test_other_branches_are_no_parallel_section(ways: str, decisions: str) -> None:
    made = chart(ways, decisions)
    assert framed(made) == []
    assert not any(row.parallel for row in steps_in_order(made))
    assert "并联" not in sketch(made).svg("", "")


def test_the_table_and_the_description_tell_of_it() -> None:
    made = chart("ab ac ax:退件 bd cd")
    first = steps_in_order(made)[0]
    numbers = {row.step.id: row.number for row in steps_in_order(made)}
    assert first.parallel == Parallel(tuple(sorted((numbers["b"], numbers["c"]))), numbers["d"])
    assert [way.label for way in first.others] == ["退件"]
    told = render_svg(made)
    b, c = sorted((numbers["b"], numbers["c"]))
    x, d = numbers["x"], numbers["d"]
    assert f"下一步并联办理：第{b}步、第{c}步，到第{d}步汇合；下一步：第{x}步（退件）。" in told


def test_both_pictures_name_the_section() -> None:
    made = chart("ab ac bd cd")
    for drawn in (sketch(made), narrow_sketch(made)):
        assert drawn.svg("", "").count("并联办理") == 1


def test_steps_that_others_stand_between_say_it_themselves() -> None:
    """No frame can hold b and c alone where a step of another way stands between them."""
    lanes = ("甲", "乙", "丙")
    steps = tuple(
        Step(name, name, lane) for name, lane in zip("sabcxde", "甲甲甲丙乙甲甲", strict=True)
    )
    ways = ("sa:同意", "sx:不同意", "ab", "ac", "bd", "cd", "de", "xe")
    edges = tuple(Edge(way[0], way[1], way[3:]) for way in ways)
    made = Chart("隔开", "", lanes, (*steps, Step("y", "y", "乙")), (*edges, Edge("x", "y")))
    drawn = sketch(made).svg("", "")
    assert not layout(made).panels
    assert drawn.count("※ 并联办理") == 2
