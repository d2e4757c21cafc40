"""Whether a change made quanze do more work: function calls for each further item, held against a budget.

Run, from the root of the repository (the tests run it too):

    python benchmarks/budget.py

Calls are counted, of Python and of C functions alike, since their number is the same on every machine and under
any load, as seconds are not. A command is run on registers of several sizes in processes of their
own; what a further item costs is the difference, so that starting up does not count, and what it costs in
a register twice as large tells whether something grows faster than the work. What happens inside a C
function, such as a slow regular expression, is not seen: `benchmarks/run.py` sees that.

Where a budget is exceeded on purpose, raise it here, in the change that needs it.
"""

from __future__ import annotations

import cProfile
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final, NamedTuple

from registers import write

SIZES: Final = (64, 128, 256)
DEPARTMENTS: Final = 16
"""As many as the examples have, so that every kind of item is there at each size."""


class Budget(NamedTuple):
    """What a further item may cost."""

    command: tuple[str, ...]
    """The command; the register's folder is put behind it."""
    calls: int
    """For each further item."""
    growth: float = 1.1
    """How much more an item may cost in the register twice as large."""


BUDGETS: Final = (
    Budget(("validate",), 100_000),
    Budget(("publish", "--to", "{site}"), 100_000),
)
MARGIN: Final = 1.1
"""What the budgets leave above what was measured: other versions of Python and of libraries."""


class Spent(NamedTuple):
    """What a command did cost."""

    calls: float
    growth: float


def measure(budget: Budget, folder: Path) -> Spent:
    """Count the calls of a command at all sizes."""
    smallest, middle, largest = (_counted(budget, folder / str(size)) for size in SIZES)
    first = (middle - smallest) / (SIZES[1] - SIZES[0])
    second = (largest - middle) / (SIZES[2] - SIZES[1])
    return Spent(second, second / first)


def _counted(budget: Budget, register: Path) -> int:
    """Return the calls of a command, in a process of its own in which nothing is left to chance."""
    site = register.with_name(f"{register.name}-site")
    arguments = [part.format(site=site) for part in budget.command]
    # Sets are gone through in the same order each time; nothing is remembered from an earlier run.
    env = {**os.environ, "PYTHONHASHSEED": "0", "QUANZE_CACHE": ""}
    command = [sys.executable, __file__, "count", *arguments, str(register)]
    return int(subprocess.run(command, check=True, capture_output=True, env=env).stdout)


def count(arguments: list[str]) -> int:
    """Run a command in this process; return how many functions were called."""
    from quanze.cli.app import run

    profile = cProfile.Profile()
    with redirect_stdout(sys.stderr):
        profile.enable()
        status = run(arguments)
        profile.disable()
    if status > 1:
        raise SystemExit(f"quanze {' '.join(arguments)}: {status}")
    return sum(entry.callcount for entry in profile.getstats())


def exceeded(budget: Budget, spent: Spent) -> Iterator[str]:
    """Say which limits are exceeded, by how much."""
    name = budget.command[0]
    if spent.calls > budget.calls:
        more = spent.calls / budget.calls - 1
        yield (
            f"quanze {name}: {spent.calls:,.0f} calls for each further item, "
            f"{more:.0%} more than the budget of {budget.calls:,}"
        )
    if spent.growth > budget.growth:
        yield (
            f"quanze {name}: an item costs {spent.growth:.2f} times as much in a register twice as "
            f"large, at most {budget.growth:.2f} is allowed: something grows faster than the work"
        )


def main() -> int:
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            write(folder / str(size), size, DEPARTMENTS)
        for budget in BUDGETS:
            spent = measure(budget, folder)
            print(
                f"quanze {budget.command[0]:10} {spent.calls:10,.0f} of {budget.calls:,} calls for each "
                f"further item; growth {spent.growth:.2f} of {budget.growth}"
            )
            faults += exceeded(budget, spent)
    print("\n".join(faults) if faults else "within the budget")
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        print(count(sys.argv[2:]))
    else:
        sys.exit(main())
