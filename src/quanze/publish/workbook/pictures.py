"""Flow charts as pictures for workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quanze.publish.flowchart import Chart, layout
from quanze.publish.outputs import fingerprint

WIDEST: Final = 600
"""Pixels across the form; a larger chart is shown smaller."""
_FINE: Final = 2
"""Pixels of a picture for one on the screen, so that it is sharp in print."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and how large it is shown."""

    data: bytes
    width: int
    height: int
    scale: float
    """What makes its own pixels those of the screen."""


@lru_cache(maxsize=128)
def picture(chart: Chart) -> Picture:
    """Return a chart's picture; equal charts are drawn once."""
    from quanze.publish.flowchart.picture import png

    asked = min(layout(chart).width, WIDEST) * _FINE
    data = png(chart, asked)
    # The size stands in the first part of every PNG.
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    return Picture(data, wide // _FINE, high // _FINE, 1 / _FINE)


def drawing_print() -> str:
    """Return the fingerprint of what pictures are drawn with: the font of this computer.

    Raises:
        CannotRun: pictures cannot be drawn here; the text says what to install.
    """
    from quanze.publish.flowchart.picture import png
    from quanze.publish.fonts import Role, find_fonts

    # A picture of nothing but a title tells whether all that it takes is there.
    png(Chart("试画"), WIDEST)
    font = find_fonts().of(Role.HEI)
    return fingerprint(font.family, font.path.name, font.path.stat().st_size)
