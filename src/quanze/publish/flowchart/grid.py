"""Which column of its lane a step stands in: the main path straight, branches beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quanze.publish.flowchart.graph import Chart
from quanze.publish.flowchart.order import Link, Plan, plan


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns counted over all lanes from left to right; a lane without steps has one, empty."""

    column: tuple[int, ...]
    lane_of_column: tuple[int, ...]
    rows: int


def prepare(chart: Chart) -> Plan:
    """Read a chart; steps are numbered from top to bottom, in a row from left to right."""
    read = plan(chart)
    columns = place(read).column
    order = sorted(range(len(read.row)), key=lambda v: (read.row[v], columns[v]))
    number = [0] * len(order)
    for position, v in enumerate(order, 1):
        number[v] = position
    return replace(read, number=tuple(number))


def place(planned: Plan) -> Grid:
    """Give every step a column, no two in the same row the same."""
    offsets = _Placing(planned).run()
    low = [0] * len(planned.lanes)
    high = [0] * len(planned.lanes)
    for v, offset in enumerate(offsets):
        lane = planned.lane_of[v]
        low[lane] = min(low[lane], offset)
        high[lane] = max(high[lane], offset)
    first: list[int] = []
    lane_of_column: list[int] = []
    for lane in range(len(planned.lanes)):
        first.append(len(lane_of_column))
        lane_of_column += [lane] * (high[lane] - low[lane] + 1)
    column = tuple(
        first[planned.lane_of[v]] + offset - low[planned.lane_of[v]]
        for v, offset in enumerate(offsets)
    )
    return Grid(column, tuple(lane_of_column), max(planned.row, default=-1) + 1)


class _Placing:
    """Columns as offsets from the column of the main path in each lane."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.offset: dict[int, int] = {}
        self.taken: set[tuple[int, int, int]] = set()
        self.kept_free: set[tuple[int, int, int]] = set()
        self.reach = dict.fromkeys(range(len(plan.lanes)), (0, 0))
        self.before: dict[int, list[Link]] = {}
        self.after: dict[int, list[Link]] = {}
        for link in plan.links:
            self.before.setdefault(link.target, []).append(link)
            self.after.setdefault(link.source, []).append(link)

    def run(self) -> list[int]:
        plan = self.plan
        for v in plan.main:
            self._put(v, 0)
        rest = [v for v in range(len(plan.row)) if v not in self.offset]
        # In a row, steps drawn to no side go first: they stand straight below what leads to them.
        for v in sorted(rest, key=lambda v: (plan.row[v], self._pull(v) != 0, v)):
            low, high = self.reach[plan.lane_of[v]]
            self._put(v, min(range(low - 1, high + 2), key=lambda o: self._cost(v, o)))
        return [self.offset[v] for v in range(len(plan.row))]

    def _put(self, v: int, offset: int) -> None:
        lane, row = self.plan.lane_of[v], self.plan.row[v]
        self.offset[v] = offset
        self.taken.add((lane, row, offset))
        low, high = self.reach[lane]
        self.reach[lane] = (min(low, offset), max(high, offset))
        for link in self.before.get(v, ()):
            s = link.source
            if self.plan.lane_of[s] == lane and self.offset.get(s) == offset:
                self.kept_free.update((lane, r, offset) for r in range(self.plan.row[s] + 1, row))

    def _cost(self, v: int, offset: int) -> tuple[float, int]:
        lane, row = self.plan.lane_of[v], self.plan.row[v]
        if (lane, row, offset) in self.taken:
            return (1e9, offset)
        low, high = self.reach[lane]
        cost = 0.0 if low <= offset <= high else 6.0
        cost += 5.0 * ((lane, row, offset) in self.kept_free)
        side = self._side(v)
        cost += 1.5 * (offset * side < 0) + 0.2 * abs(offset)
        for link in self.before.get(v, ()):
            if not link.back and self.plan.lane_of[link.source] == lane:
                cost += 2 * min(abs(offset - self.offset[link.source]), 2)
        return (cost, -offset * side)

    def _side(self, v: int) -> int:
        """Return -1 when a step belongs left of the main path, 1 when right of it.

        It stands towards the lanes it is linked with; else away from where its siblings go; else
        on the outside of the chart.
        """
        lane = self.plan.lane_of[v]
        siblings = [
            link.target for before in self.before.get(v, ()) for link in self.after[before.source]
        ]
        pull = self._pull(v) or -self._towards(lane, siblings)
        if pull:
            return 1 if pull > 0 else -1
        return 1 if 2 * lane >= len(self.plan.lanes) - 1 else -1

    def _pull(self, v: int) -> int:
        linked = [link.source for link in self.before.get(v, ())]
        linked += [link.target for link in self.after.get(v, ())]
        return self._towards(self.plan.lane_of[v], linked)

    def _towards(self, lane: int, steps: list[int]) -> int:
        """Count the steps in lanes right of a lane, less those left of it."""
        lanes = [self.plan.lane_of[v] for v in steps]
        return sum((other > lane) - (other < lane) for other in lanes)
