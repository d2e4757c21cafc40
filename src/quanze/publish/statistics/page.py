"""The figures as one page: nothing but HTML, its own CSS and charts; readable printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Template

from quanze.publish.page import page_environment
from quanze.publish.statistics.drawings import drawings
from quanze.publish.statistics.report import Report
from quanze.publish.statistics.tables import tables, written
from quanze.publish.statistics.words import base, changed, made_of, value

_HERE: Final = Path(__file__).parent
_CHANGES: Final = _HERE.parent / "changes" / "templates"
"""The pages on two versions look alike."""
_CHARTS: Final = _HERE.parent / "site" / "assets"
"""Where the style of charts lies."""


def page(report: Report) -> str:
    """Return the page."""
    found = list(tables(report))
    return _template().render(
        report=report,
        drawings=list(drawings(report)),
        tables=[table for table in found if table.name != "计划"],
        aims=[table for table in found if table.name == "计划"],
        written=written,
        base=base,
        changed=changed,
        made_of=made_of,
        value=value,
    )


@cache
def _template() -> Template:
    return page_environment(_HERE / "templates", _CHANGES, _CHARTS).get_template("statistics.html")
