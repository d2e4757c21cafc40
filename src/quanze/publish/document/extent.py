"""What of a register goes into documents; the rest of it has no say in whether they may be written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from quanze.model.boundary import BoundaryMatter
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import DocumentKind
from quanze.publish.document.item import has_guide


def extent(
    register: Register,
    kinds: Collection[DocumentKind],
    departments: Iterable[DepartmentLists],
    item: Power | None = None,
    *,
    separate: bool = False,
) -> Register:
    """Return a register of nothing but what documents of some kinds show.

    Args:
        register: the whole register.
        kinds: the kinds of documents.
        departments: whose documents they are.
        item: the one item that they are of; None: all items of the departments.
        separate: whether each item has a document of its own, instead of a book for all.
    """
    single = separate or item is not None
    return replace(
        register,
        departments=tuple(_held(lists, register, kinds, item, single) for lists in departments),
        adjustments=(),
        regulations=(),
        coordinating_bodies=(),
        negative_list=None,
        joint_matters=(),
        delegations=(),
    )


def _held(
    lists: DepartmentLists,
    register: Register,
    kinds: Collection[DocumentKind],
    item: Power | None,
    single: bool,
) -> DepartmentLists:
    staff = DocumentKind.MANUAL in kinds
    asked = lists.powers if item is None else (item,)
    powers = tuple(power for power in asked if staff or has_guide(power))
    touching = _matters(register, powers) if staff else {}
    if DocumentKind.LIST in kinds:
        own = {id(matter): matter for matter in lists.boundaries}
        return replace(lists, boundaries=tuple({**own, **touching}.values()))
    codes = {str(power.code) for power in powers}
    flows = {id(lists.flow_of(power)) for power in powers}
    services = DocumentKind.GUIDE in kinds and not single
    return replace(
        lists,
        powers=powers,
        main_duties=(),
        duties=tuple(duty for duty in lists.duties if staff and str(duty.item) in codes),
        public_services=lists.public_services if services else (),
        oversight=tuple(one for one in lists.oversight if staff and codes & {*map(str, one.items)}),
        boundaries=tuple(touching.values()),
        flows=tuple(flow for flow in lists.flows if id(flow) in flows),
    )


def _matters(register: Register, powers: Iterable[Power]) -> dict[int, BoundaryMatter]:
    """Return the boundary matters of any department that touch some items."""
    found = (register.boundaries_by_item.get(str(power.code), ()) for power in powers)
    return {id(matter): matter for matters in found for matter in matters}
