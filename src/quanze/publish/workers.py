"""Making the pages of departments in a second process, where all of a large site has to be made."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Final

from quanze.load.processes import processes
from quanze.publish.outputs import Bundle, Output

Open = Callable[[], Iterator[Bundle]]
"""Opens the register again and goes through its bundles; called in the other process."""

Job = tuple[Bundle, Iterable[Output | Bundle]]
"""A bundle and its files, at hand or to be made."""

_Making = Future[Bundle | None]
"""A bundle whose files are at hand; None where the other process knows no such bundle."""

_AHEAD: Final = 16
"""Bundles that the other process may have made before they are taken: each is some megabytes."""


@dataclass
class _Held:
    """What the other process keeps from one bundle to the next."""

    bundles: Iterator[Bundle] = field(default_factory=lambda: iter(()))


_held = _Held()


class Workers:
    """A second process. It is started only once there is something to do, and it writes no file."""

    def __init__(self, opened: Open) -> None:
        self._opened = opened
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Bundle] = deque()
        self._asked: deque[tuple[Bundle, _Making]] = deque()

    def put_off(self, bundle: Bundle) -> None:
        """Leave a bundle to whoever is free first."""
        self._waiting.append(bundle)

    def ready(self) -> Iterator[Job]:
        """Go through what the other process has made meanwhile, and give it more to do."""
        while self._asked and self._asked[0][1].done():
            yield _taken(*self._asked.popleft())
        while self._waiting and len(self._asked) < _AHEAD:
            bundle = self._waiting.popleft()
            self._asked.append((bundle, self._make(bundle.name)))

    def rest(self) -> Iterator[Job]:
        """Go through all that was put off: the last of it to be made here, until both meet."""
        while self._waiting:
            bundle = self._waiting.pop()
            yield bundle, bundle.outputs()
            yield from self.ready()
        while self._asked:
            bundle, making = self._asked.pop()
            yield (bundle, bundle.outputs()) if making.cancel() else _taken(bundle, making)

    def _make(self, name: str) -> _Making:
        if self._pool is None:
            self._pool = processes(1, _begin, self._opened)
        try:
            return self._pool.submit(_made_of, name)
        except BrokenProcessPool:  # it has ended meanwhile
            making = _Making()
            making.set_result(None)
            return making

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


def _taken(bundle: Bundle, making: _Making) -> Job:
    """Return a bundle with the files that the other process made, or those to be made here."""
    try:
        there = making.result()
    except BrokenProcessPool:  # no memory for it, or somebody ended it
        there = None
    # Between the two readings of the register somebody may have changed it.
    if there is None or there.rests_on != bundle.rests_on:
        return bundle, bundle.outputs()
    return bundle, there.outputs()


def _begin(opened: Open) -> None:
    _held.bundles = opened()


def _made_of(name: str) -> Bundle | None:
    bundle = next((one for one in _held.bundles if one.name == name), None)
    gc.freeze()  # the register stays to the end: the collector need not pass over it again
    return None if bundle is None else _made(bundle)


def _made(bundle: Bundle) -> Bundle:
    """Return a bundle like it, whose files are made already, and that can be sent to another process."""
    outputs = tuple(
        _made(one)
        if isinstance(one, Bundle)
        else Output(one.path, one.rests_on, partial(bytes, one.make()))
        for one in bundle.outputs()
    )
    return Bundle(bundle.name, bundle.rests_on, partial(tuple, outputs))
