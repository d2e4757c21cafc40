"""The page of each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quanze.model.figures import type_of
from quanze.model.power import Power
from quanze.model.register import DepartmentLists
from quanze.publish.outputs import Output
from quanze.publish.site.delegations import delegation_block
from quanze.publish.site.department_page import type_groups
from quanze.publish.site.item_page import item_view
from quanze.publish.site.json_ld import json_ld, script
from quanze.publish.site.negative_list import negative_block
from quanze.publish.site.regulations import regulation_block
from quanze.publish.site.site import Site, Trail

Neighbour = tuple[str, str] | None
"""The name and the page of the item before or after."""


def pages(site: Site) -> Iterator[Output]:
    """Go through the items, department by department."""
    for lists, counted in zip(site.register.departments, site.figures.departments, strict=True):
        folder = site.addresses.folder(lists)
        kinds = {
            group.name: group.page or f"{folder.home}#{group.id}"
            for group in type_groups(lists, counted, folder)
        }
        neighbours: list[Neighbour] = [(p.name, site.addresses.item(p)) for p in lists.powers]
        around = [None, *neighbours, None]
        for number, power in enumerate(lists.powers):
            kind = type_of(power)
            trail = [(lists.name, folder.home), (kind, kinds[kind]), (power.name, None)]
            yield _page(site, lists, power, (around[number], around[number + 2]), trail)


def _page(
    site: Site,
    lists: DepartmentLists,
    power: Power,
    beside: tuple[Neighbour, Neighbour],
    trail: Trail,
) -> Output:
    folder = site.addresses.folder(lists)

    def context() -> dict[str, Any]:
        own = _own(site, power)
        return {
            "power": power,
            "department": lists.name,
            "folder": folder,
            "view": item_view(power, lists, site.register, site.drawings, set(own)),
            "own": own,
            "history": site.history.of(str(power.code)),
            "json_ld": script(json_ld(power, lists, site)),
            "before": beside[0],
            "after": beside[1],
        }

    return site.page(
        site.addresses.item(power),
        "item.html",
        (*_shown(site, lists, power), beside),
        context,
        trail,
    )


def _own(site: Site, power: Power) -> dict[str, Sequence[Any]]:
    """Return what the lists that belong to no department tell of an item, by the question it answers."""
    told: dict[str, Sequence[Any]] = {
        "what": negative_block(power, site),
        "who": delegation_block(power, site),
        "basis": regulation_block(power, site),
    }
    return {question: rows for question, rows in told.items() if rows}


def _shown(site: Site, lists: DepartmentLists, power: Power) -> tuple[Any, ...]:
    """Return what the page of an item shows."""
    code = str(power.code)
    matters = site.register.boundaries_by_item.get(code, ())
    return (
        power,
        lists.department or lists.name,
        lists.flow_of(power),
        site.flow_page(lists.flow_of(power)),
        lists.duties_by_item.get(code, ()),
        lists.oversight_of(power),
        [(matter, site.matter_pages[id(matter)]) for matter in matters],
        _own(site, power),
        site.linked(power.predecessors),
        site.laws.pages_of(power),
        site.history_rests_on(code),
        site.register.settings.publishing.address,
    )
