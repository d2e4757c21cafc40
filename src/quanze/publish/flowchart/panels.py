"""The frame drawn round a parallel section: where it stands on the grid, and in px."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.publish.flowchart.grid import Grid
from quanze.publish.flowchart.order import Plan
from quanze.publish.flowchart.parallel import Section, sections

PARALLEL = "并联办理"
SIDE, ABOVE, BELOW = 12, 24, 9
"""Distances of the frame from the symbols in it; above them stands its name."""
GUTTER = 20
"""How far lines beside the frame stay off the symbols in it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A frame in px; `x` and `y` are its upper left corner."""

    steps: tuple[int, ...]
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Area:
    """The part of the grid that holds a section and nothing else."""

    section: Section
    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a place of the grid lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def areas(planned: Plan, grid: Grid) -> tuple[tuple[Area, ...], frozenset[int]]:
    """Return the sections that can be framed, and the steps of those that other steps stand between."""
    framed: list[Area] = []
    loose: set[int] = set()
    for section in sections(planned):
        rows = [planned.row[v] for v in section.steps]
        columns = [grid.column[v] for v in section.steps]
        area = Area(section, min(rows), max(rows), min(columns), max(columns))
        places = zip(planned.row, grid.column, strict=True)
        inside = {v for v, place in enumerate(places) if area.holds(*place)}
        if inside == section.steps and not any(_meet(area, other) for other in framed):
            framed.append(area)
        else:
            loose |= section.steps
    return tuple(framed), frozenset(loose)


def _meet(a: Area, b: Area) -> bool:
    """Tell whether two areas share rows and columns, or the gutter or channel between them."""
    return (
        a.top <= b.bottom + 1
        and b.top <= a.bottom + 1
        and a.left <= b.right + 1
        and b.left <= a.right + 1
    )
