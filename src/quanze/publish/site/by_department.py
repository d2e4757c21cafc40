"""The pages of each department together: while nothing changed that one of them shows, none is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from quanze.model.figures import DepartmentFigures
from quanze.model.register import DepartmentLists
from quanze.publish.outputs import Bundle, Output
from quanze.publish.site import departments, items
from quanze.publish.site.department_page import Elsewhere, elsewhere
from quanze.publish.site.site import Site


def pages(site: Site) -> Iterator[Bundle]:
    """Go through the departments: the pages of its lists, and of its items."""
    others, around = elsewhere(site.register), _around(site)
    for lists, counted in zip(site.register.departments, site.figures.departments, strict=True):
        rests_on = site.fingerprints.of(around, _own(site, lists))
        outputs = partial(_pages, site, lists, counted, others.get(id(lists), []))
        yield Bundle(site.addresses.folder(lists).home, rests_on, outputs)


def _pages(
    site: Site, lists: DepartmentLists, counted: DepartmentFigures, others: list[Elsewhere]
) -> Iterator[Output | Bundle]:
    yield from departments.pages(site, lists, counted, others)
    yield from items.pages(site, lists, counted)


def _around(site: Site) -> str:
    """Return the fingerprint of what the pages of any department may show beside its own lists.

    It is small beside the items, and rather too much than too little: where it changed, the pages are
    looked at one by one.
    """
    register = site.register
    return site.fingerprints.of(
        site.common,
        register.settings,
        str(register.date),
        [(one.slug, one.name, one.department, one.boundaries, one.releases) for one in register.departments],
        list(site.matter_pages.values()),
        [register.regulations, register.coordinating_bodies, register.joint_matters],
        [register.negative_list, register.delegations],
        [one.rests_on for one in site.records.shown],
    )  # fmt: skip


def _own(site: Site, lists: DepartmentLists) -> tuple[Any, ...]:
    """Return what only the pages of one department show, with the names of what they lead to."""
    from quanze.publish.document import document_links  # it looks for typst
    from quanze.publish.workbook import edition_paths

    told = [
        (site.addresses.item(power), site.laws.pages_of(power), site.history_rests_on(str(power.code)))
        for power in lists.powers
    ]  # fmt: skip
    # What can be made for download is not the same on every computer.
    downloads = [
        *document_links(site.register, site.addresses, lists),
        *(path for path, _ in edition_paths(site.register, site.addresses, lists)),
    ]
    codes = chain(
        (code for power in lists.powers for code in power.predecessors),
        (code for measure in lists.oversight for code in measure.items),
        (code for matter in lists.boundaries for code in matter.items),
    )
    return (
        [lists.powers, lists.duties, lists.flows, lists.oversight],
        [lists.main_duties, lists.public_services],
        told,
        downloads,
        site.linked(codes),
    )
