"""YAML text -> values, line by line: a fraction of the time, for files written as lists usually are.

One key or one list entry a line, blocks of text after `|` and `|-`. What a line says beyond plain and
simply quoted values is asked of the exact reader; where lines do not tell what a file says, `Unclear` is
raised and the exact reader reads all of it. So this reader never judges: it refuses more than YAML does,
and what it reads is what the exact reader reads. See docs/dev/decisions/0004-yaml-reading.md.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from quanze.load.yaml_exact import ReadProblem, read_exactly, resolve
from quanze.model.patterns import pattern

_MOST_TEXTS: Final = 100_000
_MOST_LINES: Final = 50_000
"""How many are remembered: 30 MB at most."""

_MAX_DEPTH = 40
_MAX_BRACKETS = 8
"""In one line. Both together stay within the depth that the exact reader allows."""

_LONG = 100
"""Longer texts and lines are not looked for among the known ones: they seldom come again."""


class Unclear(Exception):
    """Lines alone do not tell what a text says; the exact reader does."""


_Line = tuple[int, int, str | None, Any]
"""What a line says, wherever it stands: level, level of a mapping that begins behind its dash (or -1),
key, value.

The level tells of what it is an entry: twice the column for a mapping, one more for a list. So a list that
is not indented under its key is still deeper than the mapping it stands in. -1: the line says nothing.
"""


@dataclass
class Known:
    """What was read before, in this file and others: keys, short values and lines come again and again."""

    texts: dict[str, str] = field(default_factory=dict)
    """Every text once."""
    lines: dict[str, _Line] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin anew where there is too much."""
        for kept, most in ((self.texts, _MOST_TEXTS), (self.lines, _MOST_LINES)):
            if len(kept) > most:
                kept.clear()


_OPEN: Final = object()
"""The value stands in the next lines, or there is none."""
_STRIP: Final = object()
"""A block of text follows, without the line end after it."""
_CLIP: Final = object()
"""A block of text follows, with one line end after it."""
_BLOCKS: Final = {"|-": _STRIP, "|": _CLIP}

_START = r"( *+)(- ++)?+"
_KEY = r"(?:(\w[^\s:#]{0,200}):(?: ++|\Z))?+"
_PLAIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^:#]++|:(?! |\Z)|(?<! )#)*+"
_LINE: Final = pattern(rf"{_START}{_KEY}(?:({_PLAIN})|\"([^\"\\]*+)\"|(\|-?))?+")
_ANY_LINE: Final = pattern(rf"{_START}({_KEY}(.*+))")
_ALLOWED: Final = pattern(
    "[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*+"
)


