"""Where everything is: a page for readers, and files for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from quanze.model.patterns import pattern
from quanze.publish.outputs import Output, fingerprint
from quanze.publish.site.home import type_links
from quanze.publish.site.json_ld import absolute
from quanze.publish.site.paging import Sheet, sheets
from quanze.publish.site.site import Site

PAGE: Final = "sitemap.html"
LARGEST: Final = 50_000
"""How many addresses a sitemap may have by its standard."""

_HOME: Final = ("首页", "index.html")
_FURTHER: Final = pattern(r"-\d+\.html$")
"""Ends the address of a page that goes on a list."""

_OF_DEPARTMENTS: Final = {
    "duties.html": "责任清单",
    "boundaries.html": "职责边界",
    "flows.html": "流程图",
}
"""Pages of a department beside its power list, which stands under the department's name."""

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Entry(NamedTuple):
    """A department with its pages."""

    name: str
    page: str
    links: tuple[tuple[str, str], ...]


def outputs(site: Site, pages: Iterable[str]) -> Iterator[Output]:
    """Go through the files, once all other pages are known.

    Args:
        site: the site.
        pages: the places of all its pages.
    """
    known = dict.fromkeys(path for path in pages if path.endswith(".html"))
    readable = list(_readable(site, known))
    yield from readable
    settings = site.register.settings
    home = absolute(settings, "")
    if home is None:
        return
    known.update(dict.fromkeys(output.path for output in readable))
    # Pages that ask not to be found are not named either.
    unfound = {place for gone in site.gone.values() for place in (gone.page, gone.folder)}
    found = (path for path in known if not {path, path[: path.rfind("/") + 1]} & unfound)
    yield from _for_engines(home, list(found))


def _readable(site: Site, known: dict[str, None]) -> Iterator[Output]:
    named = [(name, path) for path, name in site.named.items() if not _FURTHER.search(path)]
    whole = [(name, path) for name, path in (_HOME, *named) if path in known]
    types = [(kind["name"], kind["page"]) for kind in type_links(site) if kind["page"] in known]
    for sheet in sheets(list(_entries(site, known)), PAGE):
        yield _page(site, sheet, whole, types)


def _page(
    site: Site, sheet: Sheet[Entry], whole: list[tuple[str, str]], types: list[tuple[str, str]]
) -> Output:
    shown: dict[str, Any] = {"sheet": sheet, "whole": whole, "types": types}
    rests_on = (whole, types, sheet.rows, sheet.paths, sheet.number)
    return site.page(sheet.path, PAGE, rests_on, lambda: shown, [("网站地图", None)])


def _entries(site: Site, known: dict[str, None]) -> Iterator[Entry]:
    for lists in site.register.departments:
        home = site.addresses.folder(lists).home
        folder = home.rpartition("/")[0]
        links = [(name, f"{folder}/{file}") for file, name in _OF_DEPARTMENTS.items()]
        yield Entry(lists.name, home, tuple(link for link in links if link[1] in known))


def _for_engines(home: str, paths: Sequence[str]) -> Iterator[Output]:
    parts = [paths[at : at + LARGEST] for at in range(0, len(paths), LARGEST)]
    if len(parts) == 1:
        yield _text("sitemap.xml", _addresses(home, parts[0]))
    else:
        files = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield _text("sitemap.xml", _index(home, files))
        for file, part in zip(files, parts, strict=True):
            yield _text(file, _addresses(home, part))
    # Robots look for this file at the top of a host only.
    if urlsplit(home).path == "/":
        yield _text("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {home}sitemap.xml\n")


def _addresses(home: str, paths: Iterable[str]) -> str:
    # No lastmod: the list's date says nothing of when a page was changed.
    rows = "".join(f"<url><loc>{_address(home, path)}</loc></url>\n" for path in paths)
    return f"{_XML}<urlset {_SPACE}>\n{rows}</urlset>\n"


def _index(home: str, files: Iterable[str]) -> str:
    rows = "".join(f"<sitemap><loc>{_address(home, file)}</loc></sitemap>\n" for file in files)
    return f"{_XML}<sitemapindex {_SPACE}>\n{rows}</sitemapindex>\n"


def _address(home: str, path: str) -> str:
    return escape(home + ("" if path == "index.html" else path))


def _text(path: str, text: str) -> Output:
    data = text.encode()
    return Output(path, fingerprint(data), lambda: data)
