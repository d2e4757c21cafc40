"""Publishing in tests: the website, of a register that lies in no repository."""

from __future__ import annotations

from pathlib import Path

from quanze.model.register import Register
from quanze.publish.publication import Published
from quanze.publish.publication import publish as put
from quanze.publish.site import Site, bundled_outputs
from quanze.publish.stamp import Stamp


def publish(register: Register, target: Path) -> Published:
    """Publish the website of a register of no version, without what it offers for download."""
    return put(bundled_outputs(Site(register)), Stamp(None), target, {})


def no_file(path: str) -> bytes:
    """Read a file of a register that has none beside its lists."""
    raise FileNotFoundError(path)
