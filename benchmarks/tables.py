"""Tables of what jobs cost: quanze first, its peers after it, each with its ratio to quanze."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from measuring import Cost, Failed, repeated

Job = Callable[[], Cost]
"""Does the work once and tells what it cost."""


class Row(NamedTuple):
    """One line of a table."""

    label: str
    prepare: Callable[[], Job]
    """Installs, converts, warms up: whatever is not counted. May raise Failed."""
    note: str = ""


_HEAD: Final = "| | CPU s | wall s | peak MiB | CPU × quanze | |\n|---|---:|---:|---:|---:|---|"


def print_table(title: str, rows: Iterable[Row], runs: int) -> bool:
    """Measure the rows and print them as Markdown; the first is what the others are held against.

    A row that cannot be measured says why. Returns whether all were.
    """
    print(f"\n### {title}\n\n{_HEAD}", flush=True)
    costs: list[Cost | None] = []
    for row in rows:
        print(f"… {row.label}", file=sys.stderr, flush=True)
        try:
            cost = repeated(row.prepare(), runs)
        except Failed as reason:
            costs.append(None)
            print(f"| {row.label} | – | – | – | – | not measured: {reason} |", flush=True)
        else:
            costs.append(cost)
            print(_line(row, cost, costs[0]), flush=True)
    return None not in costs


def _line(row: Row, cost: Cost, first: Cost | None) -> str:
    ratio = f"{cost.cpu / first.cpu:.2f}" if first else "–"
    figures = f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.peak:.0f} | {ratio}"
    return f"| {row.label} | {figures} | {row.note} |"
