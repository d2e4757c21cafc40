"""Making the pages of departments in a second process, where all of a large site has to be made."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType

from quanze.load.processes import processes
from quanze.publish.outputs import Bundle, Output

Open = Callable[[], Iterator[Bundle]]
"""Opens the register again and goes through its bundles; called in the other process."""

Making = Future[Bundle | None]
"""A bundle whose files are at hand; None where the other process knows no such bundle."""


@dataclass
class _Held:
    """What the other process keeps from one bundle to the next."""

    bundles: Iterator[Bundle] = field(default_factory=lambda: iter(()))


_held = _Held()


class Workers:
    """A second process. It is started only once it is asked for something, and it writes no file."""

    def __init__(self, opened: Open) -> None:
        self._opened = opened
        self._pool: ProcessPoolExecutor | None = None

    def make(self, name: str) -> Making:
        """Have a bundle made, by its name; bundles are asked for in the order in which they come."""
        if self._pool is None:
            self._pool = processes(1, _begin, self._opened)
        return self._pool.submit(_made_of, name)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)


def _begin(opened: Open) -> None:
    _held.bundles = opened()


def _made_of(name: str) -> Bundle | None:
    bundle = next((one for one in _held.bundles if one.name == name), None)
    gc.freeze()  # the register stays to the end: the collector need not pass over it again
    return None if bundle is None else made(bundle)


def made(bundle: Bundle) -> Bundle:
    """Return a bundle like it, whose files are made already, and that can be sent to another process."""
    outputs = tuple(_made(output) for output in bundle.outputs())
    return Bundle(bundle.name, bundle.rests_on, partial(tuple, outputs))


def _made(output: Output | Bundle) -> Output | Bundle:
    if isinstance(output, Bundle):
        return made(output)
    return Output(output.path, output.rests_on, partial(bytes, output.make()))
