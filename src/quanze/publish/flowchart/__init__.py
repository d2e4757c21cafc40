"""Flow charts (一图): a swimlane layout of its own, drawn as SVG.

`render_svg` draws a `Chart`; `steps_in_order` gives the rows of the step table beside the
picture, under the same numbers; `layout` gives the drawing as plain data; `sketch` and
`narrow_sketch` draw what all charts of one `shape` have in common.
"""

from quanze.publish.flowchart.graph import Chart, Edge, Step, StepKind, shape
from quanze.publish.flowchart.layout import Box, Label, Layout, Path, layout
from quanze.publish.flowchart.narrow import COLUMN
from quanze.publish.flowchart.panels import Panel
from quanze.publish.flowchart.steps import NextStep, OrderedStep, Parallel, steps_in_order
from quanze.publish.flowchart.svg import Sketch, description, narrow_sketch, render_svg, sketch

__all__ = [
    "COLUMN",
    "Box",
    "Chart",
    "Edge",
    "Label",
    "Layout",
    "NextStep",
    "OrderedStep",
    "Panel",
    "Parallel",
    "Path",
    "Sketch",
    "Step",
    "StepKind",
    "description",
    "layout",
    "narrow_sketch",
    "render_svg",
    "shape",
    "sketch",
    "steps_in_order",
]
