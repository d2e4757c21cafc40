"""Where the value at a path is written: looked for in the lines, without reading the rest of the file.

For texts that are YAML of our dialect. Where the lines leave a doubt, the exact reader says where everything
is. See docs/dev/decisions/0004-yaml-reading.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from quanze.load.cut import lines_are_closed
from quanze.load.encoding import invisible_break
from quanze.load.yaml_exact import ReadProblem, Span, read_with_spans
from quanze.load.yaml_lines import Unclear
from quanze.load.yaml_reader import read
from quanze.model.element import KeyPath
from quanze.model.patterns import pattern

Position = tuple[int, int]
"""Line and column, from 1."""


class Found(NamedTuple):
    """Where a value is written, and its key where it has one."""

    start: Position
    key: Position | None = None


class _Node(NamedTuple):
    """A value in the text: indexes of its first character and of its key's."""

    at: int
    key: int | None = None
    within_line: bool = False
    """It is written inside brackets: what it holds was found with it."""


class Finder:
    """Finds paths in one text; what was found on the way to one is not looked for again."""

    def __init__(self, text: str) -> None:
        self._written = text
        self._text = text.replace("\r\n", "\n") + "\n"
        self._breaks: list[int] | None = None
        self._nodes: dict[KeyPath, _Node | None] = {}
        self._entries: dict[int, list[int]] = {}
        self._ends: dict[int, int] = {}
        self._spans: Mapping[KeyPath, Span] | None = None
        if not _lines_tell(self._text):
            self._read_exactly()

    def find(self, path: KeyPath) -> Found | None:
        """Return the place of a value, or of the nearest one around it that is written."""
        if self._spans is None:
            try:
                return self._find(path)
            except Unclear:
                self._read_exactly()
        return self._known(path)

    def _read_exactly(self) -> None:
        try:
            self._spans = read_with_spans(self._written)[1]
        except ReadProblem:
            self._spans = {}

    def _known(self, path: KeyPath) -> Found | None:
        spans = self._spans or {}
        while path and path not in spans:
            path = path[:-1]
        span = spans.get(path)
        return span and Found(span.start[:2], span.key and span.key[:2])

    def _find(self, path: KeyPath) -> Found | None:
        if not path:
            self._refuse_what_is_not_yaml()
        while (node := self._node(path)) is None:
            if not path:
                return None
            path = path[:-1]
        return Found(
            self._position(node.at), None if node.key is None else self._position(node.key)
        )

    def _refuse_what_is_not_yaml(self) -> None:
        """Only a text that was read has paths; but any file may be asked for as a whole."""
        try:
            read(self._written)
        except ReadProblem:
            raise Unclear from None

    def _position(self, index: int) -> Position:
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._text)]
        line = bisect_left(self._breaks, index)
        return line + 1, index - (self._breaks[line - 1] if line else -1)

    def _column(self, index: int) -> int:
        return index - self._text.rfind("\n", 0, index) - 1

    def _node(self, path: KeyPath) -> _Node | None:
        if path not in self._nodes:
            if path:
                around = self._node(path[:-1])
                node = around and self._inside(around, path)
            else:
                first = self._content(0)
                node = None if first is None else _Node(first)
            self._nodes.setdefault(path, node)
        return self._nodes[path]

    def _inside(self, around: _Node, path: KeyPath) -> _Node | None:
        """Look for the last part of a path in the value around it."""
        if around.within_line:
            return None
        text, at = self._text, around.at
        if _DASH.match(text, at):
            return self._entry(at, path[-1])
        if _KEY.match(text, at):
            return self._value(at, path[-1])
        line = text[at : text.find("\n", at)]
        if line[:1] in ("[", "{"):
            self._remember_within(line, at, path[:-1])
            return self._nodes.get(path)
        if _COLON.search(line):
            raise Unclear
        return None

    def _remember_within(self, line: str, at: int, path: KeyPath) -> None:
        try:
            spans = read_with_spans(line)[1]
        except ReadProblem:
            raise Unclear from None
        for inner, span in spans.items():
            if inner:
                key = None if span.key is None else at + span.key.offset
                self._nodes[path + inner] = _Node(at + span.start.offset, key, within_line=True)

    def _entry(self, at: int, index: str | int) -> _Node | None:
        if at not in self._entries:
            dash, end = _list_at(self._column(at))
            stop = end.search(self._text, at)
            found = dash.finditer(self._text, at, stop.start() if stop else len(self._text))
            self._entries[at] = [at, *(one.end() - 1 for one in found)]
        entries = self._entries[at]
        if not isinstance(index, int) or index >= len(entries):
            return None
        dash_at = entries[index]
        return _Node(self._begins(dash_at + 1, self._column(dash_at), in_mapping=False))

    def _value(self, at: int, key: str | int) -> _Node | None:
        if not isinstance(key, str):
            return None
        column = self._column(at)
        if not _PLAIN_KEY.fullmatch(key):
            raise Unclear
        key_at = self._key(at, column, key)
        if key_at is None:
            return None
        return _Node(self._begins(key_at + len(key) + 1, column, in_mapping=True), key_at)

    def _key(self, at: int, column: int, key: str) -> int | None:
        """Look for a key of the mapping that begins at an index."""
        text = self._text
        end, odd = _mapping_at(column)
        if at not in self._ends:
            stop = end.search(text, at) if column else None
            self._ends[at] = stop.start() + 1 if stop else len(text)
        until = self._ends[at]
        for after in (": ", ":\n"):
            if text.startswith(f"{key}{after}", at):
                return at
            found = text.find(f"\n{' ' * column}{key}{after}", at, until)
            if found >= 0:
                return found + 1 + column
        if odd.search(text, at, until):
            raise Unclear
        return None

    def _content(self, at: int) -> int | None:
        """Return where the next thing is written that is neither blank nor a comment."""
        between = _BETWEEN.match(self._text, at)
        start = between.end() if between else at
        return start if start < len(self._text) else None

    def _begins(self, at: int, column: int, *, in_mapping: bool) -> int:
        """Return where the value behind a colon or a dash begins: there, or in the lines below."""
        start = self._content(at)
        if start is None:
            return at
        if "\n" not in self._text[at:start]:
            return start
        inner = self._column(start)
        dash = _DASH.match(self._text, start)
        if inner > column or (inner == column and in_mapping and dash):
            return start
        if not dash and not _KEY.match(self._text, start):
            raise Unclear  # libyaml reads a block in any column
        return at


