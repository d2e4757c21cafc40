"""Further processes for much work: how they open the register again, share the work, and end."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, NamedTuple, Self, TypeVar

R = TypeVar("R")

_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")
"""Where a container on Linux says how much of the processors it may use: microseconds, and of how many."""


class Opening(NamedTuple):
    """How another process opens the same register."""

    folder: Path
    revision: str | None = None


def usable_cores() -> int:
    """Return how many cores this process may use, which may be fewer than there are."""
    bound = getattr(os, "sched_getaffinity", None)  # not on Windows, nor on macOS
    cores = len(bound(0)) if bound is not None else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # no such file, or no quota
        quota, period = map(int, _QUOTA.read_text().split())
        cores = min(cores, max(quota // period, 1))
    return cores


def processes(
    count: int, begin: Callable[..., object] | None = None, *told: Any
) -> ProcessPoolExecutor:
    """Return processes to give work to, each begun in the same way on every system."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, _begin, (begin, told))


class Helpers(Generic[R]):
    """Processes that take jobs from one end, while this one takes them from the other.

    They are started with the first job. A job that they leave undone, having ended for want of memory
    perhaps, comes back with None.
    """

    def __init__(
        self,
        count: int,
        work: Callable[[str], R],
        begin: Callable[..., object],
        *told: Any,
        ahead: int = 2,
    ) -> None:
        """Say what is done with a job; `ahead` is how many each of them has at hand, done or not."""
        self._work = work
        self._start = partial(processes, count, begin, *told)
        self._most = count * ahead
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[str] = deque()
        self._asked: deque[tuple[str, Future[R]]] = deque()

    def put_off(self, job: str) -> None:
        """Leave a job to whoever is free first; the helpers do jobs in the order in which they come."""
        self._waiting.append(job)

    def ready(self) -> Iterator[tuple[str, R | None]]:
        """Go through what the helpers have done meanwhile, and give them more to do.

        Raises:
            Exception: what a helper raised.
        """
        while self._asked and self._asked[0][1].done():
            job, making = self._asked.popleft()
            yield job, _result(making)
        while self._waiting and len(self._asked) < self._most:
            job = self._waiting.popleft()
            self._asked.append((job, self._submitted(job)))

    def rest(self) -> Iterator[tuple[str, R | None]]:
        """Go through all that was put off; with None come the jobs that are to be done here."""
        yield from self.ready()
        while self._waiting:
            yield self._waiting.pop(), None
            yield from self.ready()
        while self._asked:
            job, making = self._asked.popleft()
            yield job, _result(making)

    def _submitted(self, job: str) -> Future[R]:
        if self._pool is None:
            self._pool = self._start()
        try:
            return self._pool.submit(self._work, job)
        except BrokenProcessPool as ended:
            undone: Future[R] = Future()
            undone.set_exception(ended)
            return undone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)


def _result(making: Future[R]) -> R | None:
    try:
        return making.result()
    except BrokenProcessPool:
        return None


def _begin(begin: Callable[..., object] | None, told: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*told)


def _end_with_parent() -> None:
    """End where the parent was killed: nobody else tells a process that waits for work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
