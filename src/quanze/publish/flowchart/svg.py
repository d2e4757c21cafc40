"""The drawing as SVG: one string, the same for the same chart on every machine."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quanze.publish.flowchart.colours import style
from quanze.publish.flowchart.graph import Chart
from quanze.publish.flowchart.grid import prepare
from quanze.publish.flowchart.ink import bare, marks, safe, text
from quanze.publish.flowchart.layout import Layout, arrange
from quanze.publish.flowchart.narrow import narrow, slices
from quanze.publish.flowchart.shapes import NAMELESS, TEXT
from quanze.publish.flowchart.steps import OrderedStep, numbered
from quanze.publish.flowchart.text import fold

FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'WenQuanYi Micro Hei','SimHei',sans-serif"
)
_EMPTY_WIDTH, _EMPTY_HEIGHT = 360, 80
_FOOT_LINE, _FOOT_PAD = 22, 10


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing without its title, in px: the same for all charts of one shape.

    It may be shown in `slices`, one below the other or side by side: from which height to which.
    """

    width: int
    height: int
    marks: tuple[str, ...]
    slices: tuple[tuple[int, int], ...]

    @property
    def inked(self) -> Sketch:
        """The drawing with a style instead of colours of its own; it knows dark mode too."""
        return replace(self, marks=(f"<style>{style()}</style>", *map(bare, self.marks)))

    def svg(self, title: str, description: str, fonts: str = FONTS) -> str:
        """Return it as an SVG element."""
        size = f'width="{self.width}" height="{self.height}"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}'
            f' viewBox="0 0 {self.width} {self.height}"'
            f' font-family="{fonts}" font-size="{TEXT}" text-anchor="middle">'
        )
        told = f"<title>{safe(title)}</title>\n<desc>{safe(description)}</desc>"
        return "\n".join((head, told, *self.marks, "</svg>\n"))


def sketch(chart: Chart) -> Sketch:
    """Draw a chart with a lane for each role."""
    return _sketch(chart, arrange(prepare(chart)), lanes=True)


def narrow_sketch(chart: Chart) -> Sketch:
    """Draw a chart for phones, in slices so that it can be printed in columns."""
    drawn = narrow(prepare(chart))
    found = _sketch(chart, drawn, lanes=False)
    return replace(found, slices=slices(drawn)) if chart.steps else found


def _sketch(chart: Chart, drawn: Layout, *, lanes: bool) -> Sketch:
    width, height = drawn.width or _EMPTY_WIDTH, drawn.height
    if chart.steps:
        return Sketch(width, height, marks(drawn, height, lanes=lanes), ((0, height),))
    width, height = max(width, _EMPTY_WIDTH), height + _EMPTY_HEIGHT
    says = text("fc-text", width / 2, height - _EMPTY_HEIGHT / 2, "本流程图没有步骤")
    shown = (*marks(drawn, height, lanes=lanes), says)
    return Sketch(width, height, shown, ((0, height),))


def render_svg(chart: Chart, *, fonts: str = FONTS, styled: bool = True) -> str:
    """Draw a chart as a standalone SVG, with its foot, telling all steps in its description.

    Without style its colours are attributes, for programs that read only those.
    """
    drawn = _with_foot(sketch(chart), chart.foot)
    if not styled:
        return drawn.svg(chart.title, chart.description, fonts=fonts)
    return drawn.inked.svg(chart.title, description(chart), fonts=fonts)


def _with_foot(drawn: Sketch, foot: str) -> Sketch:
    lines = fold(foot, drawn.width / TEXT - 3)
    if not lines:
        return drawn
    top = drawn.height + _FOOT_PAD
    height = top + _FOOT_LINE * len(lines) + _FOOT_PAD
    said = "\n".join(
        text("fc-text", _FOOT_PAD, top + _FOOT_LINE * (n + 0.5), line, ' text-anchor="start"')
        for n, line in enumerate(lines)
    )
    return Sketch(drawn.width, height, (*drawn.marks, said), ((0, height),))


def description(chart: Chart) -> str:
    """Tell the whole chart in words, for those who do not see it."""
    return " ".join((chart.description, *map(_sentence, numbered(prepare(chart))))).strip()


def _sentence(row: OrderedStep) -> str:
    step = row.step
    says = [f"第{row.number}步（{step.lane or NAMELESS}，{step.kind}）：{step.text}"]
    if step.limit:
        says.append(f"时限：{step.limit}")
    if step.note:
        says.append(step.note)
    if row.parallel:
        firsts = "、".join(f"第{number}步" for number in row.parallel.firsts)
        says.append(f"下一步并联办理：{firsts}，到第{row.parallel.join}步汇合")
    if row.others:
        ways = (f"第{n.number}步" + (f"（{n.label}）" if n.label else "") for n in row.others)
        says.append("下一步：" + "、".join(ways))
    return "；".join(says) + "。"
