"""What follows from the graph alone: loops, rows, the main path."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.publish.flowchart.graph import Chart, Edge, StepKind


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two steps known by their position in the chart; `back` closes a loop."""

    source: int
    target: int
    label: str
    back: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A chart made ready for the layout: every step has a lane and a row.

    Numbers follow from where the steps stand: `grid.prepare` gives them.
    """

    chart: Chart
    lanes: tuple[str, ...]
    lane_of: tuple[int, ...]
    links: tuple[Link, ...]
    row: tuple[int, ...]
    main: tuple[int, ...]
    number: tuple[int, ...] = ()


def plan(chart: Chart) -> Plan:
    """Read the structure of a chart."""
    lanes = tuple(dict.fromkeys((*chart.lanes, *(step.lane for step in chart.steps))))
    lane_index = {lane: n for n, lane in enumerate(lanes)}
    lane_of = tuple(lane_index[step.lane] for step in chart.steps)
    pairs = _known_edges(chart)
    roots = _roots(chart, pairs)
    back = _back_edges(len(chart.steps), pairs, roots)
    links = tuple(Link(s, t, e.label, n in back) for n, (s, t, e) in enumerate(pairs))
    row = _rows(len(chart.steps), links, roots)
    main = _main_path(links, roots, row)
    return Plan(chart, lanes, lane_of, links, row, main)


def _known_edges(chart: Chart) -> list[tuple[int, int, Edge]]:
    first: dict[str, int] = {}
    for n, step in enumerate(chart.steps):
        first.setdefault(step.id, n)
    return [
        (first[edge.source], first[edge.target], edge)
        for edge in dict.fromkeys(chart.edges)
        if edge.source in first and edge.target in first
    ]


def _roots(chart: Chart, pairs: list[tuple[int, int, Edge]]) -> list[int]:
    """Where to begin reading: start symbols, then steps nothing leads to, then any other."""
    entered = {t for s, t, _ in pairs if s != t}
    starts = [v for v, step in enumerate(chart.steps) if step.kind is StepKind.START]
    sources = [v for v in range(len(chart.steps)) if v not in entered]
    return list(dict.fromkeys((*starts, *sources, *range(len(chart.steps)))))


def _back_edges(size: int, pairs: list[tuple[int, int, Edge]], roots: list[int]) -> set[int]:
    """Return the positions of the edges that lead back to a step still open in a depth-first run.

    Without them the graph has no loop, whatever it was.
    """
    out: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for n, (source, target, _) in enumerate(pairs):
        out[source].append((n, target))
    back: set[int] = set()
    state = [0] * size  # 0 new, 1 open, 2 done
    for root in roots:
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(out[root]))]
        while stack:
            v, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                state[v] = 2
                stack.pop()
            elif state[step[1]] == 1:
                back.add(step[0])
            elif state[step[1]] == 0:
                state[step[1]] = 1
                stack.append((step[1], iter(out[step[1]])))
    return back


def _rows(size: int, links: tuple[Link, ...], roots: list[int]) -> tuple[int, ...]:
    """Give every step a row below all steps that lead to it; parts without a link go below."""
    out: list[list[int]] = [[] for _ in range(size)]
    waiting = [0] * size
    for link in links:
        if not link.back:
            out[link.source].append(link.target)
            waiting[link.target] += 1
    row = [0] * size
    ready = [v for v in roots if not waiting[v]]
    late = [v for v in ready if v != roots[0]]
    for v in ready:  # grows while it is read
        for target in out[v]:
            row[target] = max(row[target], row[v] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for v in late:  # a second source stands just above what it leads to, not at the top
        if out[v]:
            row[v] = min(row[target] for target in out[v]) - 1
    return _stacked(row, links, roots)


def _stacked(row: list[int], links: tuple[Link, ...], roots: list[int]) -> tuple[int, ...]:
    neighbours: list[list[int]] = [[] for _ in row]
    for link in links:
        neighbours[link.source].append(link.target)
        neighbours[link.target].append(link.source)
    seen: set[int] = set()
    top = 0
    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        part = [root]
        for v in part:  # grows while it is read
            fresh = [n for n in dict.fromkeys(neighbours[v]) if n not in seen]
            seen.update(fresh)
            part.extend(fresh)
        shift = top - min(row[v] for v in part)
        for v in part:
            row[v] += shift
        top = max(row[v] for v in part) + 1
    return tuple(row)


def _main_path(links: tuple[Link, ...], roots: list[int], row: tuple[int, ...]) -> tuple[int, ...]:
    """Return the longest way down from the first root; of equal ways the one written first."""
    out: dict[int, list[int]] = {}
    for link in links:
        if not link.back:
            out.setdefault(link.source, []).append(link.target)
    depth = [0] * len(row)
    for v in sorted(range(len(row)), key=row.__getitem__, reverse=True):
        depth[v] = 1 + max((depth[target] for target in out.get(v, ())), default=0)
    path = roots[:1]
    while path and path[-1] in out:
        path.append(max(out[path[-1]], key=depth.__getitem__))
    return tuple(path)