_BETWEEN: Final = pattern(r"(?:[ \n]++|(?<![^ \n])#.*+)*+")
"""Blanks, line ends and comments."""
_DASH: Final = pattern(r"-(?=[ \n])")
_WORD: Final = r"\w[^\s:#]*+"
_PLAIN_KEY: Final = pattern(_WORD)
_KEY: Final = pattern(rf"{_WORD}:(?=[ \n])")
_COLON: Final = pattern(r":(?: |\Z)")


def _lines_tell(text: str) -> bool:
    """Whether no value goes on over lines in quotes or brackets, and lines are what editors show."""
    strange = "\r" in text or "\t" in text or "\ufeff" in text or invisible_break(text)
    several = any(text.startswith(mark) or f"\n{mark}" in text for mark in ("---", "...", "%"))
    return not strange and not several and lines_are_closed(text)


@lru_cache(maxsize=256)
def _list_at(column: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What begins an entry of a list in a column, and what ends the list."""
    before = rf" {{0,{column - 1}}}[^ \n#]|" if column else ""
    beside = rf" {{{column}}}(?:[^ \n#\-]|-[^ \n])"
    return re.compile(rf"\n {{{column}}}-(?=[ \n])"), re.compile(rf"\n(?:{before}{beside})")


@lru_cache(maxsize=256)
def _mapping_at(column: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends a mapping that begins in a column, and keys in it that are not written plainly."""
    end = rf"\n {{0,{max(column - 1, 0)}}}[^ \n#]"
    plain = rf"[ \n#]|-[ \n]|{_WORD}:[ \n]|\Z"
    return re.compile(end), re.compile(rf"\n {{{column}}}(?!{plain})")
