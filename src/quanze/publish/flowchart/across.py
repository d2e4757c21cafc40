"""Lengths across: lanes and columns as wide as what they hold. All in px."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from quanze.publish.flowchart.frame import Frame
from quanze.publish.flowchart.grid import Grid
from quanze.publish.flowchart.labels import Way
from quanze.publish.flowchart.look import Look
from quanze.publish.flowchart.nets import Leg, Net
from quanze.publish.flowchart.order import Plan
from quanze.publish.flowchart.panels import GUTTER, Area
from quanze.publish.flowchart.shapes import NAMELESS, TEXT, Symbol
from quanze.publish.flowchart.text import fold, width
from quanze.publish.flowchart.tracks import Run, pack

_EDGE, _BETWEEN, _BESIDE = 16, 28, 13
_LEAST_LANE, _HEAD_ONE_LINE, _HEAD_EM, _HEAD_SIDES = 84, 6, 12, 20


@dataclass(frozen=True, slots=True)
class LaneSpan:
    """A lane; `head` is its name in lines."""

    name: str
    head: tuple[str, ...]
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Across:
    """The middle of every column, and the line of every net in every gutter."""

    lanes: tuple[LaneSpan, ...]
    column: dict[int, int]
    gutter: dict[tuple[int, Net], int]
    width: int

    def of(self, leg: Leg) -> int:
        """X of an upright leg."""
        x = self.column.get(leg.a.x)
        return self.gutter[leg.a.x, leg.net] if x is None else x


@dataclass(slots=True)
class _Gutter:
    """A gutter: room for labels on the near side, lines, room for labels on the far side."""

    near: int
    far: int
    least: int
    lines: dict[Net, int]
    room: int

    @property
    def width(self) -> int:
        return max(self.least, self.near + self.room + self.far)


def across(
    plan: Plan,
    grid: Grid,
    frame: Frame,
    symbols: list[Symbol],
    ways: tuple[Way, ...],
    framed: tuple[Area, ...],
    look: Look,
) -> Across:
    """Work out every X."""
    columns = _column_widths(grid, symbols, ways)
    gutters = _gutters(frame, ways)
    for way in ways:
        if way.tag and way.tag.place in ("left", "right"):
            v = way.route.link.source
            c = grid.column[v]
            need = way.tag.width + 10 - (columns[c] - symbols[v].width) // 2
            if way.tag.place == "right":
                gutters[frame.right[c]].near = max(gutters[frame.right[c]].near, need)
            else:
                gutters[frame.left[c]].far = max(gutters[frame.left[c]].far, need)
    for area in framed:
        left, right = gutters[frame.left[area.left]], gutters[frame.right[area.right]]
        left.far = max(left.far, GUTTER)
        right.near = max(right.near, GUTTER)
    return _spread(plan, grid, frame, columns, gutters, look)


def _column_widths(grid: Grid, symbols: list[Symbol], ways: tuple[Way, ...]) -> list[int]:
    columns = [0] * len(grid.lane_of_column)
    for v, c in enumerate(grid.column):
        columns[c] = max(columns[c], symbols[v].width)
    for way in ways:
        if way.tag and way.tag.place == "below":
            c = grid.column[way.route.link.source]
            columns[c] = max(columns[c], 2 * (way.tag.width - 4))
    return columns


def _gutters(frame: Frame, ways: tuple[Way, ...]) -> dict[int, _Gutter]:
    runs: dict[int, dict[Net, Run]] = {x: {} for x in (*frame.left, *frame.right)}
    for way in ways:
        legs = way.route.legs
        for n, leg in enumerate(legs):
            if leg.a.x == leg.b.x and leg.a.x in runs:
                low, high = sorted((leg.a.y, leg.b.y))
                run = runs[leg.a.x].setdefault(leg.net, Run(low, high))
                run.join(low, high)
                for x, y in ((legs[n - 1].a.x, leg.a.y), (legs[n + 1].b.x, leg.b.y)):
                    (run.before if x < leg.a.x else run.after).append(y)
    shared = set(frame.left) & set(frame.right)
    gutters = {}
    for x, found in runs.items():
        lines, room = pack(found, 1)
        gutters[x] = _Gutter(_BESIDE, _BESIDE, _BETWEEN if x in shared else _EDGE, lines, room)
        if not lines:
            gutters[x].near = gutters[x].far = 0
    return gutters


def _spread(
    plan: Plan,
    grid: Grid,
    frame: Frame,
    columns: list[int],
    gutters: dict[int, _Gutter],
    look: Look,
) -> Across:
    lanes: list[LaneSpan] = []
    column: dict[int, int] = {}
    gutter: dict[tuple[int, Net], int] = {}
    x = 0
    for lane, name in enumerate(plan.lanes):
        mine = [c for c, owner in enumerate(grid.lane_of_column) if owner == lane]
        first, last = gutters[frame.left[mine[0]]], gutters[frame.right[mine[-1]]]
        beside = dict.fromkeys(g for c in mine for g in (frame.left[c], frame.right[c]))
        used = sum(columns[c] for c in mine) + sum(gutters[g].width for g in beside)
        spare = max(0, _head_width(name) - used) + 1 if look.lanes else 0
        first.least = first.width + spare // 2
        last.least = last.width + spare // 2
        lane_x = x
        for c in mine:
            if c == mine[0]:
                x = _place(frame.left[c], gutters, x, gutter)
            column[frame.column[c]] = x + columns[c] // 2
            x = _place(frame.right[c], gutters, x + columns[c], gutter)
        head = fold(name or NAMELESS, (x - lane_x - _HEAD_SIDES) / TEXT) if look.lanes else ()
        lanes.append(LaneSpan(name, head, lane_x, x - lane_x))
    return Across(tuple(lanes), column, gutter, x)


def _place(g: int, gutters: dict[int, _Gutter], x: int, lines: dict[tuple[int, Net], int]) -> int:
    """Put the lines of a gutter that begins at x in its middle; return where it ends."""
    it = gutters[g]
    start = x + it.near + (it.width - it.near - it.room - it.far) // 2
    lines.update({(g, net): start + offset for net, offset in it.lines.items()})
    return x + it.width


def _head_width(name: str) -> int:
    """Return the width a lane needs for its name in two lines (more when it is very long)."""
    em = width(name or NAMELESS)
    if em > _HEAD_ONE_LINE:
        em /= 2
        while em < _HEAD_EM and len(fold(name, em)) > 2:
            em += 0.5
    em = min(em, _HEAD_EM)
    return max(_LEAST_LANE, ceil(em * TEXT) + _HEAD_SIDES)
