"""YAML text -> values, for all of YAML, with the position of every key and value when asked for.

Built on libyaml's events (PyYAML's C parser) with our own builder: YAML 1.2 core types (`no`, `012`
and `1:30` stay text), duplicate keys refused, depth limited, no anchors, tags or several documents.
The judge of every other reader of YAML here. See docs/dev/decisions/0004-yaml-reading.md.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Self

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from quanze.model.element import KeyPath
from quanze.model.patterns import pattern

MAX_DEPTH = 64
_INTEGER = pattern(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = pattern(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?\Z|[-+]?[0-9]+[eE][-+]?[0-9]+\Z")
_WORDS: dict[str, Any] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_MAYBE_NUMBER = frozenset("0123456789+-.")


class WrittenFloat(float):
    """A number with a fraction that remembers how it is written: 1.10 stays 1.10."""

    text: str

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.text = text
        return number


class Mark(NamedTuple):
    """A position in a text: line and column from 1, and the index of the character."""

    line: int
    column: int
    offset: int


class Span(NamedTuple):
    """Where a value is written, and its key where it has one."""

    start: Mark
    end: Mark
    key: Mark | None = None
    style: str | None = None


class ReadProblem(Exception):
    """A file that cannot be read as YAML of our dialect.

    `kind` is "syntax", "duplicate", "dialect", "depth" or "control".
    """

    def __init__(
        self, kind: str, message: str, mark: Mark, *, context: Mark | None = None, key: str = ""
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.mark = mark
        self.context = context
        self.key = key


def resolve(text: str) -> Any:
    """Give a plain scalar its YAML 1.2 core type; a number with a leading zero stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _MAYBE_NUMBER:
        if _INTEGER.match(text):
            return int(text) if len(text) <= 18 else text
        if _FLOAT.match(text):
            return WrittenFloat(text)
    return text


def read_exactly(text: str) -> Any:
    """Read one document into dicts, lists and scalars.

    Raises:
        ReadProblem: the text is not YAML of our dialect.
    """
    return _Builder(text, None).build()


def read_with_spans(text: str) -> tuple[Any, dict[KeyPath, Span]]:
    """Read one document, and where each value is written."""
    spans: dict[KeyPath, Span] = {}
    return _Builder(text, spans).build(), spans


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1, mark.index)


def _mark_at(text: str, index: int) -> Mark:
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), index)


class _Builder:
    """Builds the value of one document from the events of libyaml."""

    def __init__(self, text: str, spans: dict[KeyPath, Span] | None) -> None:
        self._text = text
        self._spans = spans
        self._known: dict[str, str] = {}
        """Every text once: keys and short values come again and again."""

    def build(self) -> Any:
        try:
            parser = CParser(self._text)
        except UnicodeEncodeError as error:  # a lone surrogate: a byte that is no character
            raise ReadProblem("control", "surrogate", _mark_at(self._text, error.start)) from None
        try:
            return self._document(parser)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise ReadProblem(
                "syntax",
                f"{error.context or ''}; {error.problem or ''}",
                _mark(mark) if mark else Mark(1, 1, 0),
                context=_mark(error.context_mark) if error.context_mark else None,
            ) from None
        except ReaderError as error:
            raise ReadProblem("control", str(error.character), self._control_mark()) from None
        finally:
            parser.dispose()

    def _control_mark(self) -> Mark:
        for index, char in enumerate(self._text):
            if (char < " " and char not in "\t\n\r") or char in "\x7f\ufffe\uffff":
                return _mark_at(self._text, index)
        return Mark(1, 1, 0)

    def _document(self, parser: Any) -> Any:
        value: Any = None
        documents = 0
        while (event := parser.get_event()) is not None:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise ReadProblem("dialect", "documents", _mark(event.start_mark))
                value = self._node(parser, parser.get_event(), (), 0)
        return value

    def _node(self, parser: Any, event: Any, path: KeyPath, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise ReadProblem("depth", str(MAX_DEPTH), _mark(event.start_mark))
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event, path)
        if kind is AliasEvent:
            raise ReadProblem("dialect", "alias", _mark(event.start_mark))
        if event.anchor is not None or event.tag is not None:
            what = "anchor" if event.anchor is not None else "tag"
            raise ReadProblem("dialect", what, _mark(event.start_mark))
        if kind is SequenceStartEvent:
            return self._sequence(parser, event, path, depth)
        return self._mapping(parser, event, path, depth)

    def _scalar(self, event: Any, path: KeyPath) -> Any:
        if event.anchor is not None or event.tag is not None:
            what = "anchor" if event.anchor is not None else "tag"
            raise ReadProblem("dialect", what, _mark(event.start_mark))
        if self._spans is not None:
            known = self._spans.get(path)
            self._spans[path] = Span(
                _mark(event.start_mark),
                _mark(event.end_mark),
                known and known.key,
                event.style or "",
            )
        text = event.value
        text = self._known.setdefault(text, text)
        return resolve(text) if event.implicit[0] and not event.style else text

    def _sequence(self, parser: Any, start: Any, path: KeyPath, depth: int) -> list[Any]:
        values: list[Any] = []
        while type(event := parser.get_event()) is not SequenceEndEvent:
            inner = (*path, len(values)) if self._spans is not None else path
            values.append(self._node(parser, event, inner, depth + 1))
        self._remember(path, start, event)
        return values

    def _mapping(self, parser: Any, start: Any, path: KeyPath, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while type(event := parser.get_event()) is not MappingEndEvent:
            key = self._key(event)
            if key in values:
                raise ReadProblem("duplicate", key, _mark(event.start_mark), key=key)
            inner = path
            if self._spans is not None:
                inner = (*path, key)
                mark = _mark(event.start_mark)
                self._spans[inner] = Span(mark, mark, mark)
            values[key] = self._node(parser, parser.get_event(), inner, depth + 1)
        self._remember(path, start, event)
        return values

    def _key(self, event: Any) -> str:
        if type(event) is not ScalarEvent:
            raise ReadProblem("dialect", "key", _mark(event.start_mark))
        if (
            event.anchor is not None
            or event.tag is not None
            or (event.value == "<<" and not event.style)
        ):
            raise ReadProblem("dialect", "anchor", _mark(event.start_mark))
        return self._known.setdefault(event.value, event.value)

    def _remember(self, path: KeyPath, start: Any, end: Any) -> None:
        if self._spans is not None:
            known = self._spans.get(path)
            self._spans[path] = Span(
                _mark(start.start_mark), _mark(end.end_mark), known and known.key
            )
