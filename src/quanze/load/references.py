"""Shared contents: what a file writes once under 共用, put in the place of the references to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from quanze.model.element import SHARED_KEY, KeyPath

MAX_WEIGHT = 100_000_000
"""What the references of one list file may expand to; no real list comes near, a bomb passes it."""

_VALUE_WEIGHT = 100
"""What a value weighs beside its characters: about what it costs to hold."""

_HOLDERS = (dict, list)


class TooMuchShared(Exception):
    """The references of a file expand to more than a list can hold."""


class References:
    """Puts shared contents in place. Contents do not refer to others, so nothing can go in circles."""

    def __init__(self, shared: Mapping[str, Any], *, used: bool = True) -> None:
        """Put contents in place in one file.

        Args:
            shared: the contents, by name.
            used: whether there may be references at all in the file.
        """
        self._shared = shared
        self._used = used
        self._weights: dict[str, int] = {}
        self._left = MAX_WEIGHT

    def expand(self, value: Any, missing: Callable[[KeyPath, str], None]) -> Any:
        """Return a value with its references replaced; one that names nothing is told and stays.

        Raises:
            TooMuchShared: this and the values before it would become too large.
        """
        return self._expand(value, (), missing) if self._used else value

    def _expand(self, value: Any, path: KeyPath, missing: Callable[[KeyPath, str], None]) -> Any:
        if (name := referred(value)) is not None:
            if name in self._shared:
                return self._take(name)
            missing(path, name)
            return value
        expanded = value
        for part, inner in _parts(value):
            if type(inner) in _HOLDERS:
                found = self._expand(inner, (*path, part), missing)
                if found is not inner:
                    if expanded is value:
                        expanded = value.copy()
                    expanded[part] = found
        return expanded

    def _take(self, name: str) -> Any:
        if name not in self._weights:
            self._weights[name] = _weight(self._shared[name])
        self._left -= self._weights[name]
        if self._left < 0:
            raise TooMuchShared
        return self._shared[name]


def referred(value: Any) -> str | None:
    """Return the name that a value refers to; None where it is no reference."""
    if isinstance(value, dict) and len(value) == 1:
        name = value.get(SHARED_KEY)
        return name if isinstance(name, str) else None
    return None


def _parts(value: Any) -> Iterable[tuple[Any, Any]]:
    """What a mapping or a list holds, with its keys or numbers."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def references_in(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Go through the references in a value, with their paths."""
    if (name := referred(value)) is not None:
        yield path, name
        return
    for part, inner in _parts(value):
        yield from references_in(inner, (*path, part))


def _weight(value: Any) -> int:
    if isinstance(value, dict):
        return _VALUE_WEIGHT + sum(len(key) + _weight(inner) for key, inner in value.items())
    if isinstance(value, list):
        return _VALUE_WEIGHT + sum(map(_weight, value))
    return _VALUE_WEIGHT + (len(value) if isinstance(value, str) else 0)
