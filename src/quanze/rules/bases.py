"""What a legal basis can be, as far as its label and title tell."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.model.basis import LegalBasis
from quanze.model.law_rank import LawRank

DOCUMENTS = frozenset((LawRank.NORMATIVE_DOCUMENT, LawRank.PARTY_REGULATION))
"""Ranks below law, regulation and rule."""


def ranks(basis: LegalBasis) -> frozenset[LawRank]:
    """The ranks a basis can have; empty if not known.

    Where label and title contradict each other, either may be right.
    """
    label, title = basis.citation.possible_ranks, basis.citation.title_ranks
    return (label & title) or (label | title)


def all_known(bases: Sequence[LegalBasis]) -> frozenset[LawRank] | None:
    """All ranks that the bases can have together; None if there are none, or one is not known."""
    found = [ranks(basis) for basis in bases]
    return frozenset().union(*found) if found and all(found) else None


def only_documents(bases: Sequence[LegalBasis]) -> bool:
    """Whether every basis is known to be a document below law, regulation and rule."""
    known = all_known(bases)
    return known is not None and known <= DOCUMENTS


def titles(bases: Sequence[LegalBasis]) -> str:
    """The titles of the bases, each once."""
    return "".join(dict.fromkeys(basis.law for basis in bases if basis.law)) or "所列依据"
