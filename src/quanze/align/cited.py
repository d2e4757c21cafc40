"""Citations in the one spelling that they are compared by.

How a citation is written differs (第35条, 第三十五条第一款的规定); what it means the model reads. Every
spelling is read once, whatever the number of items, so that no engine needs to run Python.
"""

from __future__ import annotations

from quanze.law.titles import cited_key
from quanze.model.citation import Citation


class Citations:
    """Reads citations as they stand in the data."""

    def row(self, law: str, articles: str | None) -> tuple[str, str | None, str, str]:
        """Return law, articles, the key and the words that are shown."""
        shown = f"{law}{articles or ''}"
        return law, articles, self._key(law, articles), " ".join(shown.split())

    def _key(self, law: str, articles: str | None) -> str:
        citation = Citation(f"{_in_brackets(law)}{articles or ''}")
        title = citation.law_title or law
        read = citation.articles
        if not citation.understood or (articles and not read and citation.annex_item is None):
            # What is not understood is compared as it is written.
            return f"{cited_key(title, citation.version)}|{''.join((articles or '').split())}"
        if citation.annex_item is not None:
            return f"{cited_key(title, citation.version)}|附件{citation.annex_item}"
        return f"{cited_key(title, citation.version)}|{'、'.join(sorted(map(str, read)))}"


def _in_brackets(law: str) -> str:
    return law if "《" in law else f"《{law}》"
