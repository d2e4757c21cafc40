"""All laws that a register cites: how often, where, and whether they stand on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from quanze.law.bases import BasisAt, bases_at
from quanze.law.index import LawIndex, LawRecord
from quanze.law.state import CitationState, CitedLaw, state_of
from quanze.law.titles import cited_key
from quanze.model.duty import Duty
from quanze.model.power import Power
from quanze.model.register import Register

__all__ = ["LawUse", "Use", "survey"]

_LONGEST_VERSION: Final = 16
_STANDING: Final = (
    CitationState.REPEALED,
    CitationState.TO_BE_REPEALED,
    CitationState.REPEALED_SOMETIME,
    CitationState.UNKNOWN,
)


@dataclass(frozen=True)
class Use:
    """One citation of a law, and what can be said of it."""

    at: BasisAt
    cited: CitedLaw

    @property
    def item(self) -> tuple[str, str] | None:
        """The item that the citation belongs to: department and code."""
        element = self.at.element
        code = {Power: "code", Duty: "item"}.get(type(element))
        return (self.at.lists.slug, str(getattr(element, code))) if code else None


@dataclass(frozen=True)
class LawUse:
    """One law, and everything that cites it."""

    title: str
    """Its name with 《》; in full where the law is known."""
    record: LawRecord | None
    uses: tuple[Use, ...]

    @cached_property
    def items(self) -> frozenset[tuple[str, str]]:
        """The items that rest on it."""
        return frozenset(use.item for use in self.uses if use.item)

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The departments that cite it."""
        return tuple(dict.fromkeys(use.at.lists.name for use in self.uses))

    @cached_property
    def states(self) -> Counter[CitationState]:
        """State -> how many citations have it."""
        return Counter(state for use in self.uses for state in use.cited.states)

    @property
    def standing(self) -> CitationState:
        """Whether the law itself stands; what is newer than the index is judged by the others."""
        known = (state for state in _STANDING if state in self.states)
        return next(known, CitationState.IN_FORCE)

    @cached_property
    def versions(self) -> Counter[str]:
        """The versions as they are cited -> how often; the empty one: none is stated."""
        return Counter(_year(use) for use in self.uses)


def _year(use: Use) -> str:
    """The version that is cited, in one spelling: by its year, else as it is written."""
    if use.cited.stated is not None:
        return f"{use.cited.stated}年"
    written = " ".join((use.at.basis.version or "").split()).strip("（）()")
    return written if len(written) <= _LONGEST_VERSION else f"{written[:_LONGEST_VERSION]}…"


def survey(register: Register, index: LawIndex) -> tuple[LawUse, ...]:
    """Collect all laws that a register cites, those cited most often first."""
    found: dict[str, list[Use]] = {}
    for at in bases_at(register):
        title = at.basis.citation.law_title
        if title is None:
            continue
        cited = state_of(at.basis.citation, index, register.date)
        known = cited.record.title if cited.record else cited_key(title, at.basis.version)
        found.setdefault(known, []).append(Use(at, cited))
    laws = (_law(title, uses) for title, uses in found.items())
    return tuple(sorted(laws, key=lambda law: (-len(law.uses), law.title)))


def _law(title: str, uses: Iterable[Use]) -> LawUse:
    uses = tuple(uses)
    record = uses[0].cited.record
    written = uses[0].at.basis.citation.law_title or title
    return LawUse(f"《{title if record else written.strip()}》", record, uses)
