"""What a legal basis can be, as far as its label and title tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quanze.law.bases import BasisAt, bases_at
from quanze.model.basis import LegalBasis
from quanze.model.law_rank import LawRank
from quanze.model.law_rank import title_ranks as ranks_of_title
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.parts import parts
from quanze.rules.shared import shared

DOCUMENTS = frozenset((LawRank.NORMATIVE_DOCUMENT, LawRank.PARTY_REGULATION))
"""Ranks below law, regulation and rule."""

# Before the 立法法 (in force 2000-07-01) rules were also issued under document numbers.
_EARLY_NUMBER: Final = pattern(r"[〔\[［(（](?:19\d\d|2000)[〕\]］)）]")


@shared
def every_basis(register: Register) -> tuple[BasisAt, ...]:
    """Every basis of a register, with the place where it stands."""
    return tuple(bases_at(register))


def title_ranks(basis: LegalBasis) -> frozenset[LawRank]:
    """The ranks by title and note, where the note can be trusted to tell a document from a rule."""
    told = basis.citation.title_ranks
    early = told == {LawRank.NORMATIVE_DOCUMENT} and _EARLY_NUMBER.search(basis.version or "")
    return ranks_of_title(basis.citation.law_title) if early else told


def ranks(basis: LegalBasis) -> frozenset[LawRank]:
    """The ranks a basis can have; empty if not known.

    Where label and title contradict each other, either may be right.
    """
    label, title = basis.citation.possible_ranks, title_ranks(basis)
    return (label & title) or (label | title)


def all_known(bases: Sequence[LegalBasis]) -> frozenset[LawRank] | None:
    """All ranks that the bases can have together; None if there are none, or one is not known."""
    found = [ranks(basis) for basis in bases]
    return frozenset().union(*found) if found and all(found) else None


def only_documents(bases: Sequence[LegalBasis]) -> bool:
    """Whether every basis is known to be a document below law, regulation and rule."""
    known = all_known(bases)
    return known is not None and known <= DOCUMENTS


def quoted_words(power: Power) -> Iterator[str]:
    """The words of law that a power and its parts quote."""
    for part in parts(power):
        for basis in (*part.own.bases, *part.own.exercise_bases):
            if basis.quote:
                yield basis.quote


def titles(bases: Sequence[LegalBasis]) -> str:
    """The titles of the bases, each once."""
    return "".join(dict.fromkeys(basis.law for basis in bases if basis.law)) or "所列依据"
