"""The kinds of pages that a site has, each with one page to look at, of the register of everything."""

from __future__ import annotations

from typing import Any

from quanze.model.register import Register
from quanze.publish.outputs import Output
from quanze.publish.site.addresses import Addresses, Folder, Names, item_page
from quanze.publish.site.build import site_outputs
from quanze.publish.site.law_uses import law_page
from quanze.publish.site.site import Site

from .conftest import FLOW, LAW, PERMIT
from .everything import GONE

FULL, LONG = Folder("yljl"), Folder("cgj")
KINDS = {
    "home": Addresses.home,
    "about": Addresses.about,
    "departments": Addresses.departments,
    "department": FULL.home,
    "large department": LONG.home,
    "department's items of a type": LONG.part("CF"),
    "department's duties": FULL.duties,
    "main duties": LONG.part("main-duties"),
    "duties of items": LONG.part("item-duties"),
    "duties of unknown items": LONG.part("other-duties"),
    "department's services": LONG.part("services"),
    "department's oversight": LONG.part("oversight"),
    "department's boundaries": FULL.boundaries,
    "boundaries that others list": Folder("tjj").part("boundaries-of-others"),
    "department's flows": FULL.flows,
    "flow": FULL.flow(Names().give(FLOW["名称"])),
    "item": item_page(PERMIT),
    "poor item": item_page("T-tjj-CF-0001"),
    "part of a long item": item_page("T-cgj-0000").replace(".html", "/materials.html"),
    "item that is gone": item_page(GONE),
    "boundaries": Addresses.boundaries,
    "duties": "duties.html",
    "services": "services.html",
    "oversight": "oversight.html",
    "list": "list.html",
    "facet": "lists/type/index.html",
    "items of a facet": "lists/type/CF.html",
    "laws": "laws/index.html",
    "law": law_page(LAW.strip("《》")),
    "following page": law_page(LAW.strip("《》")).replace(".html", "-2.html"),
    "adjustments": "adjustments/index.html",
    "adjustment": "adjustments/2026-1.html",
    "draft of an adjustment": "adjustments/2026-2.html",
    "figures": "figures.html",
    "regulations": "regulations/index.html",
    "items without a regulation": "regulations/without.html",
    "regulation": "regulations/GZ-1.html",
    "coordination": "coordination.html",
    "negative list": "negative-list.html",
    "joint matters": "joint/index.html",
    "joint matter": "joint/BL-1.html",
    "delegations": "delegations/index.html",
    "delegation": "delegations/2026-1.html",
    "data": "data/index.html",
    "table of data": "data/items.html",
    "sitemap": "sitemap.html",
}
"""What a page is -> where it stands."""


class NotingSite(Site):
    """A site that notes of which template each page is made."""

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.templates: dict[str, str] = {}

    def page(self, path: str, template: str, *rest: Any, **named: Any) -> Output:
        self.templates[path] = template
        return super().page(path, template, *rest, **named)


def templates_of(register: Register) -> dict[str, str]:
    """Return the template of each page of a site; none of them is made."""
    site = NotingSite(register)
    for _ in site_outputs(site):
        pass
    return site.templates
