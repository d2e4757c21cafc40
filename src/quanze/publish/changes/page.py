"""The changes as one page: nothing but HTML and its own CSS, readable printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Template

from quanze.diff.reductions import UNITS
from quanze.model.change_kind import change_kinds
from quanze.publish.changes import own_lists
from quanze.publish.changes.facts import ChangeReport
from quanze.publish.page import page_environment

_TEMPLATES = Path(__file__).parent / "templates"


def page(report: ChangeReport) -> str:
    """Return the page."""
    return _template().render(
        report=report,
        units=UNITS,
        taxonomy=change_kinds(),
        own_title=own_lists.TITLE,
        own_note=own_lists.NOTE,
    )


@cache
def _template() -> Template:
    return page_environment(_TEMPLATES).get_template("changes.html")
