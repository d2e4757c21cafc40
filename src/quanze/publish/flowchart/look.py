"""How a chart is drawn: wide, a lane for each role; or narrow, for phones, the role in each symbol."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What the drawing looks like."""

    wanted: int = 1040
    """The width the symbols are made for, in px."""
    em: int = 13
    """The most characters in a line of a symbol."""
    least_em: int = 7
    label_em: int = 6
    """The most characters in a line of an answer beside a line."""
    lanes: bool = True
    """Whether the roles have lanes; else each symbol names its role."""


WIDE = Look()
