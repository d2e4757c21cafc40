"""A chart as a picture of pixels, for workbooks and other files that hold no SVG."""

from __future__ import annotations

from typing import Any

from quanze.load.source import CannotRun
from quanze.publish.flowchart.graph import Chart
from quanze.publish.flowchart.svg import render_svg
from quanze.publish.fonts import Fonts, Role, find_fonts, typst_fonts

NOT_INSTALLED = "把流程图画成图片要用 typst，这台电脑上没有安装。请运行：pip install quanze[print]"
_PAGE = (
    "#set page(width: {width}pt, height: auto, margin: 0pt, fill: white)\n"
    '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)


def png(chart: Chart, width_px: int, fonts: Fonts | None = None) -> bytes:
    """Draw a chart as a PNG of a width; the same bytes for the same chart and fonts.

    Args:
        chart: what to draw; its foot stands below it.
        width_px: how wide the picture is.
        fonts: by default those of this computer.

    Raises:
        CannotRun: typst is not installed, or there is no Chinese font.
    """
    try:
        import typst
    except ImportError as error:
        raise CannotRun(NOT_INSTALLED) from error
    found = fonts or find_fonts()
    svg = render_svg(chart, fonts=f"'{found.of(Role.HEI).family}'", styled=False)
    page = _PAGE.format(width=width_px).encode()
    drawn: Any = typst.compile(
        page,
        font_paths=typst_fonts(found.folders),
        format="png",
        ppi=72,  # a point of the page is a pixel
        sys_inputs={"svg": svg},
    )
    return bytes(drawn)
