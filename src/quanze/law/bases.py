"""Every legal basis of a register, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quanze.model.basis import LegalBasis
from quanze.model.element import Element, KeyPath
from quanze.model.register import DepartmentLists, Register
from quanze.model.texts import parts_within

__all__ = ["BasisAt", "bases_at"]


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
            for path, basis in parts_within(element, LegalBasis):
                yield BasisAt(lists, element, path, basis)
