"""The notice as one web page that needs no other file, and prints on A4."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quanze.diff.words import Mark, Run
from quanze.model.visible_text import visible
from quanze.publish.notice.context import NOTHING, context
from quanze.publish.notice.facts import NoticeFacts
from quanze.publish.spreadsheet.cells import storable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES: Final = Path(__file__).parent / "templates"
_SITE_STYLE: Final = Path(__file__).parents[1] / "site" / "assets" / "site.css"
_TAGS: Final = {Mark.STRUCK: "del", Mark.INSERTED: "ins"}


def notice_page(facts: NoticeFacts) -> bytes:
    """Return the notice as a page in UTF-8; the same facts give the same bytes."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    page = _environment().get_template("notice.html")
    text = page.render(**context(facts), facts=facts, style=style, policy=policy)
    return storable(text).encode("utf-8")


@cache
def _style() -> str:
    """The look of the site, and what a notice has beyond it."""
    own = (_TEMPLATES / "notice.css").read_text(encoding="utf-8")
    return f"\n{_SITE_STYLE.read_text(encoding='utf-8')}\n{own}"


@cache
def _environment() -> Environment:
    from quanze.publish.page import page_environment

    made = page_environment(_TEMPLATES)
    made.filters["marked"] = marked_words
    return made


def marked_words(runs: Sequence[Run]) -> str | Markup:
    """Return one side of a difference with the words marked that the other side does not have.

    Where the two have nothing in common there is nothing to mark.
    """
    from markupsafe import Markup

    if all(run.mark is not Mark.KEPT for run in runs):
        return "".join(run.text for run in runs) or NOTHING
    return Markup().join(
        Markup("<{0}>{1}</{0}>").format(_TAGS[run.mark], visible(run.text))
        if run.mark in _TAGS
        else visible(run.text)
        for run in runs
    )
