"""The workbooks as files of what is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from quanze.model.element import Element
from quanze.model.register import DepartmentLists, Register
from quanze.publish.outputs import Fingerprints, Output, fingerprint
from quanze.publish.site.addresses import Addresses
from quanze.publish.spreadsheet.cells import LONGEST, fits
from quanze.publish.workbook.book import Book
from quanze.publish.workbook.edition import Edition, editions
from quanze.publish.workbook.list_sheet import first_row
from quanze.publish.workbook.pictures import drawing_print
from quanze.publish.workbook.sheet import Sheet

_LARGE: Final = LONGEST // 2
"""Bytes of JSON from which an element may fill a cell; its texts with their labels are no longer than that."""


class Cut(NamedTuple):
    """A cell that does not hold all of its text, because Excel could not take it."""

    workbook: str
    sheet: str
    cell: str
    length: int


def workbook_outputs(
    register: Register, addresses: Addresses, fingerprints: Fingerprints
) -> Iterator[Output]:
    """Yield the workbooks: one for each department, its editions if the office wants them, and one of all.

    Raises:
        CannotRun: pictures are wanted and cannot be drawn on this computer.
    """
    wanted = register.settings.publishing.workbooks.edition
    drawing = drawing_print() if wanted else ""
    common = _settings_print(register)
    prints = []
    for lists in register.departments:
        rests_on = fingerprints.of(common, lists.slug, lists.name, lists.elements())
        prints.append(rests_on)
        yield Output(addresses.folder(lists).workbook, rests_on, Book(register, (lists,)).bytes)
        for path, edition in edition_paths(register, addresses, lists):
            yield Output(path, fingerprint(rests_on, drawing, path), edition.bytes)
    others = (register.regulations, register.coordinating_bodies, register.delegations)
    rests_on = fingerprints.of(
        common, prints, *others, register.negative_list, register.joint_matters
    )
    yield Output(addresses.workbook, rests_on, _whole(register).bytes)


def _whole(register: Register) -> Book:
    return Book(register, register.departments, whole=True)


def edition_paths(
    register: Register, addresses: Addresses, lists: DepartmentLists
) -> Iterator[tuple[str, Edition]]:
    """Yield the workbooks of 一单一表一图 of a department with their places; none where they are not wanted.

    No name of a department has a dot, so these are never the names of other workbooks.
    """
    if not register.settings.publishing.workbooks.edition:
        return
    made = editions(register, lists)
    name = addresses.folder(lists).workbook.removesuffix(".xlsx")
    for number, edition in enumerate(made, 1):
        yield f"{name}.full{f'-{number}' if len(made) > 1 else ''}.xlsx", edition


def _settings_print(register: Register) -> str:
    settings, publishing = register.settings, register.settings.publishing
    return fingerprint(
        settings.name, settings.region, settings.office, settings.date,
        publishing.title, publishing.notice, publishing.workbooks,
    )  # fmt: skip


def cuts(register: Register, addresses: Addresses) -> Iterator[Cut]:
    """Yield the cells that hold only a part of their text, without writing a workbook.

    Only departments that have so long an entry are laid out to find its cells.
    """
    large = [lists for lists in register.departments if any(map(_is_large, lists.elements()))]
    for lists in large:
        path = addresses.folder(lists).workbook
        yield from _cuts(path, Book(register, (lists,)).sheets())
        for of, edition in edition_paths(register, addresses, lists):
            yield from _cuts(of, [edition.contents()])
    if large or any(map(_is_large, register.own_elements())):
        yield from _cuts(addresses.workbook, _whole(register).sheets())


def _is_large(element: Element) -> bool:
    return len(element.model_dump_json(exclude_defaults=True)) > _LARGE


def _cuts(path: str, sheets: list[Sheet]) -> Iterator[Cut]:
    name = path.rpartition("/")[2]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, first_row(sheet)):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and not fits(cell):
                    yield Cut(name, sheet.name, xl_rowcol_to_cell(number, column), len(cell))
