"""The lists of the register as a whole: operating regulations, negative list, joint matters, batches
of delegation.

One broken entry is a finding, the rest is read. A negative list or a batch whose head has a fault is not
read: nobody knows what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from quanze.load.layout import ListKind
from quanze.model.delegation import Delegation
from quanze.model.element import Element, Origin
from quanze.model.joint_matter import JointMatterList
from quanze.model.negative_list import NegativeList
from quanze.model.regulation import RegulationList

Read = Callable[[type[Element], Any, Origin], Element | None]
"""Makes an element of data, with the place where it is written; None where it does not fit."""


class RegisterLists:
    """What has been read of them."""

    def __init__(self) -> None:
        self._held: list[Element] = []
        self.unread: set[str] = set()
        """Files of which something could not be read."""

    def add(self, kind: ListKind, data: Any, origin: Origin, read: Read) -> None:
        """Read a file: its head, then each entry of its lists for itself."""
        if not isinstance(data, dict):
            read(kind.model, data, origin)
            self.unread.add(origin.file)
            return
        lists = {e.key: value for e in kind.entries if isinstance(value := data.get(e.key), list)}
        head = read(kind.model, {k: v for k, v in data.items() if k not in lists}, origin)
        found: dict[str, tuple[Element, ...]] = {}
        for entry in kind.entries:
            values = lists.get(entry.key, [])
            read_one = [
                read(entry.model, value, origin.at(entry.key, index))
                for index, value in enumerate(values)
            ]
            found[entry.attribute] = tuple(filter(None, read_one))
            if None in read_one:
                self.unread.add(origin.file)
        if head is None:
            self.unread.add(origin.file)
            head = _HEADLESS.get(kind.model)
        if head is not None:
            self._held.append(head.model_copy(update=found))

    def fields(self) -> dict[str, Any]:
        """Return what a register holds of them, by the names of its fields."""
        of = {kind: [one for one in self._held if isinstance(one, kind)] for kind in _KINDS}
        rules = cast("list[RegulationList]", of[RegulationList])
        joint = cast("list[JointMatterList]", of[JointMatterList])
        return {
            "regulations": tuple(one for held in rules for one in held.regulations),
            "coordinating_bodies": tuple(one for held in rules for one in held.coordinating_bodies),
            "negative_list": next(iter(of[NegativeList]), None),
            "joint_matters": tuple(one for held in joint for one in held.matters),
            "delegations": tuple(of[Delegation]),
            "unread": frozenset(self.unread),
        }


_KINDS: tuple[type[Element], ...] = (RegulationList, NegativeList, JointMatterList, Delegation)
_HEADLESS: dict[type[Element], Element] = {
    RegulationList: RegulationList(),
    JointMatterList: JointMatterList(),
}
"""What stands for a head with a fault, where the entries say enough without one."""
