"""Routes and their parts, and which lines may share a place.

Edges that leave a step together share a line until they part, and edges that enter a step
together share one from where they meet: such a line is a net. A branch with a label is a net of
its own, so that answers never run together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from quanze.publish.flowchart.frame import Point
from quanze.publish.flowchart.order import Link, Plan


class Net(NamedTuple):
    """Lines that may lie on each other: all from, or all to, the same step (or one branch)."""

    kind: str
    number: int


class Leg(NamedTuple):
    """A straight part of a route."""

    a: Point
    b: Point
    net: Net

    @property
    def upright(self) -> bool:
        """Whether it runs down or up."""
        return self.a.x == self.b.x


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an edge from the middle of its source to the middle of its target."""

    link: Link
    legs: tuple[Leg, ...]

    @property
    def exit(self) -> str:
        """The side by which it leaves its source: "below", "left" or "right"."""
        return side_of(self.legs[0].a, self.legs[0].b)

    @property
    def entry(self) -> str:
        """The side by which it enters its target: "above", "left" or "right"."""
        return side_of(self.legs[-1].b, self.legs[-1].a)


def side_of(box: Point, other: Point) -> str:
    """Name the side of a symbol that faces a place straight beside, above or below it."""
    if box.x == other.x:
        return "below" if other.y > box.y else "above"
    return "left" if other.x < box.x else "right"


def name_nets(plan: Plan) -> tuple[list[Net], list[Net], list[Net]]:
    """Name the net each edge begins in, and the nets below and above each step.

    An edge that is alone at one of its ends has one net throughout.
    """
    foot = [Net("out", v) for v in range(len(plan.row))]
    head = [Net("in", v) for v in range(len(plan.row))]
    leaving = Counter(link.source for link in plan.links)
    entering = Counter(link.target for link in plan.links)
    out = []
    for n, link in enumerate(plan.links):
        net = Net("branch", n) if link.label else foot[link.source]
        if entering[link.target] == 1:
            head[link.target] = net
        elif leaving[link.source] == 1:
            net = foot[link.source] = head[link.target]
        out.append(net)
    return out, foot, head
