"""The audit as one page: nothing but HTML and its own CSS, readable printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from quanze.model.visible_text import visible
from quanze.publish.audit.facts import AuditReport, Verdict, about

_TEMPLATES: Final = Path(__file__).parent / "templates"
_CHANGES: Final = Path(__file__).parents[1] / "changes" / "templates"
"""The pages on changes look alike."""
_LISTED: Final = 40
"""So many changes of one commit stand on the page; the workbook has all."""
_CLASSES: Final = {
    Verdict.WRONG: "bad",
    Verdict.RIGHT: "good",
    Verdict.DRAFT: "draft",
}


def page(report: AuditReport) -> str:
    """Return the page."""
    return _template().render(report=report, listed=_LISTED, about=about, classes=_CLASSES)


@cache
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader([_TEMPLATES, _CHANGES], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    return made.get_template("audit.html")


def _shown(value: Any) -> Any:
    """Texts of commits and lists turn no line of the page around; markup of our own stays as it is."""
    return visible(value) if type(value) is str else value
