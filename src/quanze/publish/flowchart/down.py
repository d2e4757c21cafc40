"""Lengths down: rows as tall as their symbols, channels as tall as their lines. All in px."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.publish.flowchart.across import Across
from quanze.publish.flowchart.frame import is_middle
from quanze.publish.flowchart.grid import Grid
from quanze.publish.flowchart.labels import Tag, Way
from quanze.publish.flowchart.nets import Leg, Net
from quanze.publish.flowchart.order import Plan
from quanze.publish.flowchart.panels import ABOVE, BELOW, Area
from quanze.publish.flowchart.shapes import Symbol
from quanze.publish.flowchart.tracks import PITCH, Run, pack

_CHANNEL, _MARGIN, _BEFORE, _ARROW = 28, 18, 6, 14
_HEAD_LINE, _HEAD_PAD = 20, 8
BESIDE = 6
"""Distance of a label from the line it stands beside."""


@dataclass(frozen=True, slots=True)
class Down:
    """The middle of every row and the line of every net in every channel half.

    `label` is the top left corner of the labels that stand in a channel, by edge; `panels` are the
    upper and lower edges of the frames round parallel sections.
    """

    head: int
    middle: tuple[int, ...]
    channel: dict[tuple[int, Net], int]
    label: dict[int, tuple[int, int]]
    height: int
    panels: tuple[tuple[int, int], ...]

    def of(self, leg: Leg) -> int:
        """Y of a level leg."""
        return self.middle[leg.a.y // 3] if is_middle(leg.a.y) else self.channel[leg.a.y, leg.net]


def down(
    plan: Plan,
    grid: Grid,
    symbols: list[Symbol],
    ways: tuple[Way, ...],
    wide: Across,
    framed: tuple[Area, ...],
) -> Down:
    """Work out every Y."""
    rows = _row_heights(plan, grid, symbols, ways)
    runs = _runs(ways, wide)
    close = _labels_in_rows(plan, symbols, rows, ways)
    below = _labels_below(plan, ways, wide, close)
    head = _head(wide)
    middle: list[int] = []
    channel: dict[tuple[int, Net], int] = {}
    label: dict[int, tuple[int, int]] = {}
    opened = {area.top for area in framed}
    closed = {area.bottom + 1 for area in framed}
    y = head
    for r in range(grid.rows + 1):
        tags, tag_room = pack(below.get(r, {}), 4)
        upper, upper_room = pack(runs.get(3 * r, {}), 8)
        lower, lower_room = pack(runs.get(3 * r + 1, {}), 8)
        y += BELOW * (r in closed)
        top = y + _BEFORE
        for n, offset in tags.items():
            tag = ways[n].tag
            assert tag is not None  # noqa: S101 - only labels are in the band
            label[n] = (round(below[r][n].low), top + offset + PITCH // 2 - tag.height)
        top += tag_room
        channel.update({(3 * r, net): top + offset for net, offset in upper.items()})
        top += upper_room
        channel.update({(3 * r + 1, net): top + offset for net, offset in lower.items()})
        least = _CHANNEL if 0 < r < grid.rows else _MARGIN
        y = max(y + least, top + lower_room + _ARROW if tags or upper or lower else 0)
        y += ABOVE * (r in opened)
        if r < grid.rows:
            middle.append(y + rows[r] // 2)
            y += rows[r]
    for n, drop in close.items():
        leg = ways[n].route.legs[0]
        label[n] = (wide.of(leg) + BESIDE, middle[leg.a.y // 3] + drop)
    label.update(_labels_on_runs(ways, wide, channel))
    edges = tuple(
        (middle[a.top] - rows[a.top] // 2 - ABOVE, middle[a.bottom] + rows[a.bottom] // 2 + BELOW)
        for a in framed
    )
    return Down(head, tuple(middle), channel, label, y, edges)


def _head(wide: Across) -> int:
    lines = max((len(lane.head) for lane in wide.lanes), default=0)
    return lines * _HEAD_LINE + 2 * _HEAD_PAD if lines else 0


def _row_heights(plan: Plan, grid: Grid, symbols: list[Symbol], ways: tuple[Way, ...]) -> list[int]:
    rows = [0] * grid.rows
    for v, r in enumerate(plan.row):
        rows[r] = max(rows[r], symbols[v].height)
    for way in ways:
        if way.tag and way.tag.place in ("left", "right"):
            r = plan.row[way.route.link.source]
            rows[r] = max(rows[r], 2 * (way.tag.height + BESIDE))
    return [height + height % 2 for height in rows]


def _runs(ways: tuple[Way, ...], wide: Across) -> dict[int, dict[Net, Run]]:
    """Collect the lines in each channel half."""
    runs: dict[int, dict[Net, Run]] = {}
    for way in ways:
        legs = way.route.legs
        for n, leg in enumerate(legs):
            if leg.a.x == leg.b.x or is_middle(leg.a.y):
                continue
            a, b = wide.of(legs[n - 1]), wide.of(legs[n + 1])
            run = runs.setdefault(leg.a.y, {}).setdefault(leg.net, Run(min(a, b), max(a, b)))
            run.join(a, b)
            for x, y in ((a, legs[n - 1].a.y), (b, legs[n + 1].b.y)):
                (run.before if y < leg.a.y else run.after).append(x)
            if n == 1 and way.tag and way.tag.place == "run":
                x = _on_run(way.tag, a, b, wide.width)
                run.join(x, x + way.tag.width)
                run.room = way.tag.height + PITCH
    return runs


def _labels_in_rows(
    plan: Plan, symbols: list[Symbol], rows: list[int], ways: tuple[Way, ...]
) -> dict[int, int]:
    """Find the labels that fit in their row, below a symbol less tall than its neighbours.

    The value is how far below the middle of the row the label begins.
    """
    found = {}
    for n, way in enumerate(ways):
        v = way.route.link.source
        if way.tag and way.tag.place == "below":
            drop = symbols[v].height // 2 + 3
            if drop + way.tag.height <= rows[plan.row[v]] // 2:
                found[n] = drop
    return found


def _labels_below(
    plan: Plan, ways: tuple[Way, ...], wide: Across, close: dict[int, int]
) -> dict[int, dict[int, Run]]:
    """Collect the labels at the top of each channel, right of the line that comes down there."""
    found: dict[int, dict[int, Run]] = {}
    for n, way in enumerate(ways):
        if way.tag and way.tag.place == "below" and n not in close:
            x = wide.of(way.route.legs[0]) + BESIDE
            run = Run(x, x + way.tag.width, room=way.tag.height + 2)
            found.setdefault(plan.row[way.route.link.source] + 1, {})[n] = run
    return found


def _labels_on_runs(
    ways: tuple[Way, ...], wide: Across, channel: dict[tuple[int, Net], int]
) -> dict[int, tuple[int, int]]:
    found = {}
    for n, way in enumerate(ways):
        if way.tag and way.tag.place == "run":
            before, leg, after = way.route.legs[:3]
            x = _on_run(way.tag, wide.of(before), wide.of(after), wide.width)
            found[n] = (x, channel[leg.a.y, leg.net] - way.tag.height - 3)
    return found


def _on_run(tag: Tag, start: int, end: int, width: int) -> int:
    """Left edge of a label over a line: near its far end, and clear of the line it leaves."""
    if end > start:
        x = max(start + BESIDE, end - tag.width - BESIDE)
    else:
        x = min(start - BESIDE, end + tag.width + BESIDE) - tag.width
    return max(BESIDE, min(x, width - tag.width - BESIDE))
