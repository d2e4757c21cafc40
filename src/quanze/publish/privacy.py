"""What stays inside: columns of the working files that name the people who filled them in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from quanze.model.word_table import read_toml


@cache
def _private_words() -> tuple[str, ...]:
    return tuple(read_toml("publishing.toml")["不公开"])


def public_remarks(remarks: Mapping[str, str]) -> dict[str, str]:
    """Return the remarks that may be published, by column name (data/publishing.toml)."""
    return {
        column: text
        for column, text in remarks.items()
        if not any(word in column for word in _private_words())
    }
