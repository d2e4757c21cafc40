"""并联: where a step is followed by several others at once, and where their ways join again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from quanze.publish.flowchart.graph import Chart, StepKind
from quanze.publish.flowchart.order import Link, Plan

Out = Mapping[int, tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """Steps done side by side, known by their position: `fork` comes before them, `join` after."""

    fork: int
    join: int
    firsts: tuple[int, ...]
    steps: frozenset[int]


def sections(planned: Plan) -> tuple[Section, ...]:
    """Find the parallel sections, from the top; those within another are left out."""
    out: dict[int, tuple[Link, ...]] = {}
    for link in planned.links:
        if not link.back:
            out[link.source] = (*out.get(link.source, ()), link)
    found: list[Section] = []
    for fork in sorted(out, key=planned.number.__getitem__):
        firsts = _firsts(planned.chart, fork, out)
        inside = any(fork in other.steps for other in found)
        if len(firsts) > 1 and not inside:
            found += _joined(planned, fork, firsts, out)
    return tuple(found)


def _firsts(chart: Chart, fork: int, out: Out) -> tuple[int, ...]:
    """The steps that follow a step at once: a decision chooses, it does not do both."""
    if chart.steps[fork].kind is StepKind.DECISION:
        return ()
    return tuple(dict.fromkeys(link.target for link in out[fork] if not link.label.strip()))


def _joined(planned: Plan, fork: int, firsts: tuple[int, ...], out: Out) -> Iterator[Section]:
    """Give the section that ends at the first step where all ways from the fork meet."""
    reach = [_reach(first, out, None) for first in firsts]
    meeting = frozenset.intersection(*reach) - set(firsts)
    for join in sorted(meeting, key=lambda v: (planned.row[v], v)):
        # A way that ends on its own (退件) leaves the section: it is not done side by side.
        parts = [
            frozenset(v for v in _reach(first, out, join) if join in _reach(v, out, None))
            for first in firsts
        ]
        steps = frozenset.union(*parts)
        apart = all(not a & b for a, b in combinations(parts, 2))
        if apart and _entered_only_from(fork, steps, planned):
            yield Section(fork, join, firsts, steps)
            return


def _reach(first: int, out: Out, barrier: int | None) -> frozenset[int]:
    """Return a step and all that come after it, not going beyond a barrier."""
    found: set[int] = set()
    waiting = [first]
    while waiting:
        v = waiting.pop()
        if v not in found and v != barrier:
            found.add(v)
            waiting.extend(link.target for link in out.get(v, ()))
    return frozenset(found)


def _entered_only_from(fork: int, steps: frozenset[int], planned: Plan) -> bool:
    return all(
        link.source in steps or link.source == fork
        for link in planned.links
        if link.target in steps and not link.back
    )
