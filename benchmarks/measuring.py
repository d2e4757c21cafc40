"""The one way to measure a command: CPU, wall and peak memory of a process and all that it starts.

Memory is looked up in /proc (Linux); elsewhere it is told as 0.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

MIB: Final = 2**20
EVERY: Final = 0.05
"""Seconds between two looks at the memory."""

_PROC: Final = Path("/proc")


class Cost(NamedTuple):
    """What one run took."""

    wall: float
    cpu: float
    """Seconds, user and system, of the process and those that it started and waited for."""
    peak: float
    """MiB of all processes together; what they share is counted once."""


class Failed(Exception):
    """A command cannot be measured; the text says why."""


Command = Sequence[str | Path]


def run(
    *command: str | Path,
    cwd: Path | None = None,
    fine: Iterable[int] = (0,),
    output: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Cost:
    """Run a command and return what it cost.

    Args:
        command: the program and its arguments.
        cwd: where to run it.
        fine: the exit codes that do not mean a failure (1 where a checker finds something).
        output: where to write what it prints.
        env: settings of the environment, beside those of this process.
    """
    with tempfile.TemporaryFile() as said, (output or Path(os.devnull)).open("wb") as printed:
        begin = time.perf_counter()
        try:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd,
                stdout=printed,
                stderr=said,
                env={**os.environ, **(env or {})},
            )
        except OSError as error:
            raise Failed(str(error)) from error
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.stop()
        said.seek(0)
        told = said.read()
        # Python ends with 1 where a program breaks, and a checker where it finds something.
        if process.returncode not in set(fine) or b"Traceback (most recent call last)" in told:
            raise Failed(_last_words(told, process.returncode))
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak / MIB)


def _last_words(said: bytes, code: int) -> str:
    lines = said.decode(errors="replace").strip().splitlines() or ["nothing said"]
    return f"exit {code}: {lines[-1][:200]}"


def again(
    *command: str | Path, env: Mapping[str, str], fine: Iterable[int] = (0,)
) -> Callable[[], Cost]:
    """Run a command once, and return what runs it with all that this one left behind."""
    run(*command, env=env, fine=fine)
    return lambda: run(*command, env=env, fine=fine)


def run_counted(*command: str | Path, cwd: Path | None = None) -> Cost:
    """Run a program that tells, by `counted`, what a part of it took; its memory is that of the whole."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "said"
        peak = run(*command, cwd=cwd, output=told).peak
        wall, cpu = map(float, told.read_text("utf-8").split())
    return Cost(wall, cpu, peak)


@contextmanager
def counted() -> Iterator[None]:
    """Say on standard output what a part of this program took, for `run_counted`."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(time.perf_counter() - wall, time.process_time() - cpu)


def total(costs: Iterable[Cost]) -> Cost:
    """Return what several commands cost, one after the other."""
    each = list(costs)
    return Cost(sum(c.wall for c in each), sum(c.cpu for c in each), max(c.peak for c in each))


def median(costs: Iterable[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def repeated(job: Callable[[], Cost], runs: int) -> Cost:
    """Return the medians of several runs."""
    return median(job() for _ in range(runs))


class _Watch(threading.Thread):
    """Looks, again and again, at the memory of a process and its descendants."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._tree = {root}
        self._others: set[int] = set()
        self._peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        while _PROC.is_dir() and not self._ended.wait(EVERY):
            self._peak = max(self._peak, self._look())

    def stop(self) -> int:
        """Return the most bytes that were seen."""
        self._ended.set()
        self.join()
        return self._peak

    def _look(self) -> int:
        self._adopt()
        if len(self._tree) == 1:
            return sum(map(_high_water, self._tree))
        return sum(map(_shared_out, self._tree))

    def _adopt(self) -> None:
        """Find new descendants; of every process the parent is looked up once."""
        running = {int(name) for name in os.listdir(_PROC) if name.isdigit()}  # noqa: PTH208
        self._tree &= running
        self._others &= running
        parents = {pid: _parent(pid) for pid in running - self._tree - self._others}
        for pid in sorted(parents):  # A child is mostly younger than its parent.
            (self._tree if parents[pid] in self._tree else self._others).add(pid)


def _parent(pid: int) -> int:
    try:
        return int(
            (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
        )
    except (OSError, IndexError):
        return 0


def _high_water(pid: int) -> int:
    """Return the most that a process ever held since it was started."""
    return _kilobytes(pid, "status", "VmHWM:")


def _shared_out(pid: int) -> int:
    """Return what a process holds, of shared pages its part."""
    return _kilobytes(pid, "smaps_rollup", "Pss:")


def _kilobytes(pid: int, file: str, key: str) -> int:
    try:
        for line in (_PROC / str(pid) / file).read_text("utf-8", "replace").splitlines():
            if line.startswith(key):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # It ended meanwhile.
    return 0
