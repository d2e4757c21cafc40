"""Charts as SVG: bars, one bar of several parts, and a line over time.

They are drawn without a scale of their own: across in shares of the width that there is, down in
pixels. So the words stay as large as those around them, on a phone, a wide screen and on paper.
Colours come from the classes of charts.css. The same numbers make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from quanze.model.visible_text import visible

Number = int | Decimal

_ROW: Final = 46
"""The height of a bar with its words above."""
_WORDS: Final = 17
_BAR_TOP: Final = 25
_BAR: Final = 13
_LONGEST: Final = 18
"""Words of a name beside its number on a phone; the table under the chart has the whole of it."""
_TINY: Final = Decimal("0.4")
"""The width in per cent of the smallest bar that is not nothing."""
PARTS: Final = 6
"""How many parts of a bar the style can tell apart."""

_PLOT: Final = 230
_TOP: Final = 34
_BOTTOM: Final = 34
_LEFT: Final = Decimal(13)
_RIGHT: Final = Decimal(92)
_MOST_LABELS: Final = 5
_MOST_TOLD: Final = 8
_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with its name; `said` is how it is written where that is more than the number."""

    name: str
    number: Number
    said: str = ""

    @property
    def words(self) -> str:
        return self.said or f"{self.number:,}"

    @property
    def short(self) -> str:
        return self.name if len(self.name) <= _LONGEST else f"{self.name[: _LONGEST - 1]}…"


def bars(name: str, title: str, rows: Sequence[Bar], whole: Number | None = None) -> Markup:
    """Draw one bar under the other, each with its words above.

    Args:
        name: the name of the drawing in the page, used once.
        title: what the numbers are.
        rows: the numbers.
        whole: the number of which a bar would be as wide as the drawing; None: the largest one.
    """
    most = max((row.number for row in rows), default=0) if whole is None else whole
    parts = [part for at, row in enumerate(rows) for part in _bar(at * _ROW, row, most)]
    return _drawing(name, title, _told(rows), len(rows) * _ROW, parts)


def _bar(top: int, row: Bar, most: Number) -> Iterable[str]:
    yield _text("0", top + _WORDS, row.short, "ch-name")
    yield _text("100%", top + _WORDS, row.words, "ch-value")
    yield f'<rect class="ch-all" y="{top + _BAR_TOP}" width="100%" height="{_BAR}"/>'
    if row.number > 0:
        width = max(_TINY, _share(row.number, most))
        yield f'<rect class="ch-bar" y="{top + _BAR_TOP}" width="{width}%" height="{_BAR}"/>'


def parted(name: str, title: str, rows: Sequence[Bar]) -> Markup:
    """Draw one bar of several parts; what each part means stands below it."""
    whole = sum(row.number for row in rows)
    left, drawn = Decimal(0), []
    for at, row in enumerate(rows):
        share = _share(row.number, whole)
        drawn.append(
            f'<rect class="ch-part{at % PARTS + 1}" x="{left}%" y="0" width="{share}%" height="34"/>'
        )
        left += share
    key = [part for at, row in enumerate(rows) for part in _key(58 + at * 30, at, row)]
    return _drawing(name, title, _told(rows), 46 + len(rows) * 30, [*drawn, *key])


def _key(base: int, at: int, row: Bar) -> Iterable[str]:
    part = at % PARTS + 1
    yield f'<rect class="ch-part{part}" x="1" y="{base - 1}" width="16" height="16"/>'
    yield _text("26", base + 13, row.short, "ch-name")
    yield _text("100%", base + 13, row.words, "ch-value")


def line(name: str, title: str, points: Sequence[Bar], unit: str = "") -> Markup:
    """Draw numbers one after the other; the scale begins at nothing, or below where one is negative."""
    ticks = _ticks([point.number for point in points])
    low, high = ticks[0], ticks[-1]
    across = _across(len(points))

    def down(number: Number) -> int:
        share = (Decimal(number) - low) / (high - low)
        return _TOP + int(_PLOT * (1 - share) + Decimal("0.5"))

    parts = [part for tick in ticks for part in _grid(down(tick), f"{tick.normalize():,f}{unit}")]
    at = [(x, down(point.number)) for x, point in zip(across, points, strict=True)]
    parts += [
        f'<line class="ch-line" x1="{x1}%" y1="{y1}" x2="{x2}%" y2="{y2}"/>'
        for (x1, y1), (x2, y2) in pairwise(at)
    ]
    parts += [f'<circle class="ch-dot" cx="{x}%" cy="{y}" r="4"/>' for x, y in at]
    for index in _labelled(len(points)):
        (x, y), point = at[index], points[index]
        parts.append(_text(f"{x}%", y - 11, point.words, "ch-mark"))
        parts.append(_text(f"{x}%", _TOP + _PLOT + 24, point.name, "ch-when"))
    return _drawing(name, title, _told(points), _TOP + _PLOT + _BOTTOM, parts)


def _across(count: int) -> list[Decimal]:
    if count == 1:
        return [(_LEFT + _RIGHT) / 2]
    step = (_RIGHT - _LEFT) / (count - 1)
    return [(_LEFT + step * at).quantize(Decimal("0.01")) for at in range(count)]


def _grid(y: int, words: str) -> Iterable[str]:
    yield f'<line class="ch-grid" x1="0" y1="{y}" x2="100%" y2="{y}"/>'
    yield _text("0", y - 4, words, "ch-tick")


def _ticks(numbers: Sequence[Number]) -> list[Decimal]:
    """Return round numbers from nothing to beyond the largest, and below nothing where there is less."""
    low = min(Decimal(0), *map(Decimal, numbers))
    high = max(Decimal(0), *map(Decimal, numbers))
    size = high - low or Decimal(1)
    power = Decimal(10) ** ((size / _LINES).adjusted())
    step = next(power * one for one in _STEPS if power * one * _LINES >= size)
    first = (low / step).to_integral_value("ROUND_FLOOR") * step
    ticks = [first]
    while ticks[-1] < high or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return ticks


def _labelled(count: int) -> list[int]:
    """Return the points that have words: the first, the last, and some between."""
    if count <= _MOST_LABELS:
        return list(range(count))
    spaces = _MOST_LABELS - 1
    return [at * (count - 1) // spaces for at in range(spaces + 1)]


def _share(number: Number, whole: Number) -> Decimal:
    if not whole:
        return Decimal(0)
    return (Decimal(number) * 100 / Decimal(whole)).quantize(Decimal("0.01"))


def _told(rows: Sequence[Bar]) -> str:
    """Return the numbers in words; of many only the first and the last, since the table has all."""
    if len(rows) > _MOST_TOLD:
        ends = "，最后是".join(f"{row.name} {row.words}" for row in (rows[0], rows[-1]))
        return f"共 {len(rows)} 个数，最先是{ends}。全部数字在图下的表里。"
    return "；".join(f"{row.name} {row.words}" for row in rows) + "。"


def _text(x: str, y: int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(visible(words))}</text>'


def _drawing(name: str, title: str, told: str, height: int, parts: Iterable[str]) -> Markup:
    """Return the SVG: it has the name of the figure for screen readers, and tells the numbers."""
    inner = "\n".join(parts)
    return Markup(  # noqa: S704 — every text in it is escaped
        f'<svg class="ch" role="img" width="100%" height="{height}"'
        f' aria-labelledby="{name}-t" aria-describedby="{name}-d">\n'
        f'<title id="{name}-t">{escape(visible(title))}</title>\n'
        f'<desc id="{name}-d">{escape(visible(told))}</desc>\n{inner}\n</svg>'
    )
