"""The text of a law, article by article, and where such texts come from."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from quanze.model.numerals import NUMERAL, to_chinese, to_int
from quanze.model.patterns import pattern

_NUMBER: Final = pattern(rf"第\s*({NUMERAL})\s*条(?:\s*之\s*([一二三四五六七八九十]{{1,3}}))?")


class ArticleNumber(NamedTuple):
    """The number of an article; 之一 is suffix 1."""

    number: int
    suffix: int = 0

    def __str__(self) -> str:
        suffix = f"之{to_chinese(self.suffix)}" if self.suffix else ""
        return f"第{to_chinese(self.number)}条{suffix}"


def article_number(text: str) -> ArticleNumber | None:
    """Read the number that a text begins with (第十七条之一); None if there is none."""
    found = _NUMBER.match(text)
    number = to_int(found[1]) if found else None
    if found is None or not number or number > 9999:
        return None
    return ArticleNumber(number, (to_int(found[2]) or 0) if found[2] else 0)


@dataclass(frozen=True, eq=False)
class LawArticles:
    """One version of a law's text."""

    title: str
    articles: Mapping[ArticleNumber, str]
    version: datetime.date | None = None
    """The day on which this version was made, where the source tells it."""
    since: datetime.date | None = None
    """The day from which it applies, where the source tells it."""
    source: str = ""
    """Where the text is from, for the reader of a report."""


class LawTexts(Hashable, Protocol):
    """Texts of laws that are at hand."""

    def law(self, title: str, on: datetime.date) -> LawArticles | None:
        """Return the text of a law as it applies on a day; None where that is not at hand.

        Args:
            title: the whole title, with or without 《》 and 中华人民共和国.
            on: the day.
        """
