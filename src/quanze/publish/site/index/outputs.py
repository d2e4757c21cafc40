"""The files of the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from quanze.publish.outputs import Output, fingerprint
from quanze.publish.site.index.documents import DEPARTMENT, JOINT, LAW, SERVICE, documents
from quanze.publish.site.index.index import Index
from quanze.publish.site.index.synonyms import Synonyms
from quanze.publish.site.site import Site

FOLDER = "assets/search"


def index_outputs(site: Site) -> Iterator[Output]:
    """Go through the files: the base, and the parts where these are files of their own."""
    settings = site.register.settings.publishing
    found = list(documents(site, Synonyms(settings.synonyms)))
    departments = [lists.name for lists in site.register.departments]
    kinds = [*site.figures.by_type, SERVICE, DEPARTMENT, LAW, JOINT]
    rests_on = fingerprint(repr(departments), repr(kinds), *map(repr, found))
    index = Index(found, departments, kinds, rests_on[:8])
    for name, make in index.files():
        yield Output(f"{FOLDER}/{name}.js", rests_on, partial(_bytes, make))


def _bytes(make: Callable[[], str]) -> bytes:
    return make().encode("utf-8", errors="replace")
