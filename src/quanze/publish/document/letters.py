"""Texts that others wrote, as documents take them: no sign in them steers a reader or breaks a file."""

from __future__ import annotations

from typing import Final

from quanze.model.patterns import pattern
from quanze.model.visible_text import visible

_NO_TEXT: Final = pattern("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def storable(text: str) -> str:
    """Return a text without control characters; line ends and the room of tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　")
    return visible(_NO_TEXT.sub("\ufffd", lines))
