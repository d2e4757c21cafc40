"""Positions, computed only for the files that have findings."""

from __future__ import annotations

from typing import Final

from quanze.findings import Finding, Place
from quanze.load.encoding import decode
from quanze.load.source import Source
from quanze.load.yaml_finder import Finder
from quanze.model.element import Origin
from quanze.model.patterns import pattern

_LINE_BREAK = pattern(r"\r\n|\r|\n")


_MAX_HELD: Final = 32_000_000
"""Characters of the texts that are held: rules tell what they find by turns of the departments."""


class Places:
    """Finds the line and column of an origin; reads a file once while it is asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._finders: dict[str, Finder | None] = {}
        self._held = 0

    def of(self, finding: Finding) -> Place:
        """Return where a finding stands: its value, or the key where the key is wrong."""
        if finding.place is not None:
            return finding.place
        return self.place(finding.origin, key=finding.at_key)

    def place(self, origin: Origin, *, key: bool = False) -> Place:
        """Return the position of an origin, or of the nearest thing around it that is written."""
        if origin.file not in self._finders:
            self._finders[origin.file] = self._read(origin.file)
        finder = self._finders[origin.file]
        found = finder.find(origin.path) if finder is not None else None
        if found is None:
            return Place(origin.file)
        return Place(origin.file, *(found.key if key and found.key is not None else found.start))

    def _read(self, file: str) -> Finder | None:
        try:
            text = decode(self._source.read(file)).text
        except OSError:
            return None
        self._held += len(text)
        if self._held > _MAX_HELD:
            self._finders.clear()
            self._held = len(text)
        return Finder(text)


class NoPlaces(Places):
    """For findings that nobody is shown: no file is read to find where they stand."""

    def _read(self, file: str) -> Finder | None:  # noqa: ARG002
        return None


class Utf16Columns:
    """Columns in UTF-16 code units, as SARIF and editors count; ours are code points."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines: dict[str, list[str]] = {}

    def of(self, place: Place) -> int:
        """Return the column of a place: an emoji or a rare character before it counts twice."""
        lines = self._of_file(place.file)
        before = lines[place.line - 1][: place.column - 1] if place.line <= len(lines) else ""
        return place.column + sum(ord(char) > 0xFFFF for char in before)

    def _of_file(self, file: str) -> list[str]:
        if file not in self._lines:
            self._lines[file] = self._read(file)
        return self._lines[file]

    def _read(self, file: str) -> list[str]:
        """Read the lines of a file; none where every character counts once."""
        try:
            text = decode(self._source.read(file)).text
        except OSError:
            return []
        return _LINE_BREAK.split(text) if any(ord(char) > 0xFFFF for char in set(text)) else []
