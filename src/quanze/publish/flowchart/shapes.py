"""The size of a step's symbol, from the text it has to hold. Lengths are in px."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from quanze.publish.flowchart.graph import Step, StepKind
from quanze.publish.flowchart.panels import PARALLEL
from quanze.publish.flowchart.text import fold, width

TEXT, SMALL = 14, 12
_LEADING = {"role": 17, "text": 20, "limit": 17, "note": 17}
_PAD = 12
_MIN_WIDTH = 92
NAMELESS = "未注明"
WAVE = 10
"""How far the lower edge of a document swings."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a symbol; `top` is measured from the top of the symbol."""

    text: str
    role: str
    top: int
    height: int
    width: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol big enough for its lines, which stand centred in it."""

    width: int
    height: int
    lines: tuple[Line, ...]


class Texts(NamedTuple):
    """What is written in a symbol, from above."""

    role: str
    text: str
    limit: str
    note: str


def symbol(
    step: Step, number: int, em: int, *, role: bool = False, parallel: bool = False
) -> Symbol:
    """Return the symbol of a step whose lines are at most about `em` characters wide.

    `role` has it name who does the step, `parallel` that others are done beside it.
    """
    marks = (step.note, PARALLEL if parallel else "")
    texts = Texts(
        (step.lane or NAMELESS) if role else "",
        f"{number}. {step.text}",
        f"时限：{step.limit}" if step.limit else "",
        "；".join(f"※ {mark}" for mark in marks if mark),
    )
    if step.kind is StepKind.DECISION:
        return _diamond(texts, em)
    rows = _rows(texts, em, em)
    height = sum(_LEADING[role] for _, role, _ in rows) + 18
    pad = 18 if step.kind in (StepKind.START, StepKind.END) else _PAD
    wide = max(max(size for _, _, size in rows) + 2 * pad, _MIN_WIDTH)
    below = WAVE if step.kind is StepKind.DOCUMENT else 0
    return Symbol(_even(wide), height + below, _placed(rows, 9))


def _rows(texts: Texts, em: int, small_em: int) -> list[tuple[str, str, float]]:
    rows = []
    for role, text in texts._asdict().items():
        size, wide = (TEXT, float(em)) if role == "text" else (SMALL, small_em * TEXT / SMALL)
        rows += [(line, role, width(line) * size) for line in fold(text, wide)]
    return rows


def _placed(rows: list[tuple[str, str, float]], top: int) -> tuple[Line, ...]:
    lines = []
    for text, role, size in rows:
        lines.append(Line(text, role, top, _LEADING[role], size))
        top += _LEADING[role]
    return tuple(lines)


@lru_cache(maxsize=4096)
def _diamond(texts: Texts, em: int) -> Symbol:
    """Find the diamond that costs the chart least room; in a wide chart width costs more."""
    best: tuple[float, int, int, list[tuple[str, str, float]]] | None = None
    for wrap in range(max(em - 4, 5), em + 7, 2):
        rows = _rows(texts, wrap, em)
        block = sum(_LEADING[role] for _, role, _ in rows)
        for spare in (26, 36, 48, 64):
            height = block + spare
            wide = _even(max(_diamond_widths(rows, block, height)))
            cost = wide + 0.17 * em * height + 4 * max(0, wide - 19 * em)
            if best is None or cost < best[0]:
                best = (cost, wide, height, rows)
    assert best is not None  # noqa: S101 - the range is never empty
    _, wide, height, rows = best
    block = sum(_LEADING[role] for _, role, _ in rows)
    return Symbol(max(wide, _MIN_WIDTH + 20), height, _placed(rows, (height - block) // 2))


def _diamond_widths(rows: list[tuple[str, str, float]], block: int, height: int) -> list[float]:
    """Return the width each line asks for, so that its corners stay inside the diamond."""
    wanted = []
    top = -block / 2
    for _, role, size in rows:
        # Glyphs do not fill their line: 3 px above and below are empty.
        far = max(abs(top + 3), abs(top + _LEADING[role] - 3))
        wanted.append((size + 6) / (1 - 2 * far / height))
        top += _LEADING[role]
    return wanted


def _even(value: float) -> int:
    """Round up to an even number, so that the middle is a whole px."""
    return 2 * ceil(value / 2)
