"""Texts in CSV files that Excel opens as they are."""

from __future__ import annotations

from typing import Final

BOM: Final = "\ufeff"
"""Tells Excel that the file is UTF-8."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_text_cell(text: str) -> str:
    """Write a text. One that begins as a formula gets an apostrophe, so that Excel runs none."""
    if not text.isascii():
        # A lone surrogate, from a broken file, has no place in UTF-8.
        text = text.encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
