"""E9 文字损坏."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import damages
from quanze.rules.texts import KNOWN_TEXTS, published_texts, where

_INVISIBLE: Final = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_FULL_WIDTH: Final = pattern("[０-９]")
_MIXED_DIGITS: Final = pattern("[0-9][０-９]|[０-９][0-9]")
_FULL_WIDTH_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_OPEN_OR_CLOSE: Final = pattern("[《》]")
_AROUND: Final = 8


def check(register: Register) -> Iterator[Finding]:
    """Find texts that were damaged on their way; a text that stands in many places is told once."""
    for text, places in published_texts(register, _is_damaged):
        faults = list(_faults(text))
        element, path = places[0]
        more = f"（同样的文字共 {len(places)} 处）" if len(places) > 1 else ""
        # Only what nobody can see or mean is mended by machine, and only what is written once.
        alone = len(places) == 1
        mended = mend(text) if alone else text
        yield found(
            "E9",
            element,
            *path,
            message="{where}：{faults}" + more,
            related=tuple(other.origin.at(*inner) for other, inner in places[1:4]),
            fix=mended if mended != text and not list(_faults(mended)) else None,
            where=where(register, element, path),
            faults="；".join(faults),
        )


@lru_cache(maxsize=KNOWN_TEXTS)
def _is_damaged(text: str) -> bool:
    return any(_faults(text))


def _faults(text: str) -> Iterator[str]:
    if _INVISIBLE.search(text):
        yield "有看不见的字符"
    if _FULL_WIDTH.search(text) and (mixed := _MIXED_DIGITS.search(text)):
        yield f"一个数里混用全角和半角数字：{_near(text, mixed)}"
    for what, form in damages():
        if spot := form.search(text):
            yield f"{what}：{_near(text, spot)}"
    if spot := _unbalanced(text):
        yield f"书名号不成对：{_near(text, spot)}"


def _near(text: str, spot: re.Match[str]) -> str:
    """The damaged place with a few characters around it."""
    start, end = max(spot.start() - _AROUND, 0), spot.end() + _AROUND
    words = "".join(_INVISIBLE.sub("", text[start:end]).split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def _unbalanced(text: str) -> re.Match[str] | None:
    """The first 》 without 《, or the 《 that is never closed."""
    open_marks: list[re.Match[str]] = []
    for mark in _OPEN_OR_CLOSE.finditer(text):
        if mark[0] == "《":
            open_marks.append(mark)
        elif not open_marks:
            return mark
        else:
            open_marks.pop()
    return open_marks[-1] if open_marks else None


def mend(text: str) -> str:
    """Take out invisible characters, and write numbers of mixed width in half width."""
    text = _INVISIBLE.sub("", text)
    return re.sub(
        "[0-9０-９]+",
        lambda n: n[0].translate(_FULL_WIDTH_DIGITS) if _MIXED_DIGITS.search(n[0]) else n[0],
        text,
    )


RULE = Rule(
    code="E9",
    name="文字损坏",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="从网页、PDF、扫描件来的文字常有乱码、丢字、重复、多余的符号；公布出去有损严肃，依据也查不准。",
    source="已公布清单中的实际差错（乱码、丢字、重复、注音、遮盖的字）；GB/T 15834-2011《标点符号用法》（书名号成对使用）",
    mend="对照原文改正；看不见的字符和混用的全角数字可以由 quanze validate --fix 改正。",
    check=check,
    fixable=True,
)
