"""quanze and its peers on the same data in one run: CPU, wall, peak memory, ratios.

Run, from the root of the repository:

    pip install -c constraints.txt -e '.[dev]'
    python benchmarks/run.py                            # every job at 3,210 items; an hour or two
    python benchmarks/run.py --only validate,diff --runs 1
    python benchmarks/run.py --size 80681 --only validate --lines 'quanze|Sourcemeta'

Prints a table in Markdown for each job; every figure is the median of the runs. What is told of a
process counts all that it starts: CPU seconds of user and system, memory as the most that they held
together. A peer that cannot be installed, or fails, is in its table with the reason.

The peers are installed from the package registries as pip and npm are set up, in environments of their own
under `--environments` (kept for the next run) or a folder that is removed in the end. Needs Linux for
the memory, git, and for two of the peers npm.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import everyday
import validating
import workbook
from peers import Peers
from tables import Row, print_table

import deadline
import diff
import publish

SIZES: Final = {3210: 37, 80_681: 370}
"""Items of a city, of a prefecture with its counties -> departments."""


class Given(NamedTuple):
    """What a job gets."""

    top: Path
    peers: Peers
    items: int

    @property
    def departments(self) -> int:
        return SIZES.get(self.items) or max(1, self.items // 100)


Tables = Iterator[tuple[str, Iterable[Row]]]


def _validate(given: Given) -> Tables:
    yield (
        f"Checking {given.items:,} items",
        validating.rows(given.top, given.peers, given.items, given.departments),
    )


def _publish(given: Given) -> Tables:
    yield (
        f"Publishing {given.items:,} items",
        publish.rows(given.top, given.peers, given.items, given.departments),
    )


def _diff(given: Given) -> Tables:
    for changed in (diff.FEW, min(diff.MANY, given.items)):
        yield (
            f"Comparing two revisions of {given.items:,} items, {changed:,} of them changed",
            diff.rows(given.top, given.peers, given.items, given.departments, changed),
        )


def _deadline(given: Given) -> Tables:
    yield f"Finding {deadline.CASES:,} days, loading not counted", deadline.rows(given.peers)


def _workbook(given: Given) -> Tables:
    yield (
        f"Writing the workbook of {given.items:,} items, reading not counted",
        workbook.rows(given.top, given.peers, given.items, given.departments),
    )


def _everyday(given: Given) -> Tables:
    yield (
        f"Other jobs on {given.items:,} items",
        everyday.rows(given.top, given.items, given.departments),
    )


JOBS: Final[dict[str, Callable[[Given], Tables]]] = {
    "validate": _validate,
    "publish": _publish,
    "diff": _diff,
    "deadline": _deadline,
    "workbook": _workbook,
    "everyday": _everyday,
}


def main() -> None:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("--size", type=int, default=3210)
    asked.add_argument("--only", default=",".join(JOBS), help=f"of {', '.join(JOBS)}")
    asked.add_argument("--lines", default="", help="only lines with such a name: 'quanze|Source'")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--environments", type=Path, help="where to keep the peers")
    given = asked.parse_args()
    print(
        f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores; ", end=""
    )
    print(f"medians of {given.runs}")
    with tempfile.TemporaryDirectory() as name:
        peers = Peers((given.environments or Path(name) / "peers").resolve())
        for job in given.only.split(","):
            top = Path(name) / job
            top.mkdir()
            for title, rows in JOBS[job](Given(top, peers, given.size)):
                some = (row for row in rows if re.search(given.lines, row.label))
                print_table(title, some, given.runs, compared=job != "everyday")


if __name__ == "__main__":
    main()
