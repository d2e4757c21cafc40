"""The coarse map edges are routed on: columns and the gutters between, rows and channels between.

Places on the map are whole numbers in reading order, lengths come later. Across (X): every
column has a gutter on either side; columns of the same lane share the gutter between them. Down
(Y): row r has its middle at 3r+2; the channel above it has an upper half 3r, where edges leave
the row above, and a lower half 3r+1, where edges enter the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quanze.publish.flowchart.grid import Grid


class Point(NamedTuple):
    """A place on the map."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Frame:
    """X of the columns and of the gutters beside them."""

    column: tuple[int, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def width(self) -> int:
        """Number of places across."""
        return self.right[-1] + 1 if self.right else 0


def frame(grid: Grid) -> Frame:
    """Lay out columns and gutters from left to right."""
    column: list[int] = []
    left: list[int] = []
    right: list[int] = []
    x = 0
    for c, lane in enumerate(grid.lane_of_column):
        if c and grid.lane_of_column[c - 1] == lane:
            left.append(right[-1])
        else:
            left.append(x)
            x += 1
        column.append(x)
        right.append(x + 1)
        x += 2
    return Frame(tuple(column), tuple(left), tuple(right))


def middle(row: int) -> int:
    """Y of the middle of a row."""
    return 3 * row + 2


def is_middle(y: int) -> bool:
    """Tell the middle of a row from the half of a channel."""
    return y % 3 == 2


def leaves(y: int) -> bool:
    """Tell the upper half of a channel from the lower."""
    return y % 3 == 0
