"""Tables of what jobs cost: quanze first, its peers after it, each with its ratio to quanze."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from measuring import Cost, Failed, median

Job = Callable[[], Cost]
"""Does the work once and tells what it cost."""


class Row(NamedTuple):
    """One line of a table."""

    label: str
    prepare: Callable[[], Job]
    """Installs, converts, warms up: whatever is not counted. May raise Failed."""
    note: str | Callable[[], str] = ""
    """What stands behind the figures; a function is asked when all runs are over."""


_HEAD: Final = "| | CPU s | wall s | peak MiB | CPU × quanze | |\n|---|---:|---:|---:|---:|---|"


def print_table(title: str, rows: Iterable[Row], runs: int, *, compared: bool = True) -> bool:
    """Measure the rows and print them as Markdown; where they are `compared`, with the first one.

    All rows take their turn before any has its second: a machine whose speed changes from one quarter of
    an hour to the next is as fast for the one as for the other. A row that cannot be measured says why.
    Returns whether all were.
    """
    print(f"\n### {title}\n\n{_HEAD}", flush=True)
    measured = [_Measured(row) for row in rows]
    for _ in range(runs):
        for one in measured:
            one.run()
    first = measured[0].cost if measured and compared else None
    for one in measured:
        print(one.line(first), flush=True)
    return not any(one.failed for one in measured)


class _Measured:
    """A row and what its runs cost so far; it is prepared as soon as it is made."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.failed = ""
        self._costs: list[Cost] = []
        try:
            self._job = row.prepare()
        except Failed as reason:
            self.failed = str(reason)

    def run(self) -> None:
        if self.failed:
            return
        print(f"… {self.row.label}", file=sys.stderr, flush=True)
        try:
            self._costs.append(self._job())
        except Failed as reason:
            self.failed = str(reason)

    @property
    def cost(self) -> Cost | None:
        """The medians."""
        return None if self.failed else median(self._costs)

    def line(self, first: Cost | None) -> str:
        """Return the line of the table, held against the first one's cost."""
        if (cost := self.cost) is None:
            return f"| {self.row.label} | – | – | – | – | not measured: {self.failed} |"
        ratio = f"{cost.cpu / first.cpu:.2f}" if first else "–"
        figures = f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.peak:.0f} | {ratio}"
        note = self.row.note if isinstance(self.row.note, str) else self.row.note()
        return f"| {self.row.label} | {figures} | {note} |"
