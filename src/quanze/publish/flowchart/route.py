"""The way of every edge over the map: the cheapest of a few patterns that is free.

Lines of different nets never lie on each other. Each step owns the channel halves next to it, so
that leaving below and entering above is always free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from quanze.publish.flowchart.frame import Frame, Point, is_middle, leaves, middle
from quanze.publish.flowchart.graph import StepKind
from quanze.publish.flowchart.grid import Grid
from quanze.publish.flowchart.nets import Leg, Net, Route, name_nets, side_of
from quanze.publish.flowchart.order import Link, Plan

_BEND, _CROSSING, _LENGTH, _DOWN = 10.0, 14.0, 1.0, 0.3


class _Candidate(NamedTuple):
    cost: float
    points: tuple[Point, ...]


def routes(plan: Plan, grid: Grid, frame: Frame) -> tuple[Route, ...]:
    """Route every edge; the main path first, then short edges, loops last."""
    router = _Router(plan, grid, frame)
    main = set(pairwise(plan.main))
    order = sorted(
        range(len(plan.links)), key=lambda n: (*_urgency(plan.links[n], plan, grid, main), n)
    )
    found = {n: router.route(n) for n in order}
    return tuple(found[n] for n in range(len(plan.links)))


def _urgency(
    link: Link, plan: Plan, grid: Grid, main: set[tuple[int, int]]
) -> tuple[bool, bool, int]:
    across = abs(grid.column[link.source] - grid.column[link.target])
    down = abs(plan.row[link.source] - plan.row[link.target])
    return (link.back, (link.source, link.target) not in main, across + down)


class _Router:
    def __init__(self, plan: Plan, grid: Grid, frame: Frame) -> None:
        self.frame = frame
        self.plan = plan
        self.at = [
            Point(frame.column[c], middle(r)) for c, r in zip(grid.column, plan.row, strict=True)
        ]
        self.columns = frozenset(frame.column)
        self.left = [frame.left[c] for c in grid.column]
        self.right = [frame.right[c] for c in grid.column]
        self.upright: dict[Point, Net] = {}
        self.level: dict[Point, Net] = {}
        self.legs: list[Leg] = []
        self.leaving: dict[tuple[int, str], list[Link]] = {}
        self.straight: set[tuple[int, int]] = set()
        self.out, self.foot, self.head = name_nets(plan)
        leaving = Counter(link.source for link in plan.links)
        self.forks = {v for v in leaving if leaving[v] > 1 and not self._is_decision(v)}
        for v, p in enumerate(self.at):
            self.upright[p] = self.level[p] = Net("box", v)
            self.upright[Point(p.x, p.y + 1)] = self.foot[v]
            self.upright[Point(p.x, p.y - 1)] = self.head[v]

    def route(self, number: int) -> Route:
        """Choose and reserve the way of an edge."""
        link = self.plan.links[number]
        best: tuple[float, tuple[Leg, ...]] | None = None
        for candidate in sorted(self._candidates(link)):
            if best and candidate.cost >= best[0]:
                break
            legs = self._legs(number, candidate.points)
            if not all(self._free(leg, link) for leg in legs):
                continue
            cost = candidate.cost + _CROSSING * sum(map(self._crossings, legs))
            if best is None or cost < best[0]:
                best = (cost, legs)
        assert best is not None  # noqa: S101 - leaving below and entering above is always free
        return self._reserve(link, best[1])

    def _reserve(self, link: Link, legs: tuple[Leg, ...]) -> Route:
        for leg in legs:
            taken = self.upright if leg.upright else self.level
            for point in self._guarded(leg):
                taken.setdefault(point, leg.net)
        self.legs.extend(legs)
        if len(legs) == 1:
            self.straight.add((link.source, link.target))
        self.leaving.setdefault((link.source, side_of(legs[0].a, legs[0].b)), []).append(link)
        return Route(link, legs)

    def _candidates(self, link: Link) -> Iterator[_Candidate]:
        for points in self._patterns(link):
            yield _Candidate(self._cost(link, points), points)

    def _patterns(self, link: Link) -> Iterator[tuple[Point, ...]]:
        s, t = self.at[link.source], self.at[link.target]
        below, above = s.y + 1, t.y - 1
        gutters = dict.fromkeys(
            side[v] for v in (link.source, link.target) for side in (self.left, self.right)
        )
        for g in gutters:
            yield (s, Point(s.x, below), Point(g, below), Point(g, above), Point(t.x, above), t)
            yield (s, Point(s.x, below), Point(g, below), Point(g, t.y), t)
            yield (s, Point(g, s.y), Point(g, above), Point(t.x, above), t)
            if s != t:
                yield (s, Point(g, s.y), Point(g, t.y), t)
        if t.y <= s.y:
            return
        if s.x == t.x:
            if (link.source, link.target) not in self.straight:
                yield (s, t)
            return
        yield (s, Point(t.x, s.y), t)
        yield (s, Point(s.x, t.y), t)
        for y in dict.fromkeys((below, below + 1, above - 1, above)):
            yield (s, Point(s.x, y), Point(t.x, y), t)

    def _cost(self, link: Link, points: tuple[Point, ...]) -> float:
        cost = _BEND * (len(points) - 2)
        for a, b in pairwise(points):
            cost += _LENGTH * abs(a.x - b.x) + _DOWN * abs(a.y - b.y)
        exit_side, entry_side = side_of(*points[:2]), side_of(points[-1], points[-2])
        cost += self._exit_cost(link, exit_side)
        cost += self._swerve_cost(link, points)
        if entry_side != "above" and not link.back:
            cost += 16 if self._is_decision(link.target) else 9
            cost += 6 * (link.source in self.forks and exit_side == "below")
        return cost + (6 if entry_side == "above" and link.back else 0)

    def _exit_cost(self, link: Link, side: str) -> float:
        """Branches of a decision leave by different sides; other steps are left below."""
        cost = 0.0
        others = self.leaving.get((link.source, side), ())
        if self._is_decision(link.source) or link.label:
            cost += 30.0 * len(others)
        elif any(other.label for other in others):
            cost += 30.0
        if side != "below" and not self._is_decision(link.source):
            cost += 0.0 if link.back else 12.0
        return cost + (10.0 if side == "below" and link.back else 0.0)

    def _swerve_cost(self, link: Link, points: tuple[Point, ...]) -> float:
        """Past steps in the same column, ways part on the left and join on the right."""
        ends = {points[0].x, points[-1].x}
        beside = [p.x for p in points if p.x not in ends]
        if len(ends) > 1 or not beside or link.back or self._is_decision(link.source):
            return 0.0
        left = beside[0] < points[0].x
        return 0.0 if left == (link.source in self.forks) else 0.5

    def _is_decision(self, v: int) -> bool:
        return self.plan.chart.steps[v].kind is StepKind.DECISION

    def _legs(self, number: int, points: tuple[Point, ...]) -> tuple[Leg, ...]:
        link = self.plan.links[number]
        out, into = self.out[number], self.head[link.target]
        # A loop is drawn dashed: it must not run on the line of an edge that is not.
        between = Net("loop", link.target) if link.back else into
        legs = []
        last = len(points) - 2
        for n, (a, b) in enumerate(pairwise(points)):
            if n == last:
                net = into if a.x == b.x else between
            elif n == 0:
                net = out
            else:
                net = out if a.y == b.y and leaves(a.y) else between
            legs.append(Leg(a, b, net))
        return tuple(legs)

    def _guarded(self, leg: Leg) -> list[Point]:
        """Return the places where nothing else may lie on the leg.

        Channels and gutters hold any number of lines side by side, columns and rows only one.
        """
        (ax, ay), (bx, by) = leg.a, leg.b
        if leg.upright:
            if ax not in self.columns:
                return []
            return [Point(ax, y) for y in range(min(ay, by), max(ay, by) + 1)]
        if not is_middle(ay):
            return []
        return [Point(x, ay) for x in range(min(ax, bx), max(ax, bx) + 1)]

    def _free(self, leg: Leg, link: Link) -> bool:
        taken = self.upright if leg.upright else self.level
        mine = (self.foot[link.source], self.head[link.target])
        ends = (self.at[link.source], self.at[link.target])
        for point in self._guarded(leg):
            owner = taken.get(point)
            if owner is None or point in ends:
                continue
            near_end = abs(point.y - ends[0].y) == 1 or abs(point.y - ends[1].y) == 1
            if owner != leg.net and not (leg.upright and near_end and owner in mine):
                return False
        return True

    def _crossings(self, leg: Leg) -> int:
        upright = leg.upright
        return sum(
            other.net != leg.net and (_cross(leg, other) if upright else _cross(other, leg))
            for other in self.legs
            if other.upright != upright
        )


def _cross(upright: Leg, level: Leg) -> bool:
    x, y = upright.a.x, level.a.y
    return min(level.a.x, level.b.x) < x < max(level.a.x, level.b.x) and (
        min(upright.a.y, upright.b.y) < y < max(upright.a.y, upright.b.y)
    )
