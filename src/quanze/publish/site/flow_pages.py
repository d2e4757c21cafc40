"""The flows of a department: a list of them, and a page of each."""

from __future__ import annotations

from typing import NamedTuple

from quanze.model.flow import Flow
from quanze.model.power import Power
from quanze.model.register import DepartmentLists
from quanze.publish.site.addresses import Folder, Names


class FlowRow(NamedTuple):
    """A flow, where it stands, and the items that use it."""

    flow: Flow
    page: str
    powers: list[Power]


def flows_of(lists: DepartmentLists, folder: Folder) -> list[FlowRow]:
    """Return the flows that differ. A flow's address comes from its name, so others do not move it."""
    using: dict[int, list[Power]] = {}
    for power in lists.powers:
        if flow := lists.flow_of(power):
            using.setdefault(id(flow), []).append(power)
    names = Names()
    return [
        FlowRow(flow, folder.flow(names.give(flow.name)), using.get(id(flow), []))
        for flow in dict.fromkeys(lists.flows)
    ]
