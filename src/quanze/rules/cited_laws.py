"""Going through the laws that a register cites, each with what the law index knows of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quanze.law.index import LawIndex, index_of
from quanze.law.state import CitationState, CitedLaw, state_of
from quanze.model.element import Element, KeyPath, Origin
from quanze.model.register import Register
from quanze.model.written_date import in_chinese
from quanze.rules.bases import every_basis
from quanze.rules.shared import shared


@dataclass(frozen=True, slots=True)
class Cited:
    """A law that one element cites in one state, at all places where it does."""

    element: Element
    law: CitedLaw
    title: str
    """In full, with 《》."""
    places: tuple[KeyPath, ...]
    index: LawIndex

    @property
    def related(self) -> tuple[Origin, ...]:
        """The places but for the first."""
        return tuple(self.element.origin.at(*path) for path in self.places[1:])

    @property
    def times(self) -> str:
        """How a message says that there are several places; no part of what tells findings apart."""
        return f"（共 {len(self.places)} 处）" if len(self.places) > 1 else ""


def cited_laws(
    register: Register,
    state: CitationState,
    differ_by: Callable[[CitedLaw], object] = lambda _: None,
) -> Iterator[Cited]:
    """Go through the laws cited in a state: each law once in an element.

    Args:
        register: judged by its own day.
        state: which citations are wanted.
        differ_by: what of a citation makes it one of its own.
    """
    index = index_of(register)
    for element, cited in _doubtful(register):
        found: dict[object, tuple[CitedLaw, list[KeyPath]]] = {}
        for path, law in cited:
            if state in law.states and law.record is not None:
                key = (law.record.title, differ_by(law))
                found.setdefault(key, (law, []))[1].append(path)
        for law, places in found.values():
            title = f"《{law.record.title}》" if law.record else ""
            yield Cited(element, law, title, tuple(places), index)


_WITHOUT_DOUBT = frozenset((CitationState.IN_FORCE, CitationState.NO_VERSION))


@shared
def _doubtful(
    register: Register,
) -> tuple[tuple[Element, list[tuple[KeyPath, CitedLaw]]], ...]:
    """The citations of each element of which there is more to say than that the law stands."""
    index, day = index_of(register), register.date
    found: dict[int, tuple[Element, list[tuple[KeyPath, CitedLaw]]]] = {}
    for at in every_basis(register):
        law = state_of(at.basis.citation, index, day)
        if law.record is not None and not law.states <= _WITHOUT_DOUBT:
            found.setdefault(id(at.element), (at.element, []))[1].append((at.path, law))
    return tuple(found.values())


def written(day: datetime.date | None) -> str:
    """Write a day as in a document: 2026年8月15日."""
    return in_chinese(day) if day else "（日期不详）"
