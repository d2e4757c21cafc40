"""A large register in parts: whole departments, so that no file is too long to make or to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.model.register import DepartmentLists, Register

ITEMS_IN_PART: Final = 10_000
"""A part ends with the department with which it has as many items."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some departments of a register."""

    number: int
    departments: tuple[DepartmentLists, ...]
    whole: Register | None = None
    """The register, for the lists that belong to no department: with the first part only."""


def parts_of(register: Register) -> tuple[Part, ...]:
    """Cut a register; there is always a first part."""
    groups = list(_groups(register.departments)) or [()]
    return tuple(
        Part(number, departments, register if number == 1 else None)
        for number, departments in enumerate(groups, 1)
    )


def _groups(departments: tuple[DepartmentLists, ...]) -> Iterator[tuple[DepartmentLists, ...]]:
    group: list[DepartmentLists] = []
    items = 0
    for lists in departments:
        group.append(lists)
        items += len(lists.powers)
        if items >= ITEMS_IN_PART:
            yield tuple(group)
            group, items = [], 0
    if group:
        yield tuple(group)
