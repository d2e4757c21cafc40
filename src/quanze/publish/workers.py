"""Making the pages of departments in a second process, where all of a large site has to be made."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from quanze.load.processes import Helpers
from quanze.publish.outputs import Bundle, Output

Open = Callable[[], Iterator[Bundle]]
"""Opens the register again and goes through its bundles; called in the other process."""

Workers = Helpers[Bundle | None]
"""Make bundles by their names, with the bytes of their files; they write none."""

_AHEAD: Final = 4
"""Bundles of some megabytes that may be made before they are taken."""


def workers(opened: Open) -> Workers:
    """Return a second process that makes bundles."""
    return Workers(1, _made_of, _begin, opened, ahead=_AHEAD)


@dataclass
class _Held:
    """What the other process keeps from one bundle to the next."""

    bundles: Iterator[Bundle] = field(default_factory=lambda: iter(()))


_held = _Held()


def _begin(opened: Open) -> None:
    _held.bundles = opened()


def _made_of(name: str) -> Bundle | None:
    # Bundles are asked for in their order: those in between are made by others.
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
