"""Texts that others wrote, made safe to be shown: nothing in them moves a cursor or turns a line around."""

from __future__ import annotations

import unicodedata
from typing import Final

from quanze.model.patterns import pattern

# What XML 1.0 cannot hold, and what would turn the direction of the text around.
_UNPRINTABLE: Final = pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def visible(text: str) -> str:
    """Return a text with every control character shown as a replacement character."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cf") and char != "\n" else char
        for char in text
    )


def printable(text: str) -> str:
    """Return a text with U+FFFD for what no page can show; quick for a whole page."""
    return _UNPRINTABLE.sub("\ufffd", text)
