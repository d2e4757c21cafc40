"""On which pages of the site an element stands."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.element import Origin
from quanze.model.register import DepartmentLists
from quanze.publish.site import Site
from quanze.publish.site.flow_pages import flows_of


class PagesOf:
    """Finds the pages that show what a finding speaks of, by where it is written."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pages: dict[Origin, tuple[str, ...]] = {}
        for lists in site.register.departments:
            for origin, pages in self._of_department(lists):
                self._pages.setdefault(origin, pages)

    def of(self, origin: Origin) -> tuple[str, ...]:
        """Return the pages of the innermost element around a place, the best first."""
        for length in range(len(origin.path), -1, -1):
            if found := self._pages.get(Origin(origin.file, origin.path[:length])):
                return found
        return (self._site.addresses.home,)

    def _of_department(self, lists: DepartmentLists) -> Iterator[tuple[Origin, tuple[str, ...]]]:
        addresses = self._site.addresses
        folder = addresses.folder(lists)
        items = {str(power.code): addresses.item(power) for power in lists.powers}
        for power in lists.powers:
            yield power.origin, (items[str(power.code)],)
        for duty in lists.duties:
            page = items.get(str(duty.item))
            yield duty.origin, (page or folder.duties,)
        for row in flows_of(lists, folder):
            yield row.flow.origin, (folder.flows, *(items[str(p.code)] for p in row.powers))
        for matter in lists.boundaries:
            yield matter.origin, (folder.boundaries, addresses.boundaries)
        for element in (*lists.main_duties, *lists.public_services, *lists.oversight):
            yield element.origin, (folder.duties,)
        if lists.department is not None:
            yield Origin(lists.department.origin.file), (folder.home,)
        for stem, page in (("power", folder.home), ("duty", folder.duties), ("flow", folder.flows), ("boundary", folder.boundaries)):  # fmt: skip
            yield Origin(f"departments/{lists.slug}/{stem}.yaml"), (page, folder.home)
