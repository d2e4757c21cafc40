"""The changes as one page: nothing but HTML and its own CSS, readable printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from quanze.diff.reductions import UNITS
from quanze.model.change_kind import change_kinds
from quanze.model.visible_text import visible
from quanze.publish.changes.facts import ChangeReport

_TEMPLATES = Path(__file__).parent / "templates"


def page(report: ChangeReport) -> str:
    """Return the page."""
    return _template().render(report=report, units=UNITS, taxonomy=change_kinds())


@cache
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    return made.get_template("changes.html")


def _shown(value: Any) -> Any:
    """A text of a list cannot turn the reading direction of what stands around it."""
    plain = isinstance(value, str) and not isinstance(value, Markup)
    return visible(value) if plain else value
