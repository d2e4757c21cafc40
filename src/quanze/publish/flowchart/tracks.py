"""Lines side by side in a channel or gutter: in the order that crosses least, packed tightly."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

PITCH = 10
"""Room for a line beside its neighbour, in px."""


@dataclass(slots=True)
class Run:
    """A line along a channel or gutter from `low` to `high`.

    `before` are the places along it where lines join from the near side (above or left), `after`
    those on the far side. `room` is what it needs across: more than `PITCH` when a label is on it.
    """

    low: float
    high: float
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    room: int = PITCH

    def join(self, a: float, b: float) -> None:
        """Make the line reach from a to b as well."""
        self.low = min(self.low, a, b)
        self.high = max(self.high, a, b)


def pack(runs: Mapping[K, Run], gap: float) -> tuple[dict[K, int], int]:
    """Place every run; return how far across each lies, in px, and the room they take together.

    Runs closer than `gap` to each other along the channel do not share a track.
    """
    order: list[K] = []
    for key in sorted(runs, key=lambda k: (runs[k].low, runs[k].high, repr(k))):
        _insert(order, key, runs)
    level: dict[K, int] = {}
    for n, key in enumerate(order):
        run = runs[key]
        level[key] = 1 + max(
            (level[k] for k in order[:n] if _meet(runs[k], run, gap)),
            default=-1,
        )
    rooms: dict[int, int] = {}
    for key, n in level.items():
        rooms[n] = max(rooms.get(n, 0), runs[key].room)
    ends = list(accumulate(rooms[n] for n in range(len(rooms))))
    return {key: ends[n] - PITCH // 2 for key, n in level.items()}, ends[-1] if ends else 0


def _insert(order: list[K], key: K, runs: Mapping[K, Run]) -> None:
    """Insert a run where it crosses the others least, late rather than early."""
    run = runs[key]
    cost = sum(_crossings(run, runs[other]) for other in order)
    best, where = cost, 0
    for n, other in enumerate(order, 1):
        cost += _crossings(runs[other], run) - _crossings(run, runs[other])
        if cost <= best:
            best, where = cost, n
    order.insert(where, key)


def _crossings(near: Run, far: Run) -> int:
    """Count the crossings of two lines of which one lies nearer than the other."""
    return sum(near.low < at < near.high for at in far.before) + sum(
        far.low < at < far.high for at in near.after
    )


def _meet(a: Run, b: Run, gap: float) -> bool:
    return a.low < b.high + gap and b.low < a.high + gap
