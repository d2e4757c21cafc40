"""Texts that others wrote, made safe to be shown: nothing in them moves a cursor or turns a line around."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """Return a text with every control character shown as a replacement character."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cf") and char != "\n" else char
        for char in text
    )
