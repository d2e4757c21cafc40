"""One page of every kind that a site has, for tests that look at each kind of page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from quanze.model.register import Register
from quanze.publish.outputs import Output
from quanze.publish.site.build import site_outputs
from quanze.publish.site.site import Site
from quanze.publish.stamp import Stamp, stamped

from .conftest import PERMIT


def kind_of(path: str) -> str:
    """Return what pages made by the same template in the same way have in common."""
    *folders, name = path.removesuffix(".html").split("/")
    name = re.sub(r"-\d+$", "-n", name)
    if len(folders) == 2 and folders[0] == "departments":
        return f"departments/*/{'TYPE' if name[:2].isupper() or name == 'unknown' else name}"
    return "/".join([*folders[:1], *(["*"] if folders and name != "index" else [name])])


def write_kinds(registers: Iterable[Register], folder: Path) -> dict[str, Path]:
    """Write the first page of each kind, and what pages need besides; return the pages by their kinds.

    Each register gets a folder of its own; of items, the one that fills every element is taken.
    """
    found: dict[str, Path] = {}
    for number, register in enumerate(registers):
        for output in site_outputs(Site(register)):
            kind = kind_of(output.path)
            place = folder / str(number) / output.path
            if not output.path.endswith(".html"):
                _write(output, place)
            elif kind not in found or PERMIT in output.path:
                _write(output, place)
                found[kind] = place
    return found


def _write(output: Output, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    data = output.make()
    place.write_bytes(stamped(data, Stamp(None)) if output.stamped else data)
