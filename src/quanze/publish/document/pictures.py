"""Flow charts in documents: as large as the page allows, and never larger than on the screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from quanze.load.source import CannotRun
from quanze.model.patterns import pattern
from quanze.publish.flowchart import Chart, render_svg
from quanze.publish.fonts import Role, find_fonts

_SIZE: Final = pattern(r'<svg [^>]*?width="(\d+)" height="(\d+)"')
_ROOM: Final = (499.0, 560.0)
"""10 mm wider than the text on each side, for the letters of a wide chart; the height of the text less
a heading. In points."""
_PX: Final = 0.75
"""Points in a pixel."""
_DENSITY: Final = 200 / 72
"""Pixels in a point of a picture for print."""


@lru_cache(maxsize=512)
def drawing(chart: Chart) -> str:
    """Return a chart as SVG, lettered in a font of this computer."""
    families = (font.family for font in find_fonts().chain(Role.HEI))
    return render_svg(chart, fonts=",".join(f"'{name}'" for name in families), styled=False)


@lru_cache(maxsize=512)
def placed(chart: Chart) -> tuple[float, float]:
    """Return the width and height at which a chart is set, in points."""
    found = _SIZE.search(render_svg(chart))
    width, height = map(int, found.groups()) if found else (1, 1)
    scale = min(_PX, _ROOM[0] / width, _ROOM[1] / height)
    return round(width * scale, 1), round(height * scale, 1)


@lru_cache(maxsize=512)
def pixels(chart: Chart) -> bytes | None:
    """Return a chart as PNG at the size at which it is set; None where it cannot be drawn here."""
    from quanze.publish.flowchart.picture import png

    try:
        return png(chart, round(placed(chart)[0] * _DENSITY))
    except CannotRun:
        return None
