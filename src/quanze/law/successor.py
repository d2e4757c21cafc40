"""Where the words of a repealed law stand in the law that took its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quanze.law.quotation import ALIKE, Quotations
from quanze.law.survey import Use
from quanze.model.law_text import ArticleNumber

__all__ = ["Successor", "successor"]

_FEWEST: Final = 20


@dataclass(frozen=True)
class Successor:
    """The article of the new law that says nearly the same: to be looked at, not to be copied."""

    title: str
    article: ArticleNumber

    def __str__(self) -> str:
        return f"《{self.title}》{self.article}"


def successor(use: Use, compared: Quotations) -> Successor | None:
    """Return the article that a quotation resembles; None where no text is at hand or none is alike."""
    repeal, quote = use.cited.repeal, use.at.basis.quote or ""
    if repeal is None or not repeal.by or len(quote) < _FEWEST:
        return None
    law = compared.law_of(repeal.by)
    found = law.likest(quote) if law else None
    if law is None or found is None or found[1] < ALIKE:
        return None
    return Successor(law.law.title, found[0])
