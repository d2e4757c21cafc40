"""What a register publishes: its website, and everything to download."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from quanze.load.loader import load
from quanze.load.processes import Opening, usable_cores
from quanze.load.versions import open_version
from quanze.model.register import Register
from quanze.publish.document import document_outputs, why_not
from quanze.publish.office import Read, office_look
from quanze.publish.open_data import open_data_outputs
from quanze.publish.outputs import Bundle, Output, each
from quanze.publish.publication import Published, publish
from quanze.publish.site import Site, bundled_outputs, by_department
from quanze.publish.site.environment import template_names
from quanze.publish.stamp import Stamp
from quanze.publish.workbook import workbook_outputs
from quanze.publish.workers import Workers, workers

_MANY: Final = 1_000
"""Items from which on a second process is worth its start."""


def publish_register(
    register: Register,
    read: Read,
    stamp: Stamp,
    target: Path,
    advance: Callable[[str], None] | None = None,
    opening: Opening | None = None,
) -> Published:
    """Publish a register into a folder, whole or not at all.

    Args:
        register: what is published.
        read: reads what lies beside its lists: templates, a logo.
        stamp: the version of it.
        target: the folder; missing, empty, or what quanze published before.
        advance: called with the path of each file once it is there.
        opening: how a second process opens the same register; None: this one makes everything.

    Raises:
        CannotRun: the folder holds something else, or cannot be replaced or written; or what the
            settings name is not there.
    """
    about = {"register": register.settings.name, "licence": register.settings.publishing.licence}
    possible, left_out = _as_far_as_possible(register)
    site = _site(possible, read)
    with _settled(), _workers(register, opening) as second:
        done = publish(_outputs_of(site), stamp, target, about, advance, second)
    return replace(done, left_out=left_out)


def _workers(register: Register, opening: Opening | None) -> AbstractContextManager[Workers | None]:
    """Return a second process where it saves more time than it takes to read the register once more."""
    if opening is None or len(register.powers) < _MANY or usable_cores() < 2:
        return nullcontext()
    return workers(partial(_opened_again, opening))


def _opened_again(opening: Opening) -> Iterator[Bundle]:
    version = open_version(*opening)
    return by_department.pages(site_of(load(version.source).register, version.beside))


@contextmanager
def _settled() -> Iterator[None]:
    """Let the garbage collector pass over what is there already: a register stays to the end."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def site_of(register: Register, read: Read) -> Site:
    """Return the site of a register, as far as this computer can make what it leads to.

    Raises:
        CannotRun: what the settings name is not there, or cannot be used.
    """
    return _site(_as_far_as_possible(register)[0], read)


def _site(register: Register, read: Read) -> Site:
    return Site(register, office_look(register.settings.publishing, template_names(), read))


def outputs_of(site: Site) -> Iterator[Output]:
    """Go through everything that is published with a site."""
    return each(_outputs_of(site))


def _outputs_of(site: Site) -> Iterator[Output | Bundle]:
    told = site.register, site.addresses, site.fingerprints
    downloads = chain(
        workbook_outputs(*told),
        document_outputs(*told),
        open_data_outputs(site.register, site.fingerprints),
    )
    return bundled_outputs(site, downloads)


def outputs(register: Register, read: Read) -> Iterator[Output]:
    """Go through everything that a register publishes.

    Raises:
        CannotRun: what the settings name is not there, or cannot be used.
    """
    return outputs_of(site_of(register, read))


def _as_far_as_possible(register: Register) -> tuple[Register, str]:
    """Leave out what cannot be made on this computer, so that no page leads to it.

    Returns:
        The register with the settings that can be met, and what is left out and why; empty where
        nothing is.
    """
    publishing = register.settings.publishing
    edition = publishing.workbooks.edition
    wanted = [*(["PDF"] if publishing.documents else []), *(["一单一表一图"] if edition else [])]
    reason = why_not() if wanted else ""
    if not reason:
        return register, ""
    books = publishing.workbooks.model_copy(update={"edition": False})
    without = publishing.model_copy(update={"workbooks": books})
    settings = register.settings.model_copy(update={"publishing": without})
    return replace(register, settings=settings), f"没有生成{'和'.join(wanted)}：{reason}"
