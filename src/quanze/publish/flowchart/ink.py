"""The parts of a drawing as SVG: lanes, frames, symbols, lines, answers."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from quanze.model.patterns import pattern
from quanze.publish.flowchart.across import LaneSpan
from quanze.publish.flowchart.colours import LIGHT
from quanze.publish.flowchart.graph import StepKind
from quanze.publish.flowchart.labels import LINE
from quanze.publish.flowchart.layout import Box, Label, Layout, Path
from quanze.publish.flowchart.panels import PARALLEL, Panel
from quanze.publish.flowchart.shapes import SMALL, TEXT, WAVE
from quanze.publish.flowchart.text import clean

_SYMBOL = {
    StepKind.START: "fc-terminal",
    StepKind.END: "fc-terminal",
    StepKind.PROCESS: "fc-process",
    StepKind.DOCUMENT: "fc-document",
    StepKind.DECISION: "fc-decision",
}
_COLOURS = pattern(r'(class="fc-[a-z0-9]+")(?: (?:fill|stroke)="[^"]*")+')
_ROUND, _TIP, _TIP_HALF = 6, 8, 4


def marks(drawn: Layout, height: int, *, lanes: bool) -> tuple[str, ...]:
    """Draw a chart laid out: everything but the picture round it, what lies below first."""
    shown = enumerate(drawn.lanes) if lanes else ()
    return (
        *(_lane(n, lane, drawn.head, height) for n, lane in shown),
        *map(_panel, drawn.panels),
        *map(_edge, drawn.paths),
        *map(_box, drawn.boxes),
        *(_label(path.label) for path in drawn.paths if path.label),
    )


def bare(mark: str) -> str:
    """Take the colours off a part of a drawing, for pictures with a style."""
    return _COLOURS.sub(r"\1", mark)


def _lane(n: int, lane: LaneSpan, head: int, height: int) -> str:
    middle = lane.x + lane.width / 2
    top = head / 2 - 10 * len(lane.head)
    lines = [
        text("fc-name", middle, top + 20 * k + 10, line, ' font-weight="bold"')
        for k, line in enumerate(lane.head)
    ]
    at = f'x="{lane.x}" width="{lane.width}"'
    return (
        f'<rect {_paint("fc-lane2" if n % 2 == 0 else "fc-lane")} {at} y="0" height="{height}"/>'
        f'<rect {_paint("fc-head")} {at} y="0" height="{head}"/>' + "".join(lines)
    )


def _panel(panel: Panel) -> str:
    at = f'x="{panel.x}" y="{panel.y}" width="{panel.width}" height="{panel.height}" rx="6"'
    middle = panel.x + 5 + len(PARALLEL) * SMALL / 2
    name = text("fc-panelname", middle, panel.y + 12, PARALLEL, size=SMALL)
    return f"<rect {_paint('fc-panel')} {at}/>{name}"


def _box(box: Box) -> str:
    middle = box.x + box.width / 2
    lines = [
        text(
            f"fc-{line.role}",
            middle,
            box.y + line.top + line.height / 2,
            line.text,
            size=TEXT if line.role == "text" else SMALL,
        )
        for line in box.lines
    ]
    width = "2.5" if box.step.note else "1.4"
    paint = f'{_paint(_SYMBOL[box.step.kind])} stroke-width="{width}"'
    return f"<g>{_outline(box, paint)}{''.join(lines)}</g>"


def _outline(box: Box, paint: str) -> str:
    """Draw the symbol of GB/T 1526-1989 for the kind of step."""
    x, y, w, h = box.x, box.y, box.width, box.height
    if box.step.kind is StepKind.DECISION:
        middle, half = y + h // 2, w // 2
        corners = f"M{x + half} {y}L{x + w} {middle} {x + half} {y + h} {x} {middle}z"
        return f'<path {paint} d="{corners}"/>'
    if box.step.kind is StepKind.DOCUMENT:
        foot, third = y + h - WAVE // 2, w // 3
        return (
            f'<path {paint} d="M{x} {y}h{w}V{foot}C{x + w - third} {foot - WAVE}'
            f' {x + third} {foot + WAVE} {x} {foot}z"/>'
        )
    radius = min(18, h // 2) if box.step.kind in (StepKind.START, StepKind.END) else 4
    return f'<rect {paint} x="{x}" y="{y}" width="{w}" height="{h}" rx="{radius}"/>'


def _edge(path: Path) -> str:
    dashed = ' stroke-dasharray="5 3"' if path.back else ""
    line = _paint("fc-loop" if path.back else "fc-edge")
    tip = _paint("fc-looptip" if path.back else "fc-tip")
    (ax, ay), (bx, by) = path.points[-2:]
    dx, dy = _sign(bx - ax), _sign(by - ay)
    end = (bx - dx * (_TIP - 2), by - dy * (_TIP - 2))
    head = (
        f"M{bx} {by}l{-dx * _TIP - dy * _TIP_HALF} {-dy * _TIP - dx * _TIP_HALF}"
        f" {2 * dy * _TIP_HALF} {2 * dx * _TIP_HALF}z"
    )
    return (
        f'<path {line} stroke-width="1.4"{dashed} d="{_rounded((*path.points[:-1], end))}"/>'
        f'<path {tip} d="{head}"/>'
    )


def _rounded(points: tuple[tuple[int, int], ...]) -> str:
    """Write a line with rounded corners."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for (a, b), (_, c) in pairwise(pairwise(points)):
        before, after = _distance(a, b), _distance(b, c)
        radius = min(_ROUND, before // 2, after // 2)
        ends = []
        for other in (a, c):
            dx, dy = _sign(other[0] - b[0]), _sign(other[1] - b[1])
            ends.append(f"{b[0] + dx * radius} {b[1] + dy * radius}")
        parts.append(f"L{ends[0]}Q{b[0]} {b[1]} {ends[1]}")
    return "".join((*parts, f"L{points[-1][0]} {points[-1][1]}"))


def _label(label: Label) -> str:
    middle = label.x + label.width / 2
    halo = ' paint-order="stroke" stroke-width="3" stroke-linejoin="round"'
    return "".join(
        text("fc-label", middle, label.y + LINE * (n + 0.5), line, halo, SMALL)
        for n, line in enumerate(label.lines)
    )


def text(name: str, x: float, middle: float, words: str, more: str = "", size: int = TEXT) -> str:
    """Write a line of text whose middle is at the given height."""
    small = "" if size == TEXT else f' font-size="{size}"'
    base = _number(middle + 0.36 * size)
    return f'<text {_paint(name)}{small}{more} x="{_number(x)}" y="{base}">{safe(words)}</text>'


def _paint(name: str) -> str:
    colours = " ".join(f'{what}="{colour}"' for what, colour in LIGHT[name].items())
    return f'class="{name}" {colours}'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def safe(words: str) -> str:
    """Return text fit to stand in SVG."""
    return escape(clean(words))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
