"""The page of figures as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from quanze.diff.figures_back import WalkBack, figures_back
from quanze.publish.outputs import Output
from quanze.publish.site.figures_page.figure import Figure
from quanze.publish.site.figures_page.now import Now, now
from quanze.publish.site.figures_page.over_time import NEWEST, over_time
from quanze.publish.site.records import INDEX
from quanze.publish.site.site import Site

PAGE: Final = "figures.html"
NAME: Final = "数据"


def pages(site: Site) -> Iterator[Output]:
    """Return the one page, where there are powers."""
    if not site.figures.total:
        return
    counted = now(site.register, site.figures)
    walk = figures_back(site.register)
    yield site.page(
        PAGE,
        "figures.html",
        (counted.rests_on, _rests_on(walk)),
        lambda: {
            "sections": _sections(counted, walk),
            "total": site.figures.total,
            "newest": NEWEST,
            "adjustments": INDEX,
        },
        [(NAME, None)],
    )


def _sections(counted: Now, walk: WalkBack) -> list[tuple[str, str, list[Figure]]]:
    """Return the headings of the page, each with its figures."""
    found = (
        ("items", "有哪些职权", list(counted.kinds())),
        ("service", "怎么办理", list(counted.service())),
        ("limits", "办理时限", list(counted.limits())),
        ("versions", "历次调整以来", list(over_time(walk))),
    )
    return [section for section in found if section[2]]


def _rests_on(walk: WalkBack) -> tuple[Any, ...]:
    versions = [
        (told.record.number, told.record.title, told.record.totals, told.total,
         [repr(one) for one in told.sums], told.unknown)
        for told in walk.versions
    ]  # fmt: skip
    return versions, walk.before, walk.end
