"""The pages of the laws that the lists rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import NamedTuple

from quanze.publish.outputs import Output
from quanze.publish.site.duty_pages import duty_layout
from quanze.publish.site.law_uses import Law
from quanze.publish.site.lists import Row, Rows
from quanze.publish.site.own_lists import COORDINATION, NEGATIVE_LIST
from quanze.publish.site.paging import heavy, sheets
from quanze.publish.site.site import Site

INDEX = "laws/index.html"
LAWS = 150
"""How many laws a page of them shows: a line for each."""


class OtherRow(NamedTuple):
    """What cites a law without being an item."""

    kind: str
    name: str
    page: str
    articles: str


def pages(site: Site) -> Iterator[Output]:
    """Go through the list of laws, and the page of each law with what rests on it."""
    laws = site.laws.all
    if not laws:
        return
    for part in sheets(laws, INDEX, LAWS):
        groups = [
            (rank, [(law.title, law.page, law.total) for law in group])
            for rank, group in groupby(part.rows, key=lambda law: law.rank)
        ]
        yield site.page(
            part.path,
            "laws.html",
            (groups, part.number, part.of, part.total),
            partial(dict, groups=groups, part=part),
            [("法规依据", None)],
        )
    rows, places = Rows(site), _places(site)
    for law in laws:
        yield from _law(site, law, rows, places)


def _places(site: Site) -> dict[int, str]:
    """Return where everything stands that cites laws without being an item, by its id()."""
    own, places = site.own_lists, {}
    for lists in site.register.departments:
        for service, page in duty_layout(lists, site.addresses).pages_of_services():
            places[id(service)] = page
    for rule in site.register.regulations:
        places[id(rule)] = own.regulation(rule)
    for sheet in sheets(site.register.coordinating_bodies, COORDINATION, weight=heavy):
        places.update((id(body), sheet.path) for body in sheet.rows)
    for matter in site.register.joint_matters:
        places[id(matter)] = own.joint_matter(matter)
    if listed := site.register.negative_list:
        places[id(listed)] = NEGATIVE_LIST
        places.update((id(entry), own.entry(entry)) for entry in listed.entries)
    for batch in site.register.delegations:
        places[id(batch)] = own.delegation(batch)
        places.update((id(item), own.item(item)) for item in batch.items)
    return places


def _law(site: Site, law: Law, rows: Rows, places: Mapping[int, str]) -> Iterator[Output]:
    uses = [rows.of(power)._replace(extra=articles) for power, articles in law.uses]
    others = [
        OtherRow(one.kind, one.name, places[id(one.element)], articles)
        for one, articles in law.others
    ]
    for part in sheets([*uses, *others], law.page):
        yield site.page(
            part.path,
            "law.html",
            (law.title, law.rank, law.told, repr(part.rows), part.number, part.of),
            partial(
                dict,
                law=law,
                part=part,
                powers=[row for row in part.rows if isinstance(row, Row)],
                others=[row for row in part.rows if isinstance(row, OtherRow)],
            ),
            [("法规依据", INDEX), (law.title, None)],
        )
