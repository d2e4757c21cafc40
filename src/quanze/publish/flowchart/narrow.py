"""The narrow drawing, for phones: no lanes, the role in each symbol."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import ceil

from quanze.publish.flowchart.layout import Course, Layout, course, measured
from quanze.publish.flowchart.look import Look
from quanze.publish.flowchart.order import Plan
from quanze.publish.flowchart.panels import ABOVE
from quanze.publish.flowchart.shapes import TEXT

WIDTH = 344
"""What a phone of 360 px shows without scrolling, but for the edges of the page."""
_SIDE_BY_SIDE = (9, 7)
_BELOW_EACH_OTHER = (16, 7)
"""The most and the fewest characters in a line of a symbol."""
_MOST_COLUMNS = 2
COLUMN, _TWO_COLUMNS = 840, 2060
"""How tall a column on a printed page is, and how tall a drawing fits on one page, made smaller."""
_TIP, _LINE_CUT, _FRAME_CUT, _TOO_TALL = 10, 40, 4, 5


def narrow(planned: Plan) -> Layout:
    """Lay out a planned chart for a phone: branches side by side where they fit, else in one column."""
    folded = replace(planned, lanes=("",) if planned.lanes else (), lane_of=(0,) * len(planned.row))
    stacked = replace(folded, row=tuple(number - 1 for number in planned.number))
    side_by_side = _fitting(course(folded), *_SIDE_BY_SIDE)
    if side_by_side.width <= WIDTH:
        return side_by_side
    in_a_column = _fitting(course(stacked), *_BELOW_EACH_OTHER)
    return min(side_by_side, in_a_column, key=lambda one: one.width)


def _fitting(it: Course, most: int, least: int) -> Layout:
    """Lay out a chart with the widest symbols with which it fits a phone, or with the narrowest."""
    columns = len(set(it.grid.column))
    em = least if columns > _MOST_COLUMNS else most
    while True:
        drawn = measured(it, Look(0, em, em, label_em=4, lanes=False))
        over = drawn.width - WIDTH
        if over <= 0 or em == least:
            return drawn
        em = max(em - ceil(over / (columns * TEXT)), least)


def slices(drawn: Layout) -> tuple[tuple[int, int], ...]:
    """Cut a narrow drawing between its rows into parts for the columns of a printed page."""
    count = 2 if COLUMN < drawn.height <= _TWO_COLUMNS else -(-drawn.height // COLUMN)
    free = _free(drawn)
    cuts = [0]
    for n in range(1, count):
        wanted = drawn.height * n // count
        first, last = drawn.height - (count - n) * COLUMN, cuts[-1] + COLUMN
        costs = {
            y: abs(y - wanted) + _LINE_CUT * lines + _TOO_TALL * max(0, first - y, y - last)
            for y, lines in free.items()
        }
        cuts.append(min(costs, key=lambda y: (costs[y], y), default=0))
    parts = pairwise(dict.fromkeys((*sorted(cuts), drawn.height)))
    return tuple(parts) or ((0, drawn.height),)


def _free(drawn: Layout) -> dict[int, int]:
    """Return the heights where no symbol, answer, level line or frame's name stands: how many lines pass."""
    taken = [(box.y, box.y + box.height) for box in drawn.boxes]
    taken += [(one.y, one.y + ABOVE) for one in drawn.panels]
    for path in drawn.paths:
        if path.label:
            taken.append((path.label.y, path.label.y + path.label.height))
        taken += [(a, b) for (_, a), (_, b) in pairwise(path.points) if a == b]
        taken.append((path.points[-1][1] - _TIP, path.points[-1][1]))
    busy = {y for low, high in taken for y in range(low - 2, high + 3)}
    lines = [sorted((path.points[0][1], path.points[-1][1])) for path in drawn.paths]
    lines += [[one.y, one.y + one.height] for one in drawn.panels] * _FRAME_CUT
    return {
        y: sum(low < y < high for low, high in lines) for y in range(drawn.height) if y not in busy
    }
