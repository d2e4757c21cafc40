"""Texts that are YAML or nearly so: what readers of different kinds are held against each other with."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.rglob("*.yaml"))
_LINES = [path.read_text(encoding="utf-8").split("\n") for path in FILES]

PIECES = (
    "部门: 甲", "事项:", "- ", "-   ", "- - ", "-\n", "编码: A", "名称: ", "名称: |", "名称: |-", "名称: >-", "名称: |+",
    "|2", '"', "'", "[", "]", "{", "}", " ", "  ", "    ", "\n", "\n\n", "\n  ", "\n    ", "\n  - ", "\n- ", "   \n",
    "\n  名称: 丁", "\n    - 乙", "\n      丙", "#", " # ", "名称:  # 注", ":", ": ", ",", "\\", "&a ", "*a", "!", "|", ">",
    "?", "? ", "%", "@", "-", "=", "---\n", "...\n", "\t", "\r", "\r\n", "一", "二", "责任:", "\n责任:\n", "''", '""',
    "012", "1.50", "1e3", "-5", "+1", ".5", "0x1F", "1234567890123456789012", "null", "~", "true", "是", "2026-01-01",
    "http://a.b/c#d", "a:b", "甲 乙: 丙", '"键": ', "<<: ", "- {a: b}", "[一, 二]", "{共用: 一}", "'a''b'", '"a\\nb"',
    "\u3000", "\xa0", "\u200b", "\ufeff", "\u2028", "\x85", "\x00", "\ue000", "\U00020000",
)  # fmt: skip
"""All that YAML gives a meaning, and what people type or paste."""

_VALUES = (":", ":", ": 一", ": 一", ": |-", ": |", ": 20", ": 1.50", ': "一"', " # 注", ": [一, 二]", ": {共用: 一}")  # fmt: skip


@st.composite
def _by_lines(draw: st.DrawFn) -> str:
    """Write lines that are keys and entries at depths that mostly fit."""
    lines: list[str] = []
    depth = 0
    for number in range(draw(st.integers(1, 9))):
        depth = (
            max(0, min(4, depth + draw(st.sampled_from((0, 0, 0, 1, 1, -1, -2))))) if lines else 0
        )
        key = draw(st.sampled_from((f"键{number}", f"键{number}", "编码", "名称")))
        value = draw(st.sampled_from(_VALUES)) + draw(st.sampled_from(("", "", "", *PIECES)))
        lines.append("  " * depth + draw(st.sampled_from(("", "", "- ", "-   "))) + key + value)
        if draw(st.integers(0, 6)) == 0:
            lines.append(" " * draw(st.integers(0, 9)) + draw(st.sampled_from(PIECES)))
    return "\n".join(lines) + draw(st.sampled_from(("", "\n", "\n\n")))


@st.composite
def _of_files(draw: st.DrawFn) -> str:
    """Take some lines out of a file."""
    lines = draw(st.sampled_from(_LINES))
    start = draw(st.integers(0, len(lines) - 1))
    size = draw(st.integers(1, 30))
    if draw(st.booleans()):
        return "\n".join(lines[:size]) + "\n"
    return "键:\n" + textwrap.dedent("\n".join(lines[start : start + size])) + "\n"


@st.composite
def _touched(draw: st.DrawFn, whole: st.SearchStrategy[str]) -> str:
    """Change a text as an unlucky hand does."""
    text = draw(whole)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(("", *PIECES)))
        text = text[:at] + piece + text[at + draw(st.integers(0, 3)) :]
    return text


TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    _touched(_by_lines()),
    _touched(_of_files()),
)


def same(one: Any, other: Any) -> bool:
    """Whether values are the same with their types, the order of keys and how numbers are written."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and getattr(one, "text", None) == getattr(other, "text", None)
