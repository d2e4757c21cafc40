"""Values -> YAML text in the one canonical layout, with comments kept.

The layout: two blanks a level, lists indented under their key, `|-` for text of several lines,
codes in double quotes, everything else plain where plain text reads back as itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from quanze.load.yaml_reader import WrittenFloat, resolve
from quanze.model.element import KeyPath
from quanze.model.patterns import pattern

QUOTED_KEYS = frozenset(
    ("编码", "基本编码", "地方编码", "统一社会信用代码", "行政区划代码", "前身", "适用事项", "相关事项", "事项", "对象", "原对象", "关联", "依据事项", "原指纹")
)  # fmt: skip
"""Keys whose values are codes: always in quotes, so that no program reads them as numbers."""

_AMBIGUOUS = pattern(
    r"(?!\d{4}-\d\d-\d\d\Z)[-+]?\.?\d[\da-fA-FxXoO_.:+-]*|[-+]?\.(inf|nan)|y|n|yes|no|on|off|true|false|null|[~=]|<<",
    re.IGNORECASE,
)
"""Texts that some reader of YAML (1.1, or with other ideas of numbers) would not take for text."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_ESCAPED = pattern(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_NOT_PRINTABLE = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\t]")


@dataclass(frozen=True)
class Comments:
    """Comments by the path of what they stand before, or beside; the rest ends the file."""

    before: Mapping[KeyPath, tuple[str, ...]] = field(default_factory=dict)
    beside: Mapping[KeyPath, str] = field(default_factory=dict)
    last: tuple[str, ...] = ()

    def all(self) -> list[str]:
        """Return every comment, sorted."""
        lines = [line for lines in self.before.values() for line in lines]
        return sorted(filter(None, [*lines, *self.beside.values(), *self.last]))


class Lines(NamedTuple):
    """The lines of a document."""

    lines: list[str]
    content: set[int]
    """Which of them are the text of a value, by their index: a # there is no comment."""

    @property
    def text(self) -> str:
        """The document."""
        return "\n".join(self.lines) + "\n" if self.lines else ""


def emit(data: Any, comments: Comments | None = None) -> str:
    """Write a document. Reading the text gives the data again."""
    return emit_lines(data, comments).text


def emit_lines(data: Any, comments: Comments | None = None) -> Lines:
    """Write a document line by line."""
    emitter = _Emitter(comments or Comments())
    emitter.document(data)
    return Lines(emitter.lines, emitter.content)


def scalar(value: Any, *, quoted: bool = False) -> str:
    """Write one value on one line."""
    if isinstance(value, str):
        if not quoted and (_SURELY_PLAIN.fullmatch(value) or _plain(value)):
            return value
        return '"' + _ESCAPED.sub(_escape, value) + '"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, WrittenFloat) else str(value)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    known = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return known.get(char) or f"\\u{ord(char):04x}"


_SURELY_PLAIN = pattern(
    r"[\u3400-\u9fff《][^:#\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*(?<! )"
)
"""Most texts of lists: no number, no word of YAML, nothing in them that could end them."""


def _plain(text: str) -> bool:
    return bool(
        text
        and text[0] not in _INDICATORS
        and text[-1] not in ": "
        and ": " not in text
        and " #" not in text
        and not text.startswith(("---", "..."))
        and not _ESCAPED.search(text.replace('"', "").replace("\\", ""))
        and isinstance(resolve(text), str)
        and not _AMBIGUOUS.fullmatch(text)
    )


@lru_cache(maxsize=4096)
def _key(key: str) -> str:
    return f"{scalar(key)}:"


class _Emitter:
    def __init__(self, comments: Comments) -> None:
        self.lines: list[str] = []
        self.content: set[int] = set()
        self._before = comments.before
        self._beside = comments.beside
        self._last = comments.last
        self._commented = bool(comments.before or comments.beside)

    def document(self, data: Any) -> None:
        if isinstance(data, dict) and data:
            self._mapping(data, (), "")
        elif isinstance(data, list) and data:
            self._sequence(data, (), "", "")
        else:
            self.lines.append(_leaf(data))
        self.lines += self._last

    def _comments(self, path: KeyPath, indent: str) -> None:
        for comment in self._before.get(path, ()):
            self.lines.append(indent + comment if comment else "")

    def _mapping(self, data: dict[str, Any], path: KeyPath, indent: str) -> None:
        for key, value in data.items():
            inner = path
            if self._commented:
                inner = (*path, key)
                self._comments(inner, indent)
            self._entry(indent + _key(key), value, inner, indent, key)

    def _entry(self, head: str, value: Any, path: KeyPath, indent: str, key: str) -> None:
        beside = self._beside.get(path) if self._commented else None
        comment = f"  {beside}" if beside else ""
        if isinstance(value, str) and "\n" in value and _block(value):
            self.lines.append(f"{head} {_block_head(value)}{comment}")
            first = len(self.lines)
            self.lines += _block_lines(value, indent + "  ")
            self.content.update(range(first, len(self.lines)))
        elif isinstance(value, dict) and value:
            self.lines.append(head + comment)
            self._mapping(value, path, indent + "  ")
        elif isinstance(value, list) and value:
            self.lines.append(head + comment)
            self._sequence(value, path, indent + "  ", key)
        else:
            written = _leaf(value, key)
            self.lines.append((f"{head} {written}" if written else head) + comment)

    def _sequence(self, data: list[Any], path: KeyPath, indent: str, key: str) -> None:
        for index, value in enumerate(data):
            inner = path
            if self._commented:
                inner = (*path, index)
                self._comments(inner, indent)
            first = len(self.lines)
            if isinstance(value, dict) and value:
                self._mapping(value, inner, indent + "  ")
                self._dash(first, indent)
            elif isinstance(value, list) and value:
                self._sequence(value, inner, indent + "  ", key)
                self._dash(first, indent)
            else:
                self._entry(f"{indent}-", value, inner, indent, key)

    def _dash(self, first: int, indent: str) -> None:
        """Put the dash on the first line that is not a comment."""
        while not (text := self.lines[first][len(indent) + 2 :]) or text.startswith("#"):
            first += 1
        self.lines[first] = f"{indent}- {text}"


def _leaf(value: Any, key: str = "") -> str:
    if isinstance(value, str):
        return scalar(value, quoted=key in QUOTED_KEYS)
    if value == [] and isinstance(value, list):
        return "[]"
    if value == {} and isinstance(value, dict):
        return "{}"
    return scalar(value)


def _block(text: str) -> bool:
    """Whether a text of several lines is written line by line."""
    return bool(text.strip()) and not _NOT_PRINTABLE.search(text.replace("\n", ""))


def _block_head(text: str) -> str:
    lines = text.split("\n")
    first = next(line for line in lines if line.strip())
    width = "2" if first.startswith(" ") or not lines[0].strip() else ""
    if not text.endswith("\n"):
        return f"|{width}-"
    return f"|{width}" if not text.endswith("\n\n") else f"|{width}+"


def _block_lines(text: str, indent: str) -> Iterator[str]:
    body = text[:-1] if text.endswith("\n") else text
    for line in body.split("\n"):
        yield indent + line if line else ""
