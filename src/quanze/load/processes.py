"""A second process for much work: how it opens the register again, and how it ends."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

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


def processes(count: int, begin: Callable[..., None], *told: Any) -> ProcessPoolExecutor:
    """Return processes to give work to, each begun in the same way on every system."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, _begin, (begin, told))


def _begin(begin: Callable[..., None], told: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*told)


def _end_with_parent() -> None:
    """End where the parent was killed: nobody else tells a process that waits for work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
