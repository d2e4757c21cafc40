"""Every legal basis of a register, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from quanze.model.basis import LegalBasis
from quanze.model.element import Element, KeyPath
from quanze.model.register import DepartmentLists, Register

__all__ = ["BasisAt", "bases_at", "bases_within"]


class BasisAt(NamedTuple):
    """A basis, the element with a place of its own that it stands in, and the path from there."""

    lists: DepartmentLists
    element: Element
    path: KeyPath
    basis: LegalBasis


def bases_at(register: Register) -> Iterator[BasisAt]:
    """Go through every basis: of powers, duties, services, oversight and boundaries."""
    for lists in register.departments:
        for element in lists.elements():
            for path, basis in bases_within(element):
                yield BasisAt(lists, element, path, basis)


def bases_within(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, LegalBasis]]:
    """Go through every basis inside a value, with the path that leads to it."""
    if isinstance(value, LegalBasis):
        yield path, value
    elif isinstance(value, Element):
        for name, key in _keys(type(value)):
            inner = getattr(value, name)
            if isinstance(inner, Element | tuple):
                yield from bases_within(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            if isinstance(inner, Element):
                yield from bases_within(inner, (*path, index))


@cache
def _keys(kind: type[Element]) -> tuple[tuple[str, str], ...]:
    """Attribute and Chinese key of each field of a model."""
    return tuple((name, str(info.alias)) for name, info in kind.model_fields.items())
