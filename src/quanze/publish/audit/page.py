"""The audit as one page: nothing but HTML and its own CSS, readable printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Template

from quanze.publish.audit.facts import AuditReport, Verdict, about
from quanze.publish.page import page_environment

_TEMPLATES: Final = Path(__file__).parent / "templates"
_CHANGES: Final = Path(__file__).parents[1] / "changes" / "templates"
"""The pages on changes look alike."""
_LISTED: Final = 40
"""So many changes of one commit stand on the page; the workbook has all."""
_CLASSES: Final = {
    Verdict.WRONG: "bad",
    Verdict.RIGHT: "good",
    Verdict.DRAFT: "draft",
    Verdict.UNRECORDED: "draft",
}


def page(report: AuditReport) -> str:
    """Return the page."""
    return _template().render(report=report, listed=_LISTED, about=about, classes=_CLASSES)


@cache
def _template() -> Template:
    return page_environment(_TEMPLATES, _CHANGES).get_template("audit.html")
