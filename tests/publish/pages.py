"""Pages of a site as tests read them: made in memory, and taken apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

from quanze.model.register import Register
from quanze.publish.outputs import Output
from quanze.publish.site import Site, site_outputs

# The elements without an end: those of HTML, and the shapes of a chart.
VOID = ("meta", "link", "input", "br", "wbr", "img", "rect", "path", "circle", "line")
DATA = {"type": "application/ld+json"}
"""The attributes of a script that tells something to programs, and that no browser runs."""


def files_of(register: Register, *endings: str) -> dict[str, bytes]:
    """Return the files of a site by their paths, those with these endings only, without writing any."""
    wanted = (
        output for output in site_outputs(Site(register)) if output.path.endswith(endings or "")
    )
    return {output.path: output.make() for output in wanted}


def item_pages(site: Site) -> Iterator[Output]:
    """Go through the pages of items."""
    return (one for one in site_outputs(site) if one.path.startswith("items/"))


def documents_of(register: Register) -> dict[str, Document]:
    """Return the pages of a site, taken apart."""
    return {path: Document(data.decode()) for path, data in files_of(register, ".html").items()}


class Tag(NamedTuple):
    name: str
    attributes: dict[str, str]


class Document(HTMLParser):
    """A page's tags and text; complains about tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.words: list[str] = []
        self.data: list[Any] = []
        """What it tells to programs."""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == [], self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}>"
        assert self.open.pop() == tag, f"</{tag}> in {self.open}"

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1].name == "wbr":
            # Where a line may break, no word ends.
            self.words[-1] += data
            return
        if self.open[-1:] != ["script"]:
            self.words.append(data)
            return
        assert self.tags[-1].attributes == DATA, (
            "a script on the page itself, which no policy lets run"
        )
        # Nothing that ends the script, or opens a comment in it.
        assert "<" not in data, data
        self.data.append(json.loads(data))

    def all(self, name: str) -> list[dict[str, str]]:
        return [tag.attributes for tag in self.tags if tag.name == name]

    @property
    def scripts(self) -> list[dict[str, str]]:
        """Those that a browser runs."""
        return [script for script in self.all("script") if script != DATA]

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def ids(self) -> list[str]:
        return [tag.attributes["id"] for tag in self.tags if "id" in tag.attributes]
