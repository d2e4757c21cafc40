"""Whether a change made quanze do more work: function calls for each further item, held against a budget.

Run, from the root of the repository (the tests run it too):

    python benchmarks/budget.py

Calls are counted, of Python and of C functions alike, since their number is the same on every machine and under
any load, as seconds are not. A command is run on registers of several sizes in processes of their
own; what a further item costs is the difference, so that starting up does not count, and whether it costs
more in a larger register tells whether something grows faster than the work. What happens inside a C
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
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from registers import write


class Budget(NamedTuple):
    """What a further item may cost."""

    command: tuple[str, ...]
    """The command; the register's folder is put behind it."""
    departments: int
    sizes: tuple[int, ...]
    """Items of the registers, equally far apart; enough that every kind of item is in the smallest."""
    calls: int
    """For each further item."""
    growth: float = 1.1
    """How much more a further item may cost in the largest register than in the smallest."""


BUDGETS: Final = {
    "validate": Budget(("validate",), 4, (60, 120, 180), 4500),
    "publish": Budget(("publish", "--to", "{site}"), 2, (24, 48), 27_500),
}
"""Each is about a tenth above what was measured: other versions of Python and of libraries call a little
more or less."""


class Spent(NamedTuple):
    """What a further item does cost."""

    calls: float
    growth: float


def measure(budget: Budget) -> Spent:
    """Count the calls of a command at all sizes."""
    with tempfile.TemporaryDirectory() as name:
        counts = [_counted(budget, size, Path(name) / str(size)) for size in budget.sizes]
    steps = zip(pairwise(counts), pairwise(budget.sizes), strict=True)
    each = [(more - less) / (large - small) for (less, more), (small, large) in steps]
    return Spent(each[-1], each[-1] / each[0])


def _counted(budget: Budget, items: int, register: Path) -> int:
    """Return the calls of a command, in a process of its own in which nothing is left to chance."""
    write(register, items, budget.departments)
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
            f"quanze {name}: a further item costs {spent.growth:.2f} times as much in the largest "
            f"register, at most {budget.growth:.2f} is allowed: something grows faster than the work"
        )


def main() -> int:
    faults = []
    for name, budget in BUDGETS.items():
        spent = measure(budget)
        print(
            f"quanze {name:9}{spent.calls:8,.0f} of {budget.calls:,} calls for each further item; "
            f"growth {spent.growth:.2f} of {budget.growth}"
        )
        faults += exceeded(budget, spent)
    print("\n".join(faults) or "within the budget")
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        print(count(sys.argv[2:]))
    else:
        sys.exit(main())
