"""What is found: items, services, joint matters, departments, laws, each with the words it is found by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from quanze.model.figures import type_of
from quanze.model.joint_flow import branches_by_step
from quanze.model.power import HandlingItem, Power, SubItem
from quanze.model.register import DepartmentLists
from quanze.publish.site.duty_pages import duty_layout
from quanze.publish.site.index.synonyms import Synonyms
from quanze.publish.site.item_page import EX_OFFICIO
from quanze.publish.site.law_uses import LawUses
from quanze.publish.site.site import Site

SERVICE, DEPARTMENT, LAW, JOINT = "公共服务", "部门", "法规", "并联审批"
"""What is noted on an item that may not be asked for now; the scripts mark it."""


class Role(IntEnum):
    """What a text other than the name is to a document, the weightiest first."""

    KEYWORD = 0
    SYNONYM = 1
    LATER = 2
    """A synonym of what nobody applies for: it comes after what one can ask for."""
    WORDS = 3
    PLACE = 4
    LAW = 5


class Document(NamedTuple):
    """One thing that is found."""

    name: str
    kind: str
    page: str
    """Where it stands; empty for an item whose page is named by its code."""
    department: int = -1
    """The number of its department; -1: none."""
    code: str = ""
    note: str = ""
    texts: tuple[tuple[Role, str], ...] = ()
    codes: tuple[str, ...] = ()
    """All codes that lead to it."""


def documents(site: Site, synonyms: Synonyms) -> Iterator[Document]:
    """Go through everything that is found: items in the order of the lists, services, joint matters,
    departments, laws.
    """
    lists = site.register.departments
    laws = site.laws
    for number, one in enumerate(lists):
        for power in one.powers:
            yield _item(site, power, number, synonyms, laws)
    for number, one in enumerate(lists):
        yield from _services(site, one, number, synonyms, laws)
    yield from _joint_matters(site, synonyms, laws)
    for one in lists:
        known = one.department
        other = (known.short_name or "", *known.former_names) if known else ()
        yield Document(
            one.name,
            DEPARTMENT,
            site.addresses.folder(one).home,
            note=f"{len(one.powers)} 项职权",
            texts=tuple((Role.KEYWORD, name) for name in other if name),
            codes=(str(known.credit_code),) if known and known.credit_code else (),
        )
    for law in laws.all:
        yield Document(
            law.title,
            LAW,
            law.page,
            note=law.told,
            texts=tuple((Role.KEYWORD, name) for name in law.other_names),
        )


def _item(site: Site, power: Power, department: int, synonyms: Synonyms, laws: LawUses) -> Document:
    lists = site.register.departments[department]
    code, file = power.code.normalised, site.addresses.file(power)
    kind = type_of(power)
    parts = tuple(_parts(power))
    meant = Role.LATER if power.type.kind in EX_OFFICIO else Role.SYNONYM
    return Document(
        power.name,
        kind,
        "" if file == code else site.addresses.item(power),
        department,
        code,
        site.halted(power),
        texts=(
            *((Role.KEYWORD, word) for word in power.keywords),
            *((meant, phrase) for phrase in synonyms.of(power.name)),
            *((Role.WORDS, part.name) for part in parts),
            *_place(lists),
            (Role.PLACE, kind),
            *((Role.PLACE, theme) for theme in power.themes),
            *((Role.LAW, title) for title in laws.titles_of(power)),
        ),
        codes=_codes(power, parts),
    )


def _services(
    site: Site, lists: DepartmentLists, department: int, synonyms: Synonyms, laws: LawUses
) -> Iterator[Document]:
    for service, page in duty_layout(lists, site.addresses).pages_of_services():
        code = service.code.normalised if service.code else ""
        yield Document(
            service.name,
            SERVICE,
            page,
            department,
            code,
            texts=(
                *((Role.KEYWORD, word) for word in service.keywords),
                *((Role.SYNONYM, phrase) for phrase in synonyms.of(service.name)),
                *(((Role.WORDS, service.content),) if service.content else ()),
                *_place(lists),
                (Role.PLACE, SERVICE),
                *((Role.LAW, title) for title in laws.titles_of(service)),
            ),
            codes=(code,) if code else (),
        )


def _joint_matters(site: Site, synonyms: Synonyms, laws: LawUses) -> Iterator[Document]:
    for matter in site.register.joint_matters:
        code = matter.code.normalised
        bodies = dict.fromkeys(one.body for one in branches_by_step(matter, site.register).values())
        yield Document(
            matter.name,
            JOINT,
            site.own_lists.joint_matter(matter),
            code=code,
            texts=(
                *((Role.KEYWORD, word) for word in matter.keywords),
                *((Role.SYNONYM, phrase) for phrase in synonyms.of(matter.name)),
                *(((Role.WORDS, matter.content),) if matter.content else ()),
                *((Role.PLACE, name) for name in dict.fromkeys((matter.lead, *bodies)) if name),
                *((Role.PLACE, theme) for theme in matter.themes),
                *((Role.LAW, title) for title in laws.titles_of(matter)),
            ),
            codes=(code,),
        )


def _place(lists: DepartmentLists) -> Iterator[tuple[Role, str]]:
    yield Role.PLACE, lists.name
    if lists.department and lists.department.short_name:
        yield Role.PLACE, lists.department.short_name


def _parts(power: Power) -> Iterator[SubItem | HandlingItem]:
    yield from power.handling_items
    for sub in power.sub_items:
        yield sub
        yield from sub.handling_items


def _codes(power: Power, parts: tuple[SubItem | HandlingItem, ...]) -> tuple[str, ...]:
    """Return every code by which an item is asked for, its own first."""
    all_codes = chain(
        (power.code, power.catalogue_code, power.local_code),
        power.predecessors,
        (code for part in parts for code in (part.code, part.catalogue_code, part.local_code)),
    )
    return tuple(dict.fromkeys(code.normalised for code in all_codes if code))
