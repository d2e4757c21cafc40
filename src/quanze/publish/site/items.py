"""The page of each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any, Final

from quanze.model.figures import DepartmentFigures, type_of
from quanze.model.power import Power
from quanze.model.register import DepartmentLists
from quanze.publish.outputs import Bundle, Output
from quanze.publish.site.answers import Block, Question
from quanze.publish.site.delegations import delegation_block
from quanze.publish.site.department_page import type_groups
from quanze.publish.site.item_bound import Apart, Bounded, bounded, may_be_long
from quanze.publish.site.item_page import ItemView, item_view
from quanze.publish.site.joint_matters import joint_block
from quanze.publish.site.json_ld import json_ld, script
from quanze.publish.site.negative_list import negative_block
from quanze.publish.site.paging import Sheet
from quanze.publish.site.regulations import regulation_block
from quanze.publish.site.releases import reserved
from quanze.publish.site.site import Site, Trail

_RECORDS: Final = {"releases": "启用记录", "history": "调整历史"}
_OWN: Final = ("joint_matters", "negative", "delegations", "regulations", "releases")
"""The forms of what the style of these lists is needed for."""

Neighbour = tuple[str, str] | None
"""The name and the page of the item before or after."""


def pages(
    site: Site, lists: DepartmentLists, counted: DepartmentFigures
) -> Iterator[Output | Bundle]:
    """Go through the items of a department."""
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
) -> Output | Bundle:
    """Return the page of an item, with those of what may be too long for it."""
    path, template = site.addresses.item(power), "item.html"
    shown = _shown(site, lists, power)
    in_doubt = may_be_long(shown, site.fingerprints)

    def context(view: ItemView, told: Sequence[Question]) -> dict[str, Any]:
        return {
            "power": power,
            "department": lists.name,
            "folder": site.addresses.folder(lists),
            "view": view,
            "questions": [one for one in told if one.id not in _RECORDS],
            "records": [one for one in told if one.id in _RECORDS],
            "own_lists": any(block.form in _OWN for one in told for block in one.blocks),
            "reserved": reserved(power, site),
            "json_ld": script(json_ld(power, lists, site)),
            "before": beside[0],
            "after": beside[1],
        }

    def rendered(view: ItemView, told: Sequence[Question]) -> bytes:
        return site.rendered(path, template, partial(context, view, told), trail)

    @cache
    def bound() -> tuple[ItemView, Bounded]:
        view, told = _told(site, lists, power)
        if not in_doubt:
            return view, Bounded(tuple(told))
        place = partial(site.addresses.item_part, power)
        return view, bounded(told, place, partial(rendered, view))

    def cut() -> dict[str, Any]:
        view, told = bound()
        return context(view, told.questions)

    anew = site.page(path, template, (*shown, beside), cut, trail)
    page = replace(anew, make=lambda: bound()[1].page or anew.make())

    def with_parts() -> Iterator[Output]:
        yield page
        for apart in bound()[1].apart:
            yield from _apart(site, power, apart, shown, trail)

    return Bundle(path, page.rests_on, with_parts) if in_doubt else page


def _apart(
    site: Site, power: Power, apart: Apart, shown: tuple[Any, ...], trail: Trail
) -> Iterator[Output]:
    """Go through the pages of a part of an item that is too long for the item's page."""
    item = site.addresses.item(power)
    way = [*trail[:-1], (power.name, item), (apart.title, None)]

    def context(sheet: Sheet[Any]) -> dict[str, Any]:
        held = apart.shown(sheet)
        return {"power": power, "item": item, "title": apart.title, "sheet": sheet, "block": held}

    for sheet in apart.sheets:
        rests_on = (*shown, sheet.number, sheet.of)
        yield site.page(sheet.path, "item_part.html", rests_on, partial(context, sheet), way)


def _told(site: Site, lists: DepartmentLists, power: Power) -> tuple[ItemView, list[Question]]:
    """Return what all lists tell of an item: the answers, and after them its records."""
    own = _own(site, power)
    view = item_view(power, lists, site.register, site.drawings, set(own))
    questions = [
        question.more(blocks=own.get(question.id, ())) for question in view.questions
    ] + _records(site, power)
    return view, questions


def _own(site: Site, power: Power) -> dict[str, list[Block]]:
    """Return what the lists that belong to no department tell of an item, by the question it answers."""
    projects = negative_block(power, site)
    held, rules = delegation_block(power, site), regulation_block(power, site)
    told = {
        "what": Block("管理负面清单中的投资项目", "negative", projects, "negative-list"),
        "how": Block("属于哪件事", "joint_matters", joint_block(power, site), "joint-matters"),
        "who": Block("下放、委托", "delegations", held, "delegations"),
        "basis": Block("配套制度", "regulations", rules, "regulations", staff=True),
    }
    return {question: [block] for question, block in told.items() if block.value}


def _records(site: Site, power: Power) -> list[Question]:
    """Return what happened to an item, each under the heading of a question."""
    kept = reserved(power, site)
    rows = {
        "releases": kept.rows if kept else (),
        "history": site.history.of(str(power.code)),
    }
    return [
        Question(name, _RECORDS[name], blocks=(Block(_RECORDS[name], name, found, f"all-{name}"),))
        for name, found in rows.items()
        if found
    ]


def _shown(site: Site, lists: DepartmentLists, power: Power) -> tuple[Any, ...]:
    """Return what the page of an item shows."""
    code = str(power.code)
    matters = site.register.boundaries_by_item.get(code, ())
    return (
        power,
        site.halted(power),
        lists.department or lists.name,
        lists.flow_of(power),
        site.flow_page(lists.flow_of(power)),
        lists.duties_by_item.get(code, ()),
        lists.oversight_of(power),
        [(matter, site.matter_pages[id(matter)]) for matter in matters],
        [block.value for blocks in _own(site, power).values() for block in blocks],
        reserved(power, site),
        site.linked(power.predecessors),
        site.laws.pages_of(power),
        site.history_rests_on(code),
        site.register.settings.publishing.address,
    )
