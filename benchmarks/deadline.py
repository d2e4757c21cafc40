"""How fast and how right the n-th working day after a day is found, here and in other libraries.

Run by benchmarks/run.py, each library in a process of its own; or by itself, from the root of the
repository, with a count of the wrong answers:

    pip install -c constraints.txt -e '.[dev]'
    python benchmarks/deadline.py

Every library gets the same 100,000 cases, from a seeded generator, in the years that all of them know
(2018 to 2023, which are workalendar's). The slow ones take about three minutes together. Loading is not
counted, except on the line of its own at the end. "Wrong" compares with quanze's table, which the tests
compare with the notices and with these libraries day by day.
"""

from __future__ import annotations

import random
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from measuring import counted, run_counted
from peers import Peers
from tables import Job, Row

from quanze.calendar import national_calendar

if TYPE_CHECKING:
    import numpy as np

CASES: Final = 100_000
SEED: Final = 20261122
FIRST: Final = date(2018, 1, 1)
LAST: Final = date(2023, 9, 30)
MOST_DAYS: Final = 60
DAY: Final = timedelta(1)

Case = tuple[date, int]
Method = Callable[[Sequence[Case]], Iterable[Any]]
"""Returns dates, or numpy's."""


class Contender(NamedTuple):
    """One way to find the day."""

    make: Callable[[Sequence[Case]], Method]
    """Makes ready what is not counted; the libraries are loaded here."""
    rounds: int
    note: str


def cases() -> list[Case]:
    """Return the cases: a start, and how many working days to count from it."""
    generator = random.Random(SEED)
    span = (LAST - FIRST).days
    return [
        (FIRST + DAY * generator.randint(0, span), generator.randint(1, MOST_DAYS))
        for _ in range(CASES)
    ]


def one_by_one(find: Callable[[date, int], date]) -> Method:
    """Make a method of a function that answers one case."""
    return lambda given: [find(start, number) for start, number in given]


def by_outcome(given: Sequence[Case]) -> list[date]:
    """Find the days as `quanze deadline` does, with their bounds."""
    calendar = national_calendar()
    return [
        calendar.outcome(lambda days, s=start, n=number: days.shift(s, n), start).day  # type: ignore[misc]
        for start, number in given
    ]


def by_loop(start: date, number: int) -> date:
    """Find the day by going day by day through our own table."""
    holds, day = national_calendar().days.holds, start
    while number:
        day += DAY
        number -= holds(day)
    return day


def numpy_calendar(weekmask: str) -> np.busdaycalendar:
    """Return what numpy can hold of our table: days off, but no days worked outside the weekmask."""
    import numpy as np

    days = [FIRST + DAY * n for n in range((LAST - FIRST).days + 200)]
    worked = national_calendar().days
    off = [day for day in days if weekmask[day.weekday()] == "1" and not worked.holds(day)]
    return np.busdaycalendar(weekmask, np.array(off, dtype="datetime64[D]"))


def by_numpy(weekmask: str) -> Method:
    """Find the days with numpy, all in one call."""
    import numpy as np

    calendar = numpy_calendar(weekmask)

    def find(given: Sequence[Case]) -> list[date]:
        starts = np.array([start for start, _ in given], dtype="datetime64[D]")
        numbers = np.array([number for _, number in given])
        found = np.busday_offset(starts, numbers, roll="backward", busdaycal=calendar)
        return list(found.tolist())

    return find


def by_numpy_alone(weekmask: str, given: Sequence[Case]) -> Method:
    """Find the days with numpy where they come as arrays and stay so."""
    import numpy as np

    calendar = numpy_calendar(weekmask)
    starts = np.array([start for start, _ in given], dtype="datetime64[D]")
    numbers = np.array([number for _, number in given])
    return lambda _: np.busday_offset(starts, numbers, roll="backward", busdaycal=calendar)


def by_chinesecalendar(_: Sequence[Case]) -> Method:
    """Find the days with chinesecalendar, whose 0 is the next working day from the start on."""
    import chinese_calendar

    return one_by_one(lambda start, n: chinese_calendar.find_workday(n - 1, start + DAY))


def by_holidays(_: Sequence[Case]) -> Method:
    import holidays

    theirs = holidays.country_holidays("CN", years=range(FIRST.year - 1, LAST.year + 2))
    return one_by_one(theirs.get_nth_working_day)


def by_workalendar(_: Sequence[Case]) -> Method:
    from workalendar.asia.china import China

    return one_by_one(China().add_working_days)


def _ready(method: Method) -> Callable[[Sequence[Case]], Method]:
    return lambda _: method


_ALL_LISTED: Final = "one call; from our table"

CONTENDERS: Final = {
    "quanze, WorkingDays.shift": Contender(
        lambda _: one_by_one(national_calendar().days.shift), 3, ""
    ),
    "quanze, WorkingCalendar.outcome": Contender(_ready(by_outcome), 3, "with bounds"),
    "quanze's table, day by day": Contender(_ready(one_by_one(by_loop)), 1, ""),
    "numpy, weekends and days off": Contender(
        lambda _: by_numpy("1111100"), 3, "one call; cannot hold make-up days"
    ),
    "numpy, every day off listed": Contender(lambda _: by_numpy("1111111"), 3, _ALL_LISTED),
    "numpy, arrays only": Contender(lambda given: by_numpy_alone("1111111", given), 3, _ALL_LISTED),
    "holidays": Contender(by_holidays, 1, ""),
    "chinesecalendar": Contender(by_chinesecalendar, 1, ""),
    "workalendar": Contender(by_workalendar, 1, ""),
}
"""All ways, ours first."""


def rows(peers: Peers) -> Iterator[Row]:
    """Go through the lines of the table of benchmarks/run.py."""
    for name, contender in CONTENDERS.items():

        def prepare(name: str = name) -> Job:
            python = sys.executable if "quanze" in name else peers.with_quanze("calendars")
            return lambda: run_counted(python, Path(__file__), name)

        yield Row(name, prepare, contender.note)


def one(name: str) -> None:
    """Find all the days in one way, and say what it took."""
    given = cases()
    national_calendar()
    method = CONTENDERS[name].make(given)
    with counted():
        method(given)


def measure(method: Method, given: Sequence[Case], rounds: int) -> tuple[float, Iterable[Any]]:
    """Return the shortest time of several rounds, and the answers."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        found = method(given)
        times.append(time.perf_counter() - begun)
    return min(times), found


def main() -> None:
    """Measure all, and print a table."""
    warnings.simplefilter("ignore")  # workalendar warns at each year
    begun = time.perf_counter()
    national_calendar()
    loading = time.perf_counter() - begun
    given = cases()
    right = [national_calendar().days.shift(start, number) for start, number in given]
    print(f"{CASES:,} cases, 1 to {MOST_DAYS} working days from {FIRST} to {LAST}, seed {SEED}")
    print(f"{'':34}{'seconds':>10}{'µs/case':>10}{'wrong':>16}  note")
    for name, (make, rounds, note) in CONTENDERS.items():
        seconds, found = measure(make(given), given, rounds)
        wrong = sum(1 for one, other in zip(found, right, strict=True) if one != other)
        figures = f"{seconds:>10.3f}{seconds / CASES * 1e6:>10.2f}"
        print(f"{name:34}{figures}{wrong:>9,} {wrong / CASES:>6.1%}  {note}".rstrip(), flush=True)
    print(f"loading quanze's notices and building the table: {loading:.3f} s, once")


if __name__ == "__main__":
    one(sys.argv[1]) if sys.argv[1:] else main()
