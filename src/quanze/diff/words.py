"""Two texts -> the words that were struck and those that were inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from quanze.model.patterns import pattern

_TOKEN: Final = pattern(r"[0-9０-９]+(?:[.．][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|.", re.DOTALL)
"""Numbers and Latin words are whole; of Chinese every character is a word."""
_MOST: Final = 1_000_000
"""Pairs of tokens that are compared one by one; texts beyond that are compared by sentences."""
_SENTENCE: Final = pattern(r"[^。；;！？\n]*[。；;！？\n]?")
_ISLAND: Final = 1
"""So few kept characters between two marked ones are marked with them: 二十日 → 三十个工作日 is
one change of words, not three."""
_COMMAS: Final = "、，；,;"
_UNLIKE: Final = 0.3
"""Texts that share less than this are shown as one struck and one inserted, not as confetti."""


class Mark(StrEnum):
    """What became of a run of words."""

    KEPT = "留"
    STRUCK = "删"
    INSERTED = "增"


class Run(NamedTuple):
    """Words next to each other that share a fate."""

    mark: Mark
    text: str


@lru_cache(maxsize=4096)
def marked(old: str, new: str) -> tuple[Run, ...]:
    """Return both texts as one, with what was struck and what was inserted.

    The runs that are not inserted make the old text, those that are not struck the new one.
    """
    if old == new:
        return (Run(Mark.KEPT, old),) if old else ()
    before, after = _tokens(old), _tokens(new)
    head, tail = _alike(before, after)
    first, last = before[:head], before[len(before) - tail :]
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(before) * len(after) > _MOST:
        before, after = _sentences(before), _sentences(after)
    small = len(before) * len(after) <= _MOST
    middle = list(_compared(before, after)) if small else [("", "".join(before), "".join(after))]
    if 2 * _kept(middle) + 2 * len("".join(first + last)) < _UNLIKE * (len(old) + len(new)):
        return tuple(_fates(old, new))
    stretches = [("".join(first), "", ""), *middle, ("".join(last), "", "")]
    return tuple(_settled(list(_tidied([stretch for stretch in stretches if any(stretch)]))))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _sentences(tokens: list[str]) -> list[str]:
    return [part for part in _SENTENCE.findall("".join(tokens)) if part]


def _alike(before: list[str], after: list[str]) -> tuple[int, int]:
    """Count the tokens in which two texts begin and end alike."""
    most = min(len(before), len(after))
    head = 0
    while head < most and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < most - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _fates(struck: str, inserted: str) -> Iterator[Run]:
    if struck:
        yield Run(Mark.STRUCK, struck)
    if inserted:
        yield Run(Mark.INSERTED, inserted)


_Stretch = tuple[str, str, str]
"""What is kept, or what was struck and what was inserted in its place."""


def _compared(before: list[str], after: list[str]) -> Iterator[_Stretch]:
    """Go through the stretches of what two texts do not begin and end with alike."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "".join(before[a:b]), "", ""
        else:
            yield "", "".join(before[a:b]), "".join(after[c:d])


def _kept(stretches: list[_Stretch]) -> int:
    return sum(len(kept) for kept, _, _ in stretches)


def _tidied(stretches: list[_Stretch]) -> Iterator[Run]:
    """Join marked stretches that only an island of kept text parts."""
    struck = inserted = ""
    for index, (kept, out, into) in enumerate(stretches):
        inside = struck or inserted
        if kept and inside and len(kept) <= _ISLAND and index + 1 < len(stretches):
            struck, inserted = struck + kept, inserted + kept
        elif kept:
            yield from _fates(struck, inserted)
            struck = inserted = ""
            yield Run(Mark.KEPT, kept)
        else:
            struck, inserted = struck + out, inserted + into
    yield from _fates(struck, inserted)


def _settled(runs: list[Run]) -> list[Run]:
    """Move marked runs so that they begin with a comma where they may: 乡道[、村道], not 乡[道、村]道."""
    for index in range(1, len(runs) - 1):
        before, run, after = runs[index - 1 : index + 2]
        if run.mark is Mark.KEPT or not before.mark is after.mark is Mark.KEPT:
            continue
        shift = _shift(run.text, after.text)
        if shift and len(after.text) > shift:
            runs[index - 1] = Run(Mark.KEPT, before.text + run.text[:shift])
            runs[index] = Run(run.mark, run.text[shift:] + run.text[:shift])
            runs[index + 1] = Run(Mark.KEPT, after.text[shift:])
    return runs


def _shift(text: str, following: str) -> int:
    """Return by how much a run moves to begin with a comma; 0 where it stays."""
    for at, (own, next_own) in enumerate(zip(text, following, strict=False)):
        if text[at] in _COMMAS:
            return at
        if own != next_own:
            return 0
    return 0
