"""一图: the flows of a register as charts, each distinct chart drawn once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from quanze.model.flow import Flow, FlowStep
from quanze.model.items import YesNo
from quanze.publish.flowchart import (
    Chart,
    Edge,
    OrderedStep,
    Step,
    StepKind,
    render_svg,
    steps_in_order,
)

_STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)
NOT_COUNTED = "不计入时限"


def chart_of(flow: Flow) -> Chart:
    """Return a flow as a chart; every step, way and limit as the list states it."""
    return Chart(
        title=flow.name,
        description=_description(flow),
        lanes=flow.roles,
        steps=tuple(map(_step, flow.steps)),
        edges=tuple(
            Edge(step.id, way.target, way.condition or "")
            for step in flow.steps
            for way in step.next
        ),
    )


def _step(step: FlowStep) -> Step:
    return Step(
        id=step.id,
        text=step.name,
        lane=step.role,
        kind=StepKind(str(step.kind)),
        limit=str(step.limit) if step.limit else None,
        note="" if step.counted is YesNo.YES else NOT_COUNTED,
    )


def _description(flow: Flow) -> str:
    parts = (("行使主体", flow.body), ("总时限", flow.limit))
    return "".join(f"{label}：{value}。" for label, value in parts if value)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of the step table: the step as numbered in the picture, and as the list states it."""

    ordered: OrderedStep
    step: FlowStep


@dataclass(frozen=True, slots=True)
class Drawing:
    """A flow drawn, with the flow itself: the picture and the rows of the table that says the same in words."""

    flow: Flow
    svg: Markup
    rows: tuple[StepRow, ...]


class Drawings:
    """Draws flows for pages; the same chart is drawn once, however many items use it."""

    def __init__(self) -> None:
        self._svg: dict[Chart, Markup] = {}
        self._drawings: dict[int, Drawing] = {}

    def __len__(self) -> int:
        return len(self._svg)

    def draw(self, flow: Flow) -> Drawing:
        """Return a flow's picture and step table; the same object for the same flow."""
        if id(flow) not in self._drawings:
            self._drawings[id(flow)] = self._drawn(flow)
        return self._drawings[id(flow)]

    def _drawn(self, flow: Flow) -> Drawing:
        chart = chart_of(flow)
        if chart not in self._svg:
            # The picture's style stands in the site's stylesheet, so that pages need no inline style.
            svg = _STYLE.sub("", render_svg(chart))
            self._svg[chart] = Markup(svg)  # noqa: S704 - the engine escapes every text
        written = {id(step): source for step, source in zip(chart.steps, flow.steps, strict=True)}
        rows = tuple(StepRow(row, written[id(row.step)]) for row in steps_in_order(chart))
        return Drawing(flow, self._svg[chart], rows)


def chart_style() -> str:
    """Return the style that every picture shares."""
    found = _STYLE.search(render_svg(Chart("")))
    return found[1] if found else ""
