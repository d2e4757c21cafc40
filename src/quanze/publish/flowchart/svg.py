"""The drawing as SVG: one string, the same for the same chart on every machine.

Colours stand twice: as attributes, for programs that read only those, and in a style with custom
properties (`--fc-…`), by which a page can change them, for dark mode say.
"""

from __future__ import annotations

from hashlib import blake2b
from html import escape
from itertools import pairwise

from quanze.publish.flowchart.across import NAMELESS, LaneSpan
from quanze.publish.flowchart.graph import Chart, StepKind
from quanze.publish.flowchart.labels import LINE
from quanze.publish.flowchart.layout import Box, Label, Path, arrange
from quanze.publish.flowchart.order import OrderedStep, numbered, plan
from quanze.publish.flowchart.shapes import SMALL, TEXT, WAVE
from quanze.publish.flowchart.text import clean

_FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'WenQuanYi Micro Hei','SimHei',sans-serif"
)
_PAINT = {
    "fc-lane": {"fill": "#ffffff", "stroke": "#c6d4e3"},
    "fc-lane2": {"fill": "#f4f8fd", "stroke": "#c6d4e3"},
    "fc-head": {"fill": "#e1ebf7", "stroke": "#c6d4e3"},
    "fc-name": {"fill": "#17395f"},
    "fc-process": {"fill": "#ffffff", "stroke": "#2f6296"},
    "fc-document": {"fill": "#f6f2fc", "stroke": "#6d52a3"},
    "fc-decision": {"fill": "#fff8e8", "stroke": "#b57a1a"},
    "fc-terminal": {"fill": "#e9f6ed", "stroke": "#2d7d4e"},
    "fc-text": {"fill": "#19212c"},
    "fc-limit": {"fill": "#8a5200"},
    "fc-note": {"fill": "#7b3a9c"},
    "fc-edge": {"fill": "none", "stroke": "#4a5870"},
    "fc-tip": {"fill": "#4a5870"},
    "fc-loop": {"fill": "none", "stroke": "#b23f2c"},
    "fc-looptip": {"fill": "#b23f2c"},
    "fc-label": {"fill": "#174f8c", "stroke": "#ffffff"},
}
_SYMBOL = {
    StepKind.START: "fc-terminal",
    StepKind.END: "fc-terminal",
    StepKind.PROCESS: "fc-process",
    StepKind.DOCUMENT: "fc-document",
    StepKind.DECISION: "fc-decision",
}
_EMPTY_WIDTH, _EMPTY_HEIGHT = 360, 80
_ROUND, _TIP, _TIP_HALF = 6, 8, 4


def render_svg(chart: Chart) -> str:
    """Draw a chart as a standalone SVG, which may also stand inside an HTML page."""
    planned = plan(chart)
    drawn = arrange(planned)
    width, height = drawn.width or _EMPTY_WIDTH, drawn.height
    if not chart.steps:
        width, height = max(width, _EMPTY_WIDTH), height + _EMPTY_HEIGHT
    name = "fc-" + blake2b(repr(chart).encode(errors="replace"), digest_size=6).hexdigest()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fc" role="img"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' aria-labelledby="{name}-t" aria-describedby="{name}-d"'
        f' font-family="{_FONTS}" font-size="{TEXT}" text-anchor="middle">',
        f'<title id="{name}-t">{_safe(chart.title)}</title>',
        f'<desc id="{name}-d">{_safe(_description(chart, numbered(planned)))}</desc>',
        f"<style>{_style()}</style>",
        *(_lane(n, lane, drawn.head, height) for n, lane in enumerate(drawn.lanes)),
        *(_edge(path) for path in drawn.paths),
        *(_box(box) for box in drawn.boxes),
        *(_label(path.label) for path in drawn.paths if path.label),
    ]
    if not chart.steps:
        parts.append(_text("fc-text", width / 2, height - _EMPTY_HEIGHT / 2, "本流程图没有步骤"))
    return "\n".join((*parts, "</svg>\n"))


def _description(chart: Chart, steps: tuple[OrderedStep, ...]) -> str:
    """Tell the whole chart in words, for those who do not see it."""
    return " ".join((chart.description, *map(_sentence, steps))).strip()


def _sentence(row: OrderedStep) -> str:
    step = row.step
    says = [f"第{row.number}步（{step.lane or NAMELESS}，{step.kind}）：{step.text}"]
    if step.limit:
        says.append(f"时限：{step.limit}")
    if step.note:
        says.append(step.note)
    if row.next:
        ways = (f"第{n.number}步" + (f"（{n.label}）" if n.label else "") for n in row.next)
        says.append("下一步：" + "、".join(ways))
    return "；".join(says) + "。"


def _style() -> str:
    return "".join(
        f".fc .{name}{{"
        + ";".join(
            f"{what}:var(--{name}{'' if what == 'fill' else '-line'},{colour})"
            for what, colour in paint.items()
            if colour != "none"
        )
        + "}"
        for name, paint in _PAINT.items()
    )


def _lane(n: int, lane: LaneSpan, head: int, height: int) -> str:
    middle = lane.x + lane.width / 2
    top = head / 2 - 10 * len(lane.head)
    lines = [
        _text("fc-name", middle, top + 20 * k + 10, line, ' font-weight="bold"')
        for k, line in enumerate(lane.head)
    ]
    at = f'x="{lane.x}" width="{lane.width}"'
    return (
        f'<rect {_paint("fc-lane2" if n % 2 == 0 else "fc-lane")} {at} y="0" height="{height}"/>'
        f'<rect {_paint("fc-head")} {at} y="0" height="{head}"/>' + "".join(lines)
    )


def _box(box: Box) -> str:
    middle = box.x + box.width / 2
    lines = [
        _text(
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
        _text("fc-label", middle, label.y + LINE * (n + 0.5), line, halo, SMALL)
        for n, line in enumerate(label.lines)
    )


def _text(name: str, x: float, middle: float, text: str, more: str = "", size: int = TEXT) -> str:
    """Write a line of text whose middle is at the given height."""
    small = "" if size == TEXT else f' font-size="{size}"'
    base = _number(middle + 0.36 * size)
    return f'<text {_paint(name)}{small}{more} x="{_number(x)}" y="{base}">{_safe(text)}</text>'


def _paint(name: str) -> str:
    colours = " ".join(f'{what}="{colour}"' for what, colour in _PAINT[name].items())
    return f'class="{name}" {colours}'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _safe(text: str) -> str:
    return escape(clean(text))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
