"""A document as one web page that needs no other file, and prints on A4."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quanze.publish.document.content import Document, Heading, Look, Paragraph, Table, lines
from quanze.publish.spreadsheet.cells import storable

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES: Final = Path(__file__).parent / "templates"
_SITE_STYLE: Final = Path(__file__).parents[1] / "site" / "assets" / "site.css"


def as_page(document: Document, register: str) -> bytes:
    """Return a document as a page in UTF-8; the same document gives the same bytes.

    Args:
        document: what it says; flow charts have no place in it.
        register: whose register it was made from.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    page = _environment().get_template("document.html")
    text = page.render(
        document=document,
        pieces=[(_kind(line), line) for line in lines(document)],
        signed=Look.SIGNED,
        register=register,
        style=style,
        policy=policy,
    )
    return storable(text).encode("utf-8")


def _kind(line: object) -> str:
    if isinstance(line, Heading):
        return "heading"
    if isinstance(line, Paragraph):
        return "paragraph"
    return "table" if isinstance(line, Table) else "other"


@cache
def _style() -> str:
    """The look of the site, and what a document has beyond it."""
    own = (_TEMPLATES / "document.css").read_text(encoding="utf-8")
    return f"\n{_SITE_STYLE.read_text(encoding='utf-8')}\n{own}"


@cache
def _environment() -> Environment:
    from quanze.publish.page import page_environment

    return page_environment(_TEMPLATES)
