"""The pages that list what all departments have: duties, public services, oversight measures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from quanze.model.duty import OversightMeasure, PublicService
from quanze.model.register import DepartmentLists
from quanze.publish.outputs import Output
from quanze.publish.site.duty_pages import duty_name, measure_weight, stages_told
from quanze.publish.site.own_lists import DUTIES, OVERSIGHT, SERVICES
from quanze.publish.site.paging import heavy, sheets
from quanze.publish.site.site import Site


class DutyRow(NamedTuple):
    """An item's duties in the list of all."""

    name: str
    page: str | None
    """The item's page; None where no item has the code that the duty names."""
    department: str
    home: str
    type: str
    stages: str
    accountable: bool


class Served(NamedTuple):
    """A public service, and whose it is."""

    service: PublicService
    department: str
    home: str


class Overseen(NamedTuple):
    """An oversight measure, and whose it is."""

    measure: OversightMeasure
    department: str
    home: str


def pages(site: Site) -> Iterator[Output]:
    """Go through the three lists, each cut into pages; one that is empty has none."""
    yield from _duties(site)
    yield from _services(site)
    yield from _oversight(site)


def _duties(site: Site) -> Iterator[Output]:
    rows = [row for lists in site.register.departments for row in _duty_rows(site, lists)]
    if not rows:
        return
    for sheet in sheets(rows, DUTIES):
        yield site.page(
            sheet.path,
            "all_duties.html",
            (sheet.rows, sheet.number, sheet.of, sheet.total),
            partial(dict, sheet=sheet),
            [("责任事项", None)],
        )


def _duty_rows(site: Site, lists: DepartmentLists) -> Iterator[DutyRow]:
    home = site.addresses.folder(lists).home
    for duty in lists.duties:
        power = lists.power_of(duty)
        yield DutyRow(
            duty_name(duty, lists),
            site.addresses.item(power) if power else None,
            lists.name,
            home,
            str(power.type) if power else "",
            stages_told(duty),
            duty.accountability is not None,
        )


def _services(site: Site) -> Iterator[Output]:
    rows = [
        Served(service, lists.name, site.addresses.folder(lists).home)
        for lists in site.register.departments
        for service in lists.public_services
    ]
    if not rows:
        return
    for sheet in sheets(rows, SERVICES, weight=lambda row: heavy(row.service)):
        yield site.page(
            sheet.path,
            "all_services.html",
            (sheet.rows, sheet.number, sheet.of, sheet.total),
            partial(dict, sheet=sheet),
            [("公共服务", None)],
        )


def _oversight(site: Site) -> Iterator[Output]:
    rows = [
        Overseen(measure, lists.name, site.addresses.folder(lists).home)
        for lists in site.register.departments
        for measure in lists.oversight
    ]
    if not rows:
        return
    for sheet in sheets(rows, OVERSIGHT, weight=lambda row: measure_weight(row.measure)):
        codes = [code for row in sheet.rows for code in row.measure.items]
        yield site.page(
            sheet.path,
            "all_oversight.html",
            (sheet.rows, sheet.number, sheet.of, sheet.total, site.linked(codes)),
            partial(dict, sheet=sheet),
            [("事中事后监管", None)],
        )
