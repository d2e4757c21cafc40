"""The steps of a flow without rings, each behind all that lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.flow import FlowStep
from quanze.model.flow_graph import FlowGraph


def in_order(graph: FlowGraph) -> Iterator[FlowStep]:
    """Go through the steps, each behind all that lead to it; those in a ring are left out."""
    left = {name: len(before) for name, before in predecessors(graph).items()}
    ready = [name for name, number in left.items() if not number]
    for name in ready:
        yield graph.steps[name]
        for target in graph.links[name]:
            left[target] -= 1
            if not left[target]:
                ready.append(target)


def predecessors(graph: FlowGraph) -> dict[str, list[str]]:
    """Return for each step those that lead to it."""
    found: dict[str, list[str]] = {name: [] for name in graph.steps}
    for name, targets in graph.links.items():
        for target in targets:
            found[target].append(name)
    return found
