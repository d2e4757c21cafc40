"""YAML text -> values: by its lines where they tell what it says, else by the exact reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quanze.load.yaml_exact import (
    MAX_DEPTH,
    Mark,
    ReadProblem,
    Span,
    WrittenFloat,
    read_exactly,
    read_with_spans,
    resolve,
)
from quanze.load.yaml_lines import Known, Unclear, read_lines
from quanze.model.element import KeyPath

__all__ = [
    "MAX_DEPTH",
    "Known",
    "Mark",
    "ReadProblem",
    "Span",
    "WrittenFloat",
    "read",
    "read_with_spans",
    "resolve",
    "text_paths",
]


def read(text: str, known: Known | None = None) -> Any:
    """Read one document into dicts, lists and scalars.

    Args:
        text: the document.
        known: what was read before; equal texts are held in memory once.

    Raises:
        ReadProblem: the text is not YAML of our dialect.
    """
    try:
        return read_lines(text, Known() if known is None else known)
    except Unclear:
        return read_exactly(text)


def text_paths(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Go through every text of a document, with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from text_paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from text_paths(value, (*path, index))
