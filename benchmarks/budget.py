"""Whether a change made quanze do more work: function calls for each further item, held against a budget.

Run, from the root of the repository (the tests run it too):

    python benchmarks/budget.py

Calls are counted, of Python and of C functions alike, since their number is the same on every machine and under
any load, as seconds are not. A command is run on registers of several sizes, each step adding the same
kinds of items, in processes of their own. What a further item costs is the difference, so that starting up
does not count; a function that is called more often for the later items than for the earlier ones is named:
something grows faster than the work. What happens inside a C function, such as a slow regular expression,
is not seen: `benchmarks/run.py` and `benchmarks/growth.py` see that.

Where a budget is exceeded on purpose, raise it here, in the change that needs it.
"""

from __future__ import annotations

import cProfile
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import Final, NamedTuple

from registers import write

KINDS: Final = 9
"""The items of the example that the one department is like: sizes are so many times this."""
GROWTH: Final = 1.3
"""How much more often a function may be called for the later items; sorting needs a little."""
NOTABLE: Final = 2
"""Calls for each item from which a function is looked at."""

_ADDRESS: Final = re.compile(r" at 0x[0-9a-f]+")

Calls = dict[str, int]
"""Function -> how often it was called."""


class Budget(NamedTuple):
    """What a further item may cost."""

    command: tuple[str, ...]
    """The command; the register's folder is put behind it."""
    times: tuple[int, ...]
    """How many items of each kind the registers have, equally far apart; growth is seen in three."""
    calls: int
    """For each further item."""


BUDGETS: Final = {
    "validate": Budget(("validate",), (4, 8, 12), 2450),
    "publish": Budget(("publish", "--to", "{site}"), (2, 4), 37_000),
}
"""Each is about a tenth above what was measured: other versions of Python and of libraries call a little
more or less."""


class Spent(NamedTuple):
    """What a further item does cost."""

    calls: float
    growing: dict[str, float]
    """Functions called more often for the later items -> how much more often."""


def measure(budget: Budget) -> Spent:
    """Count the calls of a command at all sizes."""
    with tempfile.TemporaryDirectory() as name:
        return spent(
            budget,
            [_counted(budget, KINDS * times, Path(name) / str(times)) for times in budget.times],
        )


def spent(budget: Budget, made: list[Calls]) -> Spent:
    """Return what a further item costs, from the calls at each size."""
    step = KINDS * (budget.times[1] - budget.times[0])
    steps = [_added(less, more) for less, more in pairwise(made)]
    first, last = steps[0], steps[-1]
    growing = {
        function: calls / max(first[function], 1)
        for function, calls in last.items()
        if calls > max(GROWTH * first[function], NOTABLE * step)
    }
    return Spent(last.total() / step, growing)


def _added(less: Calls, more: Calls) -> Counter[str]:
    return Counter({function: calls - less.get(function, 0) for function, calls in more.items()})


def _counted(budget: Budget, items: int, register: Path) -> Calls:
    """Return the calls of a command, in a process of its own in which nothing is left to chance."""
    write(register, items, 1, faults=0)
    site = register.with_name(f"{register.name}-site")
    arguments = [part.format(site=site) for part in budget.command]
    # Sets are gone through in the same order each time; nothing is remembered from an earlier run.
    env = {**os.environ, "PYTHONHASHSEED": "0", "QUANZE_CACHE": ""}
    command = [sys.executable, __file__, "count", *arguments, str(register)]
    said = subprocess.run(command, check=True, capture_output=True, env=env).stdout
    calls: Calls = json.loads(said)
    return calls


def count(arguments: list[str]) -> Calls:
    """Run a command in this process; return how often each function was called."""
    from quanze.cli.app import run

    profile = cProfile.Profile()
    with redirect_stdout(sys.stderr):
        profile.enable()
        status = run(arguments)
        profile.disable()
    if status:
        raise SystemExit(f"quanze {' '.join(arguments)}: {status}")
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        calls[_told(entry.code)] += entry.callcount
    return dict(calls)


def _told(code: CodeType | str) -> str:
    if isinstance(code, str):
        return _ADDRESS.sub("", code)
    return f"{'/'.join(Path(code.co_filename).parts[-3:])}:{code.co_firstlineno} {code.co_qualname}"


def exceeded(budget: Budget, cost: Spent) -> Iterator[str]:
    """Say which limits are exceeded, by how much."""
    name = budget.command[0]
    if cost.calls > budget.calls:
        more = cost.calls / budget.calls - 1
        yield (
            f"quanze {name}: {cost.calls:,.0f} calls for each further item, "
            f"{more:.0%} more than the budget of {budget.calls:,}"
        )
    for function, more in cost.growing.items():
        yield f"quanze {name}: called {more:.1f} times as often for later items: {function}"


def main() -> int:
    faults: list[str] = []
    for name, budget in BUDGETS.items():
        cost = measure(budget)
        print(f"quanze {name:9}{cost.calls:8,.0f} of {budget.calls:,} calls for each further item")
        faults += exceeded(budget, cost)
    print("\n".join(faults) or "within the budget")
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        print(json.dumps(count(sys.argv[2:])))
    else:
        sys.exit(main())
