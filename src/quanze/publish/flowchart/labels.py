"""Where the answer at an edge is written: beside the line, close to the step it leaves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from quanze.publish.flowchart.frame import is_middle
from quanze.publish.flowchart.nets import Net, Route
from quanze.publish.flowchart.shapes import SMALL
from quanze.publish.flowchart.text import fold, width

_LINES = 3
LINE = 15
"""Height of a line of a label, in px."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A label ready to be placed.

    `place` is "left" or "right" (over the line that leaves there), "below" (right of the line
    that leaves below) or "run" (on a track of its own, for further answers that leave below).
    """

    lines: tuple[str, ...]
    width: int
    height: int
    place: str


@dataclass(frozen=True, slots=True)
class Way:
    """A route with its label, if it has one."""

    route: Route
    tag: Tag | None


def ways(routes: tuple[Route, ...], em: int) -> tuple[Way, ...]:
    """Give every route its label, in lines of at most `em` characters."""
    below = Counter(r.link.source for r in routes if r.link.label and r.exit == "below")
    found = []
    for n, route in enumerate(routes):
        if not route.link.label.strip():
            found.append(Way(route, None))
            continue
        legs = route.legs
        crowded = route.exit == "below" and below[route.link.source] > 1
        if crowded and len(legs) > 1 and not is_middle(legs[1].a.y):
            alone = legs[1]._replace(net=Net("label", n))
            route = replace(route, legs=(legs[0], alone, *legs[2:]))  # noqa: PLW2901
            found.append(Way(route, _tag(route.link.label, "run", em)))
        else:
            found.append(Way(route, _tag(route.link.label, route.exit, em)))
    return tuple(found)


def _tag(label: str, place: str, em: int) -> Tag:
    lines = fold(label, em)
    if len(lines) > _LINES:  # the whole answer stands in the description and the step table
        lines = (*lines[: _LINES - 1], lines[_LINES - 1][: em - 1] + "…")
    wide = max(width(line) for line in lines) * SMALL
    return Tag(lines, round(wide + 0.5), len(lines) * LINE, place)
