"""Documents: a department's book of one kind, or one item by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quanze.model.figures import type_of
from quanze.model.numerals import to_chinese
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import DocumentKind
from quanze.model.written_date import in_chinese
from quanze.publish.document.catalogue import flow_part, list_of, service_sections
from quanze.publish.document.content import Block, Document, Section
from quanze.publish.document.item import empty, guide, has_guide, manual
from quanze.publish.document.pieces import Manner
from quanze.publish.document.volumes import Volume, by_type, types_in, volumes
from quanze.publish.flow_chart import Drawings

_MAKERS: Final = {DocumentKind.GUIDE: guide, DocumentKind.MANUAL: manual}
_SERVICES: Final = "公共服务"
_TITLES: Final = {
    DocumentKind.LIST: "权责清单",
    DocumentKind.GUIDE: "服务指南",
    DocumentKind.MANUAL: "业务手册",
}
BOOK_LEVELS: Final = 2


def title_of(kind: DocumentKind, whose: str, volume: Volume | None = None) -> str:
    """Return a document's title, which is also the name of its file."""
    which = f"（第{to_chinese(volume.number)}册）" if volume and volume.of > 1 else ""
    return f"{whose}{_TITLES[kind]}{which}"


def items_of(kind: DocumentKind, lists: DepartmentLists) -> list[Power]:
    """Return the items that a kind of document speaks of, in its order."""
    powers = by_type(lists)
    return [one for one in powers if has_guide(one)] if kind is DocumentKind.GUIDE else powers


def has_book(kind: DocumentKind, lists: DepartmentLists) -> bool:
    """Whether a department has anything for a book of a kind."""
    if kind is DocumentKind.LIST:
        return any(element is not lists.department for element in lists.elements())
    services = kind is DocumentKind.GUIDE and lists.public_services
    return bool(services or items_of(kind, lists))


def volumes_of(kind: DocumentKind, lists: DepartmentLists) -> tuple[Volume, ...]:
    """Return the volumes of a department's book."""
    return volumes(items_of(kind, lists))


def book(
    kind: DocumentKind,
    lists: DepartmentLists,
    register: Register,
    drawings: Drawings,
    volume: Volume | None = None,
) -> Document:
    """Return a volume of a department's book, with contents; the first where none is named."""
    held = volume or volumes_of(kind, lists)[0]
    if kind is DocumentKind.LIST:
        sections = list_of(lists, held, drawings)
    else:
        sections = tuple(_parts(kind, lists, register, drawings, held))
    title = title_of(kind, lists.name, held)
    return _document(title, lists, register, sections, contents=BOOK_LEVELS)


def single(
    kind: DocumentKind,
    power: Power,
    lists: DepartmentLists,
    register: Register,
    drawings: Drawings,
) -> Document:
    """Return the document of one item."""
    opening, sections = _MAKERS[kind](power, lists, register, drawings, in_book=False)
    return _document(
        title_of(kind, power.name), lists, register, sections, opening=(*opening, *empty(sections))
    )


def _document(
    title: str,
    lists: DepartmentLists,
    register: Register,
    sections: tuple[Section, ...],
    *,
    opening: tuple[Block, ...] = (),
    contents: int = 0,
) -> Document:
    settings = register.settings
    day = settings.date
    return Document(
        title=title,
        office=lists.name,
        head=tuple(filter(None, (lists.name, in_chinese(day) if day else ""))),
        day=day.isoformat() if day else "",
        notice=settings.publishing.notice or "",
        sections=sections,
        opening=opening,
        contents=contents,
    )


def _parts(
    kind: DocumentKind,
    lists: DepartmentLists,
    register: Register,
    drawings: Drawings,
    volume: Volume,
) -> Iterator[Section]:
    powers = items_of(kind, lists)
    last = len(set(map(type_of, powers)))
    for number, name, members in types_in(powers, volume):
        sections = tuple(
            _item(kind, power, lists, register, drawings, number=at, first=power is members[0][1])
            for at, power in members
        )
        yield Section(name, sections=sections, new_page=True, number=number)
    if volume.number < volume.of:
        return
    if kind is DocumentKind.GUIDE and lists.public_services:
        services = (
            Section(one.name, sections=service_sections(one), new_page=number > 0)
            for number, one in enumerate(lists.public_services)
        )
        last += 1
        yield Section(_SERVICES, sections=tuple(services), new_page=True, number=last)
    flows = flow_part(lists, powers, drawings, Manner(staff=kind is DocumentKind.MANUAL))
    if flows.sections:
        yield replace(flows, number=last + 1)


def _item(
    kind: DocumentKind,
    power: Power,
    lists: DepartmentLists,
    register: Register,
    drawings: Drawings,
    *,
    number: int,
    first: bool,
) -> Section:
    """An item begins a page, so that its sheets can be given away by themselves."""
    opening, sections = _MAKERS[kind](power, lists, register, drawings, in_book=True)
    return Section(
        power.name, (*opening, *empty(sections)), sections, new_page=not first, number=number
    )
