"""Publishing in tests: the website, of a register that lies in no repository."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from quanze.model.register import Register
from quanze.publish.open_data import open_data_outputs
from quanze.publish.publication import Published
from quanze.publish.publication import publish as put
from quanze.publish.site import Site, site_outputs
from quanze.publish.stamp import Stamp


def publish(register: Register, target: Path) -> Published:
    """Publish the website of a register of no version, with the data that it links to."""
    outputs = chain(site_outputs(Site(register)), open_data_outputs(register))
    return put(outputs, Stamp(None), target, {})
