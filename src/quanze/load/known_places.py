"""Positions of which some are known before a file is read."""

from __future__ import annotations

from collections.abc import Iterable

from quanze.findings import Place
from quanze.load.places import Places
from quanze.load.source import Source
from quanze.model.element import KeyPath, Origin

Position = tuple[str, KeyPath, bool, int, int]
"""File, path in it, whether the key is meant, line and column."""


class KnownPlaces(Places):
    """Finds the line and column of an origin; reads only files of which they are not known."""

    def __init__(self, source: Source, known: Iterable[Position]) -> None:
        super().__init__(source)
        self._known = {
            (file, path, key): Place(file, line, column) for file, path, key, line, column in known
        }

    def place(self, origin: Origin, *, key: bool = False) -> Place:
        """Return the position of an origin, or of the nearest thing around it that is written."""
        known = self._known.get((origin.file, origin.path, key))
        return known if known is not None else super().place(origin, key=key)
