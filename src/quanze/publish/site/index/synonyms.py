"""Everyday words for what the lists call otherwise: 开饭店 for 食品经营许可."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain

from quanze.model.word_table import read_toml
from quanze.publish.site.index.plain import tight


@cache
def packaged() -> dict[str, tuple[str, ...]]:
    """Return quanze's own: phrase -> words, one of which the name of an item holds."""
    return {
        phrase: tuple(row["名称"])
        for row in read_toml("synonyms.toml")["同义词"]
        for phrase in row["说法"]
    }


class Synonyms:
    """Phrases by the words that the names hold for which they stand."""

    def __init__(self, own: Mapping[str, Sequence[str]] | None = None) -> None:
        self._phrases: dict[str, list[str]] = {}
        for phrase, words in (packaged() | dict(own or {})).items():
            for word in filter(None, map(tight, words)):
                self._phrases.setdefault(word, []).append(phrase)
        # One pattern for all: a name is read once, however many words there are.
        every = "|".join(re.escape(word) for word in sorted(self._phrases, key=len, reverse=True))
        self._any = re.compile(every) if every else None

    def of(self, name: str) -> tuple[str, ...]:
        """Return the phrases that stand for an item of this name."""
        plain = tight(name)
        if self._any is None or self._any.search(plain) is None:
            return ()
        found = (phrases for word, phrases in self._phrases.items() if word in plain)
        return tuple(dict.fromkeys(chain.from_iterable(found)))
