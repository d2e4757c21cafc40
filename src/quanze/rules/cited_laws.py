"""Going through the laws that a register cites, each with what the law index knows of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quanze.law.index import LawIndex, index_of
from quanze.law.state import CitationState, CitedLaw, state_of
from quanze.model.basis import LegalBasis
from quanze.model.element import Element, KeyPath, Origin
from quanze.model.register import Register
from quanze.model.texts import parts_within
from quanze.model.written_date import in_chinese


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
    for lists in register.departments:
        for element in lists.elements():
            for law, places in _of_element(element, index, register.date, state, differ_by):
                title = f"《{law.record.title}》" if law.record else ""
                yield Cited(element, law, title, places, index)


def _of_element(
    element: Element,
    index: LawIndex,
    day: datetime.date,
    state: CitationState,
    differ_by: Callable[[CitedLaw], object],
) -> Iterator[tuple[CitedLaw, tuple[KeyPath, ...]]]:
    """Go through the laws that an element cites in a state, with all places of each."""
    found: dict[object, tuple[CitedLaw, list[KeyPath]]] = {}
    for path, basis in parts_within(element, LegalBasis):
        law = state_of(basis.citation, index, day)
        if state in law.states and law.record is not None:
            key = (law.record.title, differ_by(law))
            found.setdefault(key, (law, []))[1].append(path)
    for law, places in found.values():
        yield law, tuple(places)


def written(day: datetime.date | None) -> str:
    """Write a day as in a document: 2026年8月15日."""
    return in_chinese(day) if day else "（日期不详）"
