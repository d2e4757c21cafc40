"""Flows as charts: what is told of their time, and what is drawn once."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from quanze.model.flow import Flow
from quanze.publish.flow_chart import Drawings, chart_of

SVG = "{http://www.w3.org/2000/svg}"
PART = r"flow/[0-9a-f]{16}-n\.svg#svgView\(viewBox\(0,(?P<top>\d+),\d+,\d+\)\)"

STEPS: list[dict[str, Any]] = [
    {"编号": "a", "名称": "申请", "角色": "申请人", "种类": "开始", "下一步": ["b"]},
    {"编号": "b", "名称": "受理", "角色": "窗口", "阶段": "受理", "时限": "1个工作日", "下一步": ["c", "d"]},
    {"编号": "c", "名称": "审查", "角色": "科室", "时限": "5个工作日", "下一步": ["e"]},
    {"编号": "d", "名称": "鉴定", "角色": "专家", "计入时限": "否", "下一步": ["e"]},
    {"编号": "e", "名称": "办结", "角色": "窗口", "种类": "结束"},
]  # fmt: skip


def flow(*limits: str | None, **more: str) -> Flow:
    """Make the flow with other limits for its second, third… step."""
    steps = [dict(step) for step in STEPS]
    for step, limit in zip(steps[1:], limits, strict=False):
        step.pop("时限", None)
        if limit:
            step["时限"] = limit
    return Flow.model_validate({"名称": "许可", "步骤": steps, **more})


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            flow(总时限="10个工作日"),
            "从受理到办结，各环节时限合计 6个工作日（按最长的一路）；总时限 10个工作日。"
            "第 4 步不计入时限，没有算在内。",
        ),
        (flow("1日", "5个工作日"), "各环节的时限有的按工作日、有的按日，单位不同，不能相加。第 4 步不计入时限，没有算在内。"),
        (flow("1日", "听证7日前通知"), "第 3 步的时限不是一个期限，各环节的时限不能相加。第 4 步不计入时限，没有算在内。"),
        (
            flow("1日", "60日，可延长30日"),
            "从受理到办结，各环节时限合计 61日（按最长的一路）。第 4 步不计入时限，没有算在内。"
            "第 3 步可以延长，延长的时间没有算在内。",
        ),
        (
            flow("1个工作日", None),
            "从受理到办结，各环节时限合计 1个工作日（按最长的一路）。"
            "第 4 步不计入时限，没有算在内。第 3 步没有写时限，没有算在内。",
        ),
        (flow(None, None), ""),
    ],
    ids=["合计", "单位不同", "不是期限", "可以延长", "有的没有写", "没有时限"],
)  # fmt: skip
def test_the_time_from_acceptance_to_the_end_is_told(made: Flow, told: str) -> None:
    drawing = Drawings().draw(made)
    assert "".join(drawing.time) == told
    assert "".join(chart_of(made).foot.split()) == "".join(told.split())


def test_flows_of_one_shape_share_their_pictures() -> None:
    drawings = Drawings()
    renamed = [
        {**step, "编号": f"s{step['编号']}", "下一步": [f"s{n}" for n in step.get("下一步", [])]}
        for step in STEPS
    ]
    one, other = (
        flow(),
        Flow.model_validate({"名称": "另一个", "行使主体": "某局", "步骤": renamed}),
    )
    assert drawings.draw(one).wide == drawings.draw(other).wide
    assert drawings.draw(one).narrow == drawings.draw(other).narrow
    assert drawings.draw(one).told == "流程图：许可。共 5 步，图后的表逐步写明。"
    assert drawings.draw(other).told.startswith("流程图：另一个。行使主体：某局。共 5 步")
    files = {output.path: output.make() for output in drawings.pictures([one, other, one])}
    assert sorted(files) == sorted(
        (drawings.draw(one).wide.file, drawings.draw(one).narrow[0].file)
    )
    # What they share names none of them.
    assert not any("许可" in data.decode() for data in files.values())
    assert drawings.draw(flow("2个工作日")).wide != drawings.draw(one).wide


def test_one_flow_is_one_drawing() -> None:
    drawings, made = Drawings(), flow()
    assert drawings.draw(made) is drawings.draw(made)


def pictures(made: Flow) -> list[str]:
    """Return the files of a flow's pictures: the one with lanes, and the one for phones."""
    return [output.make().decode() for output in Drawings().pictures([made])]


def test_a_picture_is_a_file_of_its_own() -> None:
    for svg in pictures(flow()):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == "流程图（共 5 步）"
        assert "第5步（窗口，结束）：办结。" in (root.findtext(f"{SVG}desc") or "")
        assert "prefers-color-scheme:dark" in (root.findtext(f"{SVG}style") or "")
        assert "<script" not in svg
        assert "href" not in svg


def test_a_page_knows_the_size_of_a_picture() -> None:
    made = flow()
    drawing = Drawings().draw(made)
    for svg, shown in zip(pictures(made), (drawing.wide, *drawing.narrow), strict=True):
        root = ElementTree.fromstring(svg)
        size = (root.get("width"), root.get("height"))
        assert size == (str(shown.width), str(shown.height))


def test_the_table_numbers_the_steps_as_the_pictures_do() -> None:
    drawing = Drawings().draw(flow())
    assert [(row.ordered.number, row.step.id) for row in drawing.rows] == list(
        enumerate("abcde", 1)
    )
    for svg in pictures(flow()):
        assert all(f"{row.ordered.number}. {row.step.name}" in svg for row in drawing.rows)


def test_a_large_chart_is_printed_in_columns() -> None:
    roles = ("申请人", "窗口", "承办科室", "分管领导", "专家", "法制审核机构")
    steps = [
        {
            "编号": str(n),
            "名称": "审查申请材料的真实性与合法性",
            "角色": roles[n % 6],
            "下一步": [str(n + 1)] if n < 19 else [],
        }
        for n in range(20)
    ]
    made = Flow.model_validate({"名称": "大", "步骤": steps})
    large = Drawings().draw(made)
    assert Drawings().draw(flow()).printed == "whole"
    assert large.printed != "whole"
    parts = [re.fullmatch(PART, part.file) for part in large.narrow]
    assert len(parts) > 1
    # The parts follow one another in one file, and are together the whole picture.
    tops = [int(part["top"]) for part in parts if part]
    heights = [part.height for part in large.narrow]
    assert tops == [sum(heights[:n]) for n in range(len(parts))]
    root = ElementTree.fromstring(pictures(made)[1])
    assert root.get("viewBox") == f"0 0 {large.narrow[0].width} {sum(heights)}"
