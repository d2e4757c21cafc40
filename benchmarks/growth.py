"""Whether the cost grows with the work: registers from 1,000 to 80,681 items, and the slope between neighbours.

Run, from the root of the repository:

    python benchmarks/growth.py                         # quanze validate, cold
    python benchmarks/growth.py --publish --most 10000  # and quanze publish

The slope is the exponent: 1 where twice the items cost twice as much, 2 where they cost four times as much.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Final

from measuring import Cost, repeated, run
from registers import write
from run import SIZES
from validating import CACHE, EITHER, QUANZE

ITEMS: Final = (1000, 3210, 10_000, 32_100, 80_681)
A_DEPARTMENT: Final = 100
"""Items of a department where the size is none of a real place."""


def departments(items: int) -> int:
    return SIZES.get(items) or items // A_DEPARTMENT


def slope(one: float, other: float, times: float) -> float:
    """Return the exponent with which a cost grows when the items grow so many times."""
    return log(other / one) / log(times)


def lines(costs: list[tuple[int, Cost]]) -> Iterator[str]:
    """Go through the lines of a table in Markdown."""
    yield "| items | CPU s | wall s | peak MiB | ms CPU an item | slope of CPU | slope of memory |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    slopes = [
        (slope(one.cpu, other.cpu, more / less), slope(one.peak, other.peak, more / less))
        for (less, one), (more, other) in pairwise(costs)
    ]
    told = ["– | –", *(f"{cpu:.2f} | {memory:.2f}" for cpu, memory in slopes)]
    for (items, cost), grown in zip(costs, told, strict=True):
        figures = (
            f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.peak:.0f} | {cost.cpu / items * 1000:.2f}"
        )
        yield f"| {items:,} | {figures} | {grown} |"


def measure(command: str, items: int, runs: int) -> Cost:
    """Run a command on a register of some size; nothing is kept from run to run."""
    with tempfile.TemporaryDirectory() as name:
        register, site = Path(name) / "register", Path(name) / "site"
        write(register, items, departments(items))
        where = ("--to", site) if command == "publish" else ()

        def job() -> Cost:
            shutil.rmtree(site, ignore_errors=True)
            return run(*QUANZE, command, register, *where, fine=EITHER, env={CACHE: ""})

        return repeated(job, runs)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--publish", action="store_true", help="measure publishing as well")
    asked.add_argument("--most", type=int, default=ITEMS[-1], help="leave larger registers out")
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    for command in ("validate", "publish") if given.publish else ("validate",):
        costs = []
        for items in ITEMS:
            if items <= given.most:
                print(f"… {command}, {items:,} items", file=sys.stderr, flush=True)
                costs.append((items, measure(command, items, given.runs)))
        print(f"\n### quanze {command}\n")
        print("\n".join(lines(costs)), flush=True)


if __name__ == "__main__":
    main()
