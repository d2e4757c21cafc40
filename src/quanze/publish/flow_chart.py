"""一图: the flows of a register as charts; flows of the same shape are drawn once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property

from quanze.model.flow import Flow, FlowStep
from quanze.model.flow_time import FlowTime, time_of
from quanze.model.items import YesNo
from quanze.publish.flowchart import (
    COLUMN,
    Chart,
    Edge,
    OrderedStep,
    Sketch,
    Step,
    StepKind,
    description,
    narrow_sketch,
    shape,
    sketch,
    steps_in_order,
)
from quanze.publish.outputs import Output, fingerprint

NOT_COUNTED = "不计入时限"
_PAGE, _READABLE = (680, 860), 0.62
"""Room on a printed A4 page in px, and the smallest scale at which its lettering can be read."""


def chart_of(flow: Flow) -> Chart:
    """Return a flow as a chart; every step, way and limit as the list states it."""
    chart = _chart(flow)
    rows = steps_in_order(shape(chart))
    return replace(chart, foot=" ".join(time_told(flow, rows_of(flow, rows))))


def _chart(flow: Flow) -> Chart:
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


def rows_of(flow: Flow, ordered: Iterable[OrderedStep]) -> tuple[StepRow, ...]:
    """Return the steps of a flow in the order found for its shape."""
    return tuple(StepRow(row, flow.steps[int(row.step.id)]) for row in ordered)


def time_told(flow: Flow, rows: Sequence[StepRow]) -> tuple[str, ...]:
    """Tell, in sentences, what the limits of the steps come to; nothing where no step has one."""
    time = time_of(flow)
    number = {id(row.step): row.ordered.number for row in rows}
    told = [_sum(flow, time, number)]
    if time.excluded and told[0]:
        told.append(f"{_steps(time.excluded, number)}不计入时限，没有算在内。")
    if time.silent and time.total:
        told.append(f"{_steps(time.silent, number)}没有写时限，没有算在内。")
    if time.extendable and time.total:
        told.append(f"{_steps(time.extendable, number)}可以延长，延长的时间没有算在内。")
    return tuple(filter(None, told))


def _sum(flow: Flow, time: FlowTime, number: dict[int, int]) -> str:
    if time.total:
        limit = f"；总时限 {flow.limit}" if flow.limit else ""
        return (
            f"从{time.since or '开始'}到办结，各环节时限合计 {time.total}（按最长的一路）{limit}。"
        )
    if time.unread:
        return f"{_steps(time.unread, number)}的时限不是一个期限，各环节的时限不能相加。"
    if len(time.units) > 1:
        units = "、".join(f"按{unit}" for unit in time.units)
        return f"各环节的时限有的{units}，单位不同，不能相加。".replace("、按", "、有的按")
    return ""


def _steps(steps: Iterable[FlowStep], number: dict[int, int]) -> str:
    return "第 " + "、".join(str(n) for n in sorted(number[id(step)] for step in steps)) + " 步"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, or a part of one, as a page shows it: its file in the site, and its size in px."""

    file: str
    width: int
    height: int


@dataclass(frozen=True)
class Drawing:
    """A flow drawn, with the flow itself: the pictures and the rows of the table that says the same."""

    flow: Flow
    rows: tuple[StepRow, ...]
    _shape: _Shape

    @cached_property
    def time(self) -> tuple[str, ...]:
        """What the limits of the steps come to, in sentences."""
        return time_told(self.flow, self.rows)

    @cached_property
    def told(self) -> str:
        """What the picture shows, in short; the steps themselves are in the table behind it."""
        described = _description(self.flow)
        return f"流程图：{self.flow.name}。{described}共 {len(self.rows)} 步，图后的表逐步写明。"

    @property
    def printed(self) -> str:
        """How the picture is printed: `whole`, or the narrow one in `columns` or `small-columns`."""
        wide, narrow = self._shape.wide, self._shape.narrow
        if min(_PAGE[0] / wide.width, _PAGE[1] / wide.height) >= _READABLE:
            return "whole"
        tallest = max(bottom - top for top, bottom in narrow.slices)
        return "columns" if tallest <= COLUMN else "small-columns"

    @property
    def wide(self) -> Picture:
        """The picture with a lane for each role."""
        drawn = self._shape.wide
        return Picture(f"{self._shape.name}.svg", drawn.width, drawn.height)

    @property
    def narrow(self) -> tuple[Picture, ...]:
        """The picture for phones, in as many parts as it is printed in columns."""
        file, drawn = f"{self._shape.name}-n.svg", self._shape.narrow
        if len(drawn.slices) == 1:
            return (Picture(file, drawn.width, drawn.height),)
        return tuple(
            Picture(f"{file}#svgView(viewBox({_view(drawn, one)}))", drawn.width, one[1] - one[0])
            for one in drawn.slices
        )


def _view(drawn: Sketch, part: tuple[int, int]) -> str:
    return f"0,{part[0]},{drawn.width},{part[1] - part[0]}"


class _Shape:
    """What flows of one shape have in common; worked out when it is asked for."""

    def __init__(self, of: Chart) -> None:
        self.name = f"flow/{fingerprint(astuple(of))[:16]}"
        self._of = of

    @cached_property
    def wide(self) -> Sketch:
        return sketch(self._of)

    @cached_property
    def narrow(self) -> Sketch:
        return narrow_sketch(self._of)

    @cached_property
    def ordered(self) -> tuple[OrderedStep, ...]:
        return steps_in_order(self._of)

    def outputs(self) -> Iterator[Output]:
        """Go through its pictures; they name no flow, since several may share them."""
        # The name stands for all that they show.
        yield Output(f"{self.name}.svg", self.name, lambda: self._picture(self.wide))
        yield Output(f"{self.name}-n.svg", self.name, lambda: self._picture(self.narrow))

    def _picture(self, drawn: Sketch) -> bytes:
        title = f"流程图（共 {len(self._of.steps)} 步）"
        return drawn.inked.svg(title, description(self._of)).encode()


class Drawings:
    """Draws flows for pages; a shape is laid out once, however many flows have it."""

    def __init__(self) -> None:
        self._shapes: dict[Chart, _Shape] = {}
        self._drawings: dict[int, Drawing] = {}

    def __len__(self) -> int:
        return len(self._shapes)

    def draw(self, flow: Flow) -> Drawing:
        """Return a flow's pictures and step table; the same object for the same flow."""
        if id(flow) not in self._drawings:
            found = self._shape(flow)
            self._drawings[id(flow)] = Drawing(flow, rows_of(flow, found.ordered), found)
        return self._drawings[id(flow)]

    def pictures(self, flows: Iterable[Flow]) -> Iterator[Output]:
        """Go through the files of the pictures of flows, each once."""
        for found in dict.fromkeys(map(self._shape, flows)):
            yield from found.outputs()

    def _shape(self, flow: Flow) -> _Shape:
        of = shape(_chart(flow))
        if of not in self._shapes:
            self._shapes[of] = _Shape(of)
        return self._shapes[of]
