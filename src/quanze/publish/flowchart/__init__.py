"""Flow charts (一图): a swimlane layout of its own, drawn as SVG.

`render_svg` draws a `Chart`; `steps_in_order` gives the rows of the step table beside the
picture, under the same numbers; `layout` gives the drawing as plain data.
"""

from quanze.publish.flowchart.graph import Chart, Edge, Step, StepKind
from quanze.publish.flowchart.layout import Box, Label, Layout, Path, layout
from quanze.publish.flowchart.order import NextStep, OrderedStep, steps_in_order
from quanze.publish.flowchart.svg import render_svg

__all__ = [
    "Box",
    "Chart",
    "Edge",
    "Label",
    "Layout",
    "NextStep",
    "OrderedStep",
    "Path",
    "Step",
    "StepKind",
    "layout",
    "render_svg",
    "steps_in_order",
]