def read_lines(text: str, known: Known) -> Any:
    """Read one document into dicts, lists and scalars.

    Raises:
        Unclear: nothing is said of the text.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    said: dict[str, _Line] = {}
    root: dict[str, Any] = {}
    around: list[tuple[int, Any]] = []
    holder: Any = root
    open_key: str | None = None
    here = at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if (says := said.get(line)) is None:
            says = said[line] = _said(line, known)
        level, inner, key, value = says
        if level != here:
            if level < 0:
                continue
            if level > here:
                around.append((here, holder))
                holder = _begin(holder, open_key, level, len(around))
            else:
                holder = _end(around, level)
            here = level
        if inner >= 0:
            around.append((here, holder))
            holder.append({})
            here, holder = inner, holder[-1]
        elif key is not None and key in holder:
            raise Unclear
        open_key = None
        if type(value) is not str:
            if value is _OPEN:
                value, open_key = None, key
            elif value is _STRIP or value is _CLIP:
                value, at = _block(lines, at, here // 2, clip=value is _CLIP)
            elif type(value) is list or type(value) is dict:
                value = deepcopy(value)  # the same line elsewhere has values of its own
        if key is None:
            holder.append(value)
        else:
            holder[key] = value
    return root or None


def _begin(holder: Any, key: str | None, level: int, depth: int) -> Any:
    """Begin the mapping or list that is the value of a key."""
    if key is None or depth > _MAX_DEPTH:
        raise Unclear
    begun: Any = [] if level % 2 else {}
    holder[key] = begun
    return begun


def _end(around: list[tuple[int, Any]], level: int) -> Any:
    """Go back to the mapping or list that has its entries at a level."""
    here = level + 1
    while here > level:
        here, holder = around.pop()
    if here != level:
        raise Unclear
    return holder


def _block(lines: list[str], at: int, column: int, *, clip: bool) -> tuple[str, int]:
    """Read a block of text; return the number of the line after it too."""
    first = lines[at] if at < len(lines) else ""
    indent = _indent(first)
    if indent <= column or indent == len(first):
        raise Unclear
    pad, start, end = first[:indent], at, len(lines)
    while at < end and (lines[at].startswith(pad) or not lines[at]):
        _check(lines[at])
        at += 1
    if at < end and (column < (outer := _indent(lines[at])) or outer == len(lines[at])):
        raise Unclear
    if clip and at == end and lines[-1]:
        raise Unclear
    text = "\n".join([line[indent:] for line in lines[start:at]]).rstrip("\n")
    return text + "\n" if clip else text, at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _check(line: str) -> None:
    """Refuse characters that are no text or that end a line."""
    if not line.isprintable() and not _ALLOWED.fullmatch(line):
        raise Unclear


def _said(line: str, known: Known) -> _Line:
    if len(line) > _LONG:
        return _read(line, known.texts)
    says = known.lines.get(line)
    if says is None:
        says = known.lines[line] = _read(line, known.texts)
    return says


def _read(line: str, known: dict[str, str]) -> _Line:
    _check(line)
    found = _LINE.fullmatch(line)
    if found is None:
        return _read_odd(line)
    spaces, dash, key, plain, quoted, block = found.groups()
    if plain is not None:
        value = resolve(plain.rstrip(" "))
        if type(value) is str:
            value = _once(value, known)
    elif quoted is not None:
        value = _once(quoted, known)
    elif block is not None:
        value = _BLOCKS[block]
    elif key is None:
        return _read_odd(line)
    else:
        value = _OPEN
    return _line(spaces, dash, key and _once(key, known), value)


def _once(text: str, known: dict[str, str]) -> str:
    return known.setdefault(text, text) if len(text) <= _LONG else text


def _line(spaces: str, dash: str | None, key: str | None, value: Any) -> _Line:
    column = len(spaces)
    if dash is None:
        if key is None:
            raise Unclear
        return 2 * column, -1, key, value
    inner = -1 if key is None else 2 * (column + len(dash))
    return 2 * column + 1, inner, key, value


def _read_odd(line: str) -> _Line:
    """Read a line that is empty, a comment, or has a value that the exact reader must look at."""
    found = _ANY_LINE.fullmatch(line)
    assert found is not None  # noqa: S101
    spaces, dash, content, key, value = found.groups()
    if dash is None and content[:1] in ("", "#"):
        return -1, -1, None, None
    if key is not None and value[:1] in ("", "#"):
        return _line(spaces, dash, key, _OPEN)
    return _line(spaces, dash, key, _asked(content, key, value))


def _asked(content: str, key: str | None, value: str) -> Any:
    """Ask the exact reader for the value in a line; only one that is whole in it is taken."""
    if value[:1] in "|>" or content.count("[") + content.count("{") > _MAX_BRACKETS:
        raise Unclear
    try:
        entry = read_exactly(f"- {content}")[0]
    except ReadProblem:
        raise Unclear from None
    if key is not None:
        if not isinstance(entry, dict) or list(entry) != [key]:
            raise Unclear
        entry = entry[key]
    if entry is None or (isinstance(entry, dict | list) and value[0] not in "[{"):
        raise Unclear
    return entry
