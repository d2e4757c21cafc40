"""What of the lists beside the power lists is compared: entries as plain data, found by their identity.

These are the lists of the register as a whole and the releases of reserved powers. They are no powers:
nothing here counts in the sums of the power list, and no record of adjustments carries it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from quanze.diff.entries import Data, canonical
from quanze.model.element import Element, Origin
from quanze.model.negative_list import NegativeEntry, NegativeList
from quanze.model.register import Register

_LEFT_OUT: Final = ("来源", "共用")
"""The workbook that an entry came from, and texts that are already in their places."""


class OwnList(StrEnum):
    """The lists, in the order in which they are told."""

    REGULATION = "配套制度"
    BODY = "议事协调机构"
    NEGATIVE = "负面清单"
    DELEGATION = "赋权批次"
    JOINT = "并联审批事项"
    RELEASE = "启用记录"


@dataclass(frozen=True)
class OwnEntry:
    """One entry: a regulation, a body, the head or an entry of the negative list, a batch, a matter."""

    listed: OwnList
    names: tuple[str | None, ...]
    """What it is known by, the surest first; None where that is not written."""
    name: str
    data: Data
    department: str = ""
    """The department whose list it stands in; only of releases."""
    scope: str = ""
    """Within what its names are its own: the folder of the department."""
    numbered: bool = False
    """Whether the first of its names is a number given for good: another number is another thing."""
    origin: Origin | None = field(default=None, compare=False)

    @cached_property
    def canonical(self) -> Any:
        """What the entry says, however it is written and ordered."""
        return canonical(self.data)

    @property
    def key(self) -> str:
        """The number, code or name by which it is told."""
        return next(filter(None, self.names), self.name)

    def mentions(self, code: str) -> bool:
        """Whether it names a power by its code."""
        return _holds(self.data, code)


def _holds(value: Any, code: str) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(part, code) for part in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(part, code) for part in value)
    return bool(value == code)


def own_entries_of(register: Register) -> Iterator[OwnEntry]:
    """Go through every entry of these lists."""
    for rule in register.regulations:
        names = (rule.number, rule.document_number, rule.name)
        yield _entry(OwnList.REGULATION, rule, rule.name, *names, numbered=True)
    for body in register.coordinating_bodies:
        yield _entry(OwnList.BODY, body, body.name, body.name)
    if register.negative_list is not None:
        yield from _negative(register.negative_list)
    for batch in register.delegations:
        yield _entry(OwnList.DELEGATION, batch, batch.title, batch.number, numbered=True)
    for matter in register.joint_matters:
        yield _entry(OwnList.JOINT, matter, matter.name, str(matter.code), numbered=True)
    for lists in register.departments:
        for release in lists.releases:
            since = f"{release.item} {release.since}" if release.since else None
            yield _entry(
                OwnList.RELEASE, release, f"{lists.name}启用 {release.item}", release.number, since,
                numbered=True, department=lists.name, scope=lists.slug,
            )  # fmt: skip


def _negative(listed: NegativeList) -> Iterator[OwnEntry]:
    head = listed.model_copy(update={"entries": ()})
    yield _entry(OwnList.NEGATIVE, head, listed.title, _HEAD)
    for entry in listed.entries:
        yield _entry(OwnList.NEGATIVE, entry, entry.project, _place(entry), entry.number)


_HEAD: Final = "整张清单"
"""What the list itself is known by: there is one, whatever its title."""


def _place(entry: NegativeEntry) -> str:
    """Numbers move when an entry is put between others: its place in the industries comes first."""
    return "·".join(filter(None, (entry.division, entry.major, entry.minor, entry.project)))


def _entry(
    listed: OwnList, element: Element, name: str, *names: str | None, numbered: bool = False,
    department: str = "", scope: str = "",
) -> OwnEntry:  # fmt: skip
    data = {key: value for key, value in element.data().items() if key not in _LEFT_OUT}
    return OwnEntry(listed, names, name, data, department, scope, numbered, element._origin)
