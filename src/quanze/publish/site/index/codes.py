"""Codes in their order, in blocks: what begins like a code stands side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quanze.publish.site.index.numbers import written

BLOCK = 1024


class Coded(NamedTuple):
    """A code in its tight spelling, and the document that it leads to."""

    code: str
    document: int


def blocks(coded: Sequence[Coded]) -> list[Sequence[Coded]]:
    """Cut sorted codes into blocks."""
    return [coded[at : at + BLOCK] for at in range(0, len(coded), BLOCK)]


def block(coded: Sequence[Coded]) -> str:
    """Return a block as text: of each code, how much it shares with the last one, and the rest."""
    made: list[str] = []
    last = ""
    for code, document in coded:
        shared = _shared(last, code)
        made += (written(shared), code[shared:], " ", written(document))
        last = code
    return "".join(made)


def _shared(one: str, other: str) -> int:
    """Return how many signs both begin with."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
