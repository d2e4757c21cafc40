"""The finished drawing as plain data: every symbol, line and label with its place in px."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from quanze.publish.flowchart.across import Across, LaneSpan, across
from quanze.publish.flowchart.down import Down, down
from quanze.publish.flowchart.frame import Frame, frame
from quanze.publish.flowchart.graph import Chart, Step, StepKind
from quanze.publish.flowchart.grid import Grid, place
from quanze.publish.flowchart.labels import Way, ways
from quanze.publish.flowchart.order import Plan, plan
from quanze.publish.flowchart.route import routes
from quanze.publish.flowchart.shapes import WAVE, Line, Symbol, symbol

_WANTED_WIDTH, _MOST_EM, _LEAST_EM = 1040, 13, 8


@dataclass(frozen=True, slots=True)
class Box:
    """A step's symbol; `x` and `y` are its upper left corner."""

    number: int
    step: Step
    lane: int
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The answer at an edge; `x` and `y` are its upper left corner."""

    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Path:
    """An edge from symbol to symbol; `source` and `target` are the numbers of the steps."""

    source: int
    target: int
    back: bool
    points: tuple[tuple[int, int], ...]
    label: Label | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A chart laid out. `boxes` come in the order of their numbers, `paths` as in the chart."""

    width: int
    height: int
    head: int
    lanes: tuple[LaneSpan, ...]
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]


def layout(chart: Chart) -> Layout:
    """Lay out a chart: rows from top to bottom, a lane for each role from left to right."""
    return arrange(plan(chart))


def arrange(planned: Plan) -> Layout:
    """Lay out a planned chart."""
    grid = place(planned)
    symbols = _symbols(planned, grid)
    coarse = frame(grid)
    found = ways(routes(planned, grid, coarse))
    wide = across(planned, grid, coarse, symbols, found)
    tall = down(planned, grid, symbols, found, wide)
    boxes = _boxes(planned, grid, coarse, symbols, wide, tall)
    paths = tuple(_path(n, way, boxes, wide, tall, planned) for n, way in enumerate(found))
    by_number = tuple(sorted(boxes, key=lambda box: box.number))
    return Layout(wide.width, tall.height, tall.head, wide.lanes, by_number, paths)


def _symbols(planned: Plan, grid: Grid) -> list[Symbol]:
    """Size the symbols: the more columns a chart has, the narrower."""
    columns = max(len(set(grid.column)), 1)
    em = min(max((_WANTED_WIDTH // columns - 54) // 14, _LEAST_EM), _MOST_EM)
    return [
        symbol(step, number, em)
        for step, number in zip(planned.chart.steps, planned.number, strict=True)
    ]


def _boxes(
    planned: Plan, grid: Grid, coarse: Frame, symbols: list[Symbol], wide: Across, tall: Down
) -> list[Box]:
    boxes = []
    for v, step in enumerate(planned.chart.steps):
        it = symbols[v]
        x = wide.column[coarse.column[grid.column[v]]] - it.width // 2
        y = tall.middle[planned.row[v]] - it.height // 2
        lane = planned.lane_of[v]
        boxes.append(Box(planned.number[v], step, lane, x, y, it.width, it.height, it.lines))
    return boxes


def _path(n: int, way: Way, boxes: list[Box], wide: Across, tall: Down, planned: Plan) -> Path:
    link, legs = way.route.link, way.route.legs
    source, target = boxes[link.source], boxes[link.target]
    points = [_port(source, way.route.exit, tall.middle[planned.row[link.source]])]
    for a, b in pairwise(legs):
        upright, level = (a, b) if a.a.x == a.b.x else (b, a)
        points.append((wide.of(upright), tall.of(level)))
    points.append(_port(target, way.route.entry, tall.middle[planned.row[link.target]]))
    label = _label(n, way, tall, points[0])
    return Path(source.number, target.number, link.back, tuple(points), label)


def _port(box: Box, side: str, middle: int) -> tuple[int, int]:
    if side == "left":
        return (box.x, middle)
    if side == "right":
        return (box.x + box.width, middle)
    x = box.x + box.width // 2
    if side == "above":
        return (x, box.y)
    rise = WAVE // 2 if box.step.kind is StepKind.DOCUMENT else 0
    return (x, box.y + box.height - rise)


def _label(n: int, way: Way, tall: Down, start: tuple[int, int]) -> Label | None:
    tag = way.tag
    if tag is None:
        return None
    if n in tall.label:
        x, y = tall.label[n]
    else:
        x = start[0] + 4 if tag.place == "right" else start[0] - 4 - tag.width
        y = start[1] - 2 - tag.height
    return Label(tag.lines, x, y, tag.width, tag.height)
