"""The finished drawing as plain data: every symbol, line and label with its place in px."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from quanze.publish.flowchart.across import Across, LaneSpan, across
from quanze.publish.flowchart.down import Down, down
from quanze.publish.flowchart.frame import Frame, frame
from quanze.publish.flowchart.graph import Chart, Step, StepKind
from quanze.publish.flowchart.grid import Grid, place, prepare
from quanze.publish.flowchart.labels import Way, ways
from quanze.publish.flowchart.look import WIDE, Look
from quanze.publish.flowchart.nets import Route
from quanze.publish.flowchart.order import Plan
from quanze.publish.flowchart.panels import SIDE, Area, Panel, areas
from quanze.publish.flowchart.route import routes
from quanze.publish.flowchart.shapes import WAVE, Line, Symbol, symbol


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
    panels: tuple[Panel, ...] = ()


def layout(chart: Chart) -> Layout:
    """Lay out a chart: rows from top to bottom, a lane for each role from left to right."""
    return arrange(prepare(chart))


@dataclass(frozen=True, slots=True)
class Course:
    """A chart on the grid, its ways chosen: what does not depend on how wide the symbols are."""

    planned: Plan
    grid: Grid
    framed: tuple[Area, ...]
    loose: frozenset[int]
    coarse: Frame
    routes: tuple[Route, ...]


def course(planned: Plan) -> Course:
    """Place the steps of a chart on the grid and choose the way of every edge."""
    grid = place(planned)
    coarse = frame(grid)
    return Course(planned, grid, *areas(planned, grid), coarse, routes(planned, grid, coarse))


def arrange(planned: Plan, look: Look = WIDE) -> Layout:
    """Lay out a planned chart."""
    return measured(course(planned), look)


def measured(it: Course, look: Look) -> Layout:
    """Give everything on the grid its place in px."""
    planned, grid, framed, coarse = it.planned, it.grid, it.framed, it.coarse
    symbols = _symbols(planned, grid, look, it.loose)
    found = ways(it.routes, look.label_em)
    wide = across(planned, grid, coarse, symbols, found, framed, look)
    tall = down(planned, grid, symbols, found, wide, framed)
    boxes = _boxes(planned, grid, coarse, symbols, wide, tall)
    paths = tuple(_path(n, way, boxes, wide, tall, planned) for n, way in enumerate(found))
    by_number = tuple(sorted(boxes, key=lambda box: box.number))
    panels = tuple(
        _panel(area, boxes, *edges) for area, edges in zip(framed, tall.panels, strict=True)
    )
    return Layout(wide.width, tall.height, tall.head, wide.lanes, by_number, paths, panels)


def _panel(area: Area, boxes: list[Box], top: int, bottom: int) -> Panel:
    mine = [boxes[v] for v in sorted(area.section.steps)]
    left = min(box.x for box in mine) - SIDE
    right = max(box.x + box.width for box in mine) + SIDE
    numbers = tuple(sorted(box.number for box in mine))
    return Panel(numbers, left, top, right - left, bottom - top)


def _symbols(planned: Plan, grid: Grid, look: Look, loose: frozenset[int]) -> list[Symbol]:
    """Size the symbols: the more columns a chart has, the narrower."""
    columns = max(len(set(grid.column)), 1)
    em = min(max((look.wanted // columns - 54) // 14, look.least_em), look.em)
    return [
        symbol(step, planned.number[v], em, role=not look.lanes, parallel=v in loose)
        for v, step in enumerate(planned.chart.steps)
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
