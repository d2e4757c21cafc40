"""Documents as part of what is published: a book for each department and kind, in Word and PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import DocumentKind
from quanze.publish.document import pdf, word
from quanze.publish.document.books import book, has_book, title_of, volumes_of
from quanze.publish.document.content import Document
from quanze.publish.flow_chart import Drawings
from quanze.publish.outputs import Fingerprints, Output, fingerprint
from quanze.publish.site.addresses import Addresses

NAMES: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.LIST: "list",
    DocumentKind.GUIDE: "guide",
    DocumentKind.MANUAL: "manual",
}
"""The files' names on a site, which are ASCII."""
_LAYOUT: Final = "1"
"""Goes up with every change of the layout, so that documents of an older quanze are made anew."""


def document_outputs(
    register: Register, addresses: Addresses, fingerprints: Fingerprints
) -> Iterator[Output]:
    """Go through the documents that the settings ask for; PDF only where typst is installed."""
    kinds = register.settings.publishing.documents
    if not kinds:
        return
    drawings = Drawings()
    writers = _writers()
    last = _Last()
    for lists in register.departments:
        for kind in dict.fromkeys(kinds):
            if not has_book(kind, lists):
                continue
            rests_on = fingerprints.of(*_rests_on(kind, lists, register))
            for volume in volumes_of(kind, lists):
                made = partial(book, kind, lists, register, drawings, volume)
                for ending, (engine, write) in writers.items():
                    yield Output(
                        document_path(addresses, lists, kind, ending, volume.number),
                        fingerprint(_LAYOUT, engine, rests_on),
                        partial(last.written, write, made),
                    )


class _Last:
    """Puts a book together once for both its forms; only the last one is kept."""

    def __init__(self) -> None:
        self._made: tuple[Callable[[], Document], Document] | None = None

    def written(self, write: Callable[[Document], bytes], make: Callable[[], Document]) -> bytes:
        if self._made is None or self._made[0] is not make:
            self._made = make, make()
        return write(self._made[1])


class DocumentLink(NamedTuple):
    """A document of a department, for its pages."""

    title: str
    ending: str
    path: str


def document_links(
    register: Register, addresses: Addresses, lists: DepartmentLists
) -> Iterator[DocumentLink]:
    """Go through the documents of a department that `document_outputs` makes."""
    for kind in dict.fromkeys(register.settings.publishing.documents):
        for volume in volumes_of(kind, lists) if has_book(kind, lists) else ():
            for ending in _writers():
                path = document_path(addresses, lists, kind, ending, volume.number)
                yield DocumentLink(title_of(kind, "", volume), ending, path)


def document_path(
    addresses: Addresses, lists: DepartmentLists, kind: DocumentKind, ending: str, volume: int
) -> str:
    """Return where a volume of a department's book stands on a site."""
    number = f"-{volume}" if volume > 1 else ""
    return f"documents/{addresses.folder(lists).name}/{NAMES[kind]}{number}.{ending}"


def _writers() -> dict[str, tuple[str, Callable[[Document], bytes]]]:
    """Return ending -> what its bytes rest on beside the lists, and what writes it."""
    made: dict[str, tuple[str, Callable[[Document], bytes]]] = {
        "docx": (word.engine(), word.as_word)
    }
    if not pdf.why_not():
        made["pdf"] = (pdf.engine(), pdf.as_pdf)
    return made


def _rests_on(kind: DocumentKind, lists: DepartmentLists, register: Register) -> tuple[Any, ...]:
    settings = register.settings
    matters = (
        matter
        for power in lists.powers
        for matter in register.boundaries_by_item.get(power.code, ())
    )
    told = (settings.name, str(settings.date), settings.publishing.notice or "", lists.name)
    return str(kind), *told, lists.elements(), matters
