"""What holds for the drawing of every chart, realistic or wild."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanze.publish.flowchart import (
    Box,
    Chart,
    Edge,
    Layout,
    Panel,
    Path,
    Step,
    StepKind,
    layout,
)
from quanze.publish.flowchart.grid import prepare
from quanze.publish.flowchart.narrow import WIDTH, narrow, slices

ROLES = ("申请人", "政务服务窗口", "承办科室", "法制审核机构", "分管领导", "专家/第三方")
WORDS = (
    "受理",
    "审查申请材料的真实性与合法性",
    "现场勘验",
    "出具《补正材料通知书》并一次性告知申请人需要补正的全部内容",
    "是否符合法定条件和标准",
    "登录HTTPS平台填报2025年度数据（含Excel附件），24小时内完成",
    "送达",
)
LIMITS = (None, None, "5个工作日", "60日，经批准可延长30日", "当场或5日内")


class Rect(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def realistic(seed: int) -> Chart:
    """Make a chart like those of real offices: a chain with branches, forks and loops."""
    random = Random(seed)
    lanes = ROLES[: random.randint(1, len(ROLES))]
    steps: list[Step] = []
    edges: list[Edge] = []

    def add(kind: StepKind, lane: str) -> str:
        note = "不计入时限" if random.random() < 0.1 else None
        name = f"s{len(steps)}"
        steps.append(Step(name, random.choice(WORDS), lane, kind, random.choice(LIMITS), note))
        return name

    lane = lanes[0]
    before = [(add(StepKind.START, lane), "")]
    for _ in range(random.randint(2, 14)):
        lane = random.choice(lanes) if random.random() < 0.5 else lane
        what = random.random()
        if what < 0.2:
            parts = [
                add(StepKind.PROCESS, random.choice(lanes)) for _ in range(random.randint(2, 3))
            ]
            edges += [Edge(s, part, label) for s, label in before for part in parts]
            before = [(part, "") for part in parts]
            continue
        kind = StepKind.DECISION if what < 0.55 else StepKind.PROCESS
        step = add(kind, lane)
        edges += [Edge(s, step, label) for s, label in before]
        before = [(step, "")]
        if kind is StepKind.DECISION:
            before = [(step, "是")]
            way = random.random()
            if way < 0.3:
                edges.append(Edge(step, add(StepKind.END, random.choice(lanes)), "否"))
            elif way < 0.6:
                edges.append(Edge(step, random.choice(steps).id, "退回补充材料"))
            elif way < 0.8:
                other = add(StepKind.DOCUMENT, random.choice(lanes))
                edges.append(Edge(step, other, "否"))
                before.append((other, ""))
            else:
                before.append((step, "否"))
    last = add(StepKind.END, random.choice(lanes))
    edges += [Edge(s, last, label) for s, label in before]
    return Chart(f"流程{seed}", "", lanes, tuple(steps), tuple(edges))


@st.composite
def wild(draw: st.DrawFn) -> Chart:
    """Make any chart at all: loops onto itself, lost steps, missing ids, text of any kind."""
    lanes = tuple(draw(st.lists(st.sampled_from(ROLES), max_size=4)))
    text = st.one_of(st.sampled_from(WORDS), st.text(max_size=60))
    steps = draw(
        st.lists(
            st.builds(
                Step,
                id=st.sampled_from([f"s{n}" for n in range(14)]),
                text=text,
                lane=st.one_of(st.sampled_from(ROLES), st.text(max_size=30)),
                kind=st.sampled_from(StepKind),
                limit=st.one_of(st.none(), text),
                note=st.one_of(st.none(), text),
            ),
            max_size=14,
        )
    )
    ids = st.sampled_from([f"s{n}" for n in range(15)])
    label = st.one_of(st.just(""), st.sampled_from(("是", "否", "退回补正")), st.text(max_size=40))
    edges = draw(st.lists(st.builds(Edge, source=ids, target=ids, label=label), max_size=30))
    return Chart(draw(text), draw(text), lanes, tuple(steps), tuple(edges))


def rect(box: Box) -> Rect:
    return Rect(box.x, box.y, box.x + box.width, box.y + box.height)


def label_rects(drawn: Layout) -> list[Rect]:
    labels = [path.label for path in drawn.paths if path.label]
    return [Rect(one.x, one.y, one.x + one.width, one.y + one.height) for one in labels]


def overlap(a: Rect, b: Rect) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def segments(path: Path) -> Iterator[Rect]:
    for (ax, ay), (bx, by) in pairwise(path.points):
        yield Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def passes_through(segment: Rect, box: Rect) -> bool:
    """Tell whether a line runs inside a box; touching its border is no passage."""
    inner = Rect(box.left + 1, box.top + 1, box.right - 1, box.bottom - 6)
    return (
        segment.left < inner.right
        and segment.right > inner.left
        and segment.top < inner.bottom
        and segment.bottom > inner.top
    )


def lies_on(a: Rect, b: Rect) -> bool:
    """Tell whether two lines share more than a point."""
    if a.left == a.right == b.left == b.right:
        return min(a.bottom, b.bottom) > max(a.top, b.top)
    if a.top == a.bottom == b.top == b.bottom:
        return min(a.right, b.right) > max(a.left, b.left)
    return False


def text_rects(box: Box) -> Iterator[Rect]:
    middle = box.x + box.width / 2
    for line in box.lines:
        top = box.y + line.top
        left, right = middle - line.width / 2, middle + line.width / 2
        yield Rect(left, top + 3, right, top + line.height - 3)


def holds(box: Box, text: Rect) -> bool:
    """Tell whether a text stands inside the symbol of its step."""
    if box.step.kind is not StepKind.DECISION:
        return (
            text.left >= box.x + 6
            and text.right <= box.x + box.width - 6
            and text.top >= box.y
            and text.bottom <= box.y + box.height
        )
    middle, centre = box.x + box.width / 2, box.y + box.height / 2
    far = max(abs(text.top - centre), abs(text.bottom - centre)) * 2 / box.height
    wide = max(abs(text.left - middle), abs(text.right - middle)) * 2 / box.width
    return far + wide <= 1.001


def faults(drawn: Layout) -> list[str]:
    """Name everything that is wrong with a drawing."""
    found = []
    boxes = [(box.number, rect(box)) for box in drawn.boxes]
    labels = label_rects(drawn)
    found += [f"步骤重叠 {a} {b}" for (a, p), (b, q) in combinations(boxes, 2) if overlap(p, q)]
    for box in drawn.boxes:
        lane = drawn.lanes[box.lane]
        if not (lane.x < box.x and box.x + box.width < lane.x + lane.width):
            found.append(f"步骤出泳道 {box.number}")
        if not (drawn.head < box.y and box.y + box.height < drawn.height):
            found.append(f"步骤出图 {box.number}")
        found += [f"文字出框 {box.number}" for text in text_rects(box) if not holds(box, text)]
    found += panel_faults(drawn)
    for path in drawn.paths:
        for part in segments(path):
            if part.left != part.right and part.top != part.bottom:
                found.append(f"斜线 {path.source} {path.target}")
            found += [
                f"线穿步骤 {path.source}-{path.target} {number}"
                for number, box in boxes
                if passes_through(part, box)
            ]
            if part.left < 0 or part.right > drawn.width or part.bottom > drawn.height:
                found.append(f"线出图 {path.source} {path.target}")
    found += [f"标注压步骤 {n}" for label in labels for n, box in boxes if overlap(label, box)]
    found += ["标注重叠" for a, b in combinations(labels, 2) if overlap(a, b)]
    found += [
        "标注出图"
        for label in labels
        if label.left < 0 or label.right > drawn.width or label.top < drawn.head
    ]
    for a, b in combinations(drawn.paths, 2):
        if a.source == b.source or a.target == b.target:
            continue
        if any(lies_on(p, q) for p in segments(a) for q in segments(b)):
            found.append(f"两线相叠 {a.source}-{a.target} {b.source}-{b.target}")
    return found


def panel_faults(drawn: Layout) -> list[str]:
    """Name what is wrong with the frames round parallel sections: each holds its steps, no other."""
    found = []
    for panel in drawn.panels:
        frame = Rect(panel.x, panel.y, panel.x + panel.width, panel.y + panel.height)
        name = Rect(panel.x, panel.y, panel.x + 58, panel.y + 18)
        for box in drawn.boxes:
            it = rect(box)
            inside = frame.left < it.left and it.right < frame.right
            inside = inside and name.bottom < it.top and it.bottom < frame.bottom
            if box.number in panel.steps and not inside:
                found.append(f"步骤出并联框 {box.number}")
            if box.number not in panel.steps and overlap(it, frame):
                found.append(f"并联框里有别的步骤 {box.number}")
        found += ["标注压并联框的名称" for label in label_rects(drawn) if overlap(label, name)]
        for edge in (Rect(*frame[:3], frame.top), Rect(*frame[:1], frame.bottom, *frame[2:])):
            parts = (part for path in drawn.paths for part in segments(path))
            found += ["线压并联框" for part in parts if lies_on(part, edge)]
    found += ["并联框重叠" for a, b in combinations(drawn.panels, 2) if overlap(area(a), area(b))]
    return found


def area(panel: Panel) -> Rect:
    return Rect(panel.x, panel.y, panel.x + panel.width, panel.y + panel.height)


def crossings(drawn: Layout) -> int:
    """Count where lines of edges cross that share no end."""
    return sum(
        _cross(p, q) or _cross(q, p)
        for a, b in combinations(drawn.paths, 2)
        if a.source != b.source and a.target != b.target
        for p in segments(a)
        for q in segments(b)
    )


def _cross(upright: Rect, level: Rect) -> bool:
    return (
        upright.left == upright.right
        and level.top == level.bottom
        and level.left < upright.left < level.right
        and upright.top < level.top < upright.bottom
    )


@pytest.mark.parametrize("seed", range(300))
def test_a_realistic_chart_is_drawn_without_fault(seed: int) -> None:
    assert faults(layout(realistic(seed))) == []


def test_realistic_charts_are_easy_to_follow() -> None:
    drawn = [layout(realistic(seed)) for seed in range(100)]
    edges = sum(len(one.paths) for one in drawn)
    bends = sum(len(path.points) - 2 for one in drawn for path in one.paths)
    assert bends < 1.15 * edges
    assert sum(map(crossings, drawn)) < 2 * len(drawn)


@settings(max_examples=200, deadline=None)
@given(wild())
def test_any_chart_is_drawn_without_fault(chart: Chart) -> None:
    drawn = layout(chart)
    assert len(drawn.boxes) == len(chart.steps)
    assert faults(drawn) == []


@pytest.mark.parametrize("seed", range(100))
def test_a_realistic_chart_is_drawn_narrow_without_fault(seed: int) -> None:
    assert faults(narrow(prepare(realistic(seed)))) == []


@settings(max_examples=60, deadline=None)
@given(wild())
def test_steps_are_numbered_as_they_are_read(chart: Chart) -> None:
    """From top to bottom; side by side from left to right."""
    middles = [(box.y + box.height // 2, box.x) for box in layout(chart).boxes]
    assert middles == sorted(middles)


@settings(max_examples=60, deadline=None)
@given(wild())
def test_any_chart_is_drawn_narrow_without_fault(chart: Chart) -> None:
    wide, drawn = layout(chart), narrow(prepare(chart))
    assert faults(drawn) == []
    assert [box.step for box in drawn.boxes] == [box.step for box in wide.boxes]


def test_narrow_charts_fit_a_phone() -> None:
    widths = [narrow(prepare(realistic(seed))).width for seed in range(100)]
    assert sum(width <= WIDTH for width in widths) >= 70
    assert max(widths) <= 420


@settings(max_examples=60, deadline=None)
@given(wild())
def test_a_narrow_drawing_is_cut_between_its_symbols(chart: Chart) -> None:
    drawn = narrow(prepare(chart))
    parts = slices(drawn)
    assert parts[0][0] == 0
    assert parts[-1][1] == drawn.height
    for (_, cut), (start, _) in pairwise(parts):
        assert cut == start
        whole = [(box.y, box.y + box.height) for box in drawn.boxes]
        whole += [(int(label.top), int(label.bottom)) for label in label_rects(drawn)]
        assert not [one for one in whole if one[0] < cut < one[1]]
