"""Publishing a register: the website and the workbooks, put in place together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quanze.model.register import Register
from quanze.publish.place import put_in_place
from quanze.publish.site import Addresses, write_site
from quanze.publish.workbook import Cut, write_workbook


@dataclass(frozen=True, slots=True)
class Published:
    """What was written."""

    home: Path
    workbook: Path
    pages: int
    workbooks: int
    cut: tuple[Cut, ...]
    """Cells whose text is too long for Excel."""


def steps(register: Register) -> int:
    """How many things there are to write, near enough for a progress bar."""
    return len(register.powers) + 6 * len(register.departments) + 4


def publish(
    register: Register, target: Path, advance: Callable[[str], None] | None = None
) -> Published:
    """Write a register's website and workbooks into a folder, whole or not at all.

    Args:
        register: what is published.
        target: the site's folder; missing, empty, or a site made by quanze, which is replaced.
        advance: called with the name of each file once it is written.

    Raises:
        CannotRun: the folder holds something else, or cannot be replaced.
    """

    def build(folder: Path) -> Published:
        addresses = Addresses(register)
        pages = write_site(register, addresses, folder, advance)
        cut = _workbooks(register, addresses, folder, advance)
        return Published(
            target / addresses.home,
            target / addresses.workbook,
            pages,
            len(register.departments) + 1,
            cut,
        )

    return put_in_place(target, build)


def _workbooks(
    register: Register,
    addresses: Addresses,
    folder: Path,
    advance: Callable[[str], None] | None,
) -> tuple[Cut, ...]:
    (folder / "excel").mkdir()
    cut: list[Cut] = []
    for name, departments in (
        *((addresses.folder(lists).workbook, (lists,)) for lists in register.departments),
        (addresses.workbook, register.departments),
    ):
        cut += write_workbook(folder / name, register, departments)
        if advance is not None:
            advance(name)
    return tuple(cut)
