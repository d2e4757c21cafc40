"""Positions, computed only for the files that have findings."""

from __future__ import annotations

import re

from quanze.findings import Finding, Place
from quanze.load.encoding import decode
from quanze.load.source import Source
from quanze.load.yaml_reader import ReadProblem, Span, read_with_spans
from quanze.model.element import KeyPath, Origin

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Places:
    """Finds the line and column of an origin; reads each file at most once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._spans: dict[str, dict[KeyPath, Span]] = {}

    def of(self, finding: Finding) -> Place:
        """Return where a finding stands: its value, or the key where the key is wrong."""
        if finding.place is not None:
            return finding.place
        return self.place(finding.origin, key=finding.at_key)

    def place(self, origin: Origin, *, key: bool = False) -> Place:
        """Return the position of an origin, or of the nearest thing around it that is written."""
        spans = self._of_file(origin.file)
        path = origin.path
        while path and path not in spans:
            path = path[:-1]
        span = spans.get(path)
        if span is None:
            return Place(origin.file)
        mark = span.key if key and span.key is not None else span.start
        return Place(origin.file, mark.line, mark.column)

    def _of_file(self, file: str) -> dict[KeyPath, Span]:
        if file not in self._spans:
            self._spans[file] = self._read(file)
        return self._spans[file]

    def _read(self, file: str) -> dict[KeyPath, Span]:
        try:
            return read_with_spans(decode(self._source.read(file)).text)[1]
        except (OSError, ReadProblem):
            return {}


class NoPlaces(Places):
    """For findings that nobody is shown: no file is read to find where they stand."""

    def _read(self, file: str) -> dict[KeyPath, Span]:  # noqa: ARG002
        return {}


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
