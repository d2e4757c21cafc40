"""The list of all boundary matters, department by department."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, Final, NamedTuple

from quanze.model.boundary import BoundaryMatter
from quanze.publish.outputs import Output
from quanze.publish.site.addresses import Folder
from quanze.publish.site.paging import sheets
from quanze.publish.site.site import Site

ROWS: Final = 100
"""How many matters a page names; each takes a line."""


class MatterRow(NamedTuple):
    """A boundary matter in the list of all."""

    department: str
    folder: Folder
    matter: BoundaryMatter


def pages(site: Site) -> Iterator[Output]:
    """Go through the pages of the list, where there are such matters."""
    rows = [
        MatterRow(lists.name, site.addresses.folder(lists), matter)
        for lists in site.register.departments
        for matter in lists.boundaries
    ]
    for sheet in sheets(rows, site.addresses.boundaries, ROWS) if rows else ():
        told = [(row, site.matter_pages[id(row.matter)]) for row in sheet.rows]
        yield site.page(
            sheet.path,
            "all_boundaries.html",
            (told, sheet.number, sheet.of, sheet.total),
            partial(_shown, sheet),
            [("职责边界", None)],
        )


def _shown(sheet: Any) -> dict[str, Any]:
    groups = groupby(sheet.rows, key=lambda row: (row.department, row.folder))
    return {"sheet": sheet, "groups": [(*head, list(rows)) for head, rows in groups]}
