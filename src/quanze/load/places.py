"""Positions, computed only for the files that have findings."""

from __future__ import annotations

from quanze.findings import Finding, Place
from quanze.load.encoding import decode
from quanze.load.source import Source
from quanze.load.yaml_reader import ReadProblem, Span, read_with_spans
from quanze.model.element import KeyPath, Origin


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
