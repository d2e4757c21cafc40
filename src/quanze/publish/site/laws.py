"""The pages of the laws that items rest on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from quanze.publish.outputs import Output
from quanze.publish.site.law_uses import Law
from quanze.publish.site.lists import Rows
from quanze.publish.site.paging import sheets
from quanze.publish.site.site import Site

INDEX = "laws/index.html"
LAWS = 150
"""How many laws a page of them shows: a line for each."""


def pages(site: Site) -> Iterator[Output]:
    """Go through the list of laws, and the page of each law with the items that rest on it."""
    laws = site.laws.all
    if not laws:
        return
    for part in sheets(laws, INDEX, LAWS):
        groups = [
            (rank, [(law.title, law.page, len(law.uses)) for law in group])
            for rank, group in groupby(part.rows, key=lambda law: law.rank)
        ]
        yield site.page(
            part.path,
            "laws.html",
            (groups, part.number, part.of, part.total),
            partial(dict, groups=groups, part=part),
            [("法规依据", None)],
        )
    rows = Rows(site)
    for law in laws:
        yield from _law(site, law, rows)


def _law(site: Site, law: Law, rows: Rows) -> Iterator[Output]:
    uses = [rows.of(power)._replace(extra=articles) for power, articles in law.uses]
    for part in sheets(uses, law.page):
        yield site.page(
            part.path,
            "law.html",
            (law.title, law.rank, repr(part.rows), part.number, part.of, part.total),
            partial(dict, law=law, part=part),
            [("法规依据", INDEX), (law.title, None)],
        )
