"""Canonical layout: order of elements, quotes, indentation. Comments are kept, values never change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from quanze.load.emit import Comments, Lines, emit, emit_lines
from quanze.load.encoding import decode, without_invisible_breaks
from quanze.load.layout import LAWS, LIST_KINDS, REFERENCES, held, holds_laws, register_list
from quanze.load.schema_errors import model_in
from quanze.load.source import BASELINE_FILE, SETTINGS_FILE, Source
from quanze.load.yaml_reader import ReadProblem, Span, read, read_with_spans
from quanze.model.department import Department
from quanze.model.element import SHARED_KEY, KeyPath
from quanze.model.patterns import pattern
from quanze.model.reference_list import ReferenceList
from quanze.model.settings import Settings

FIRST = ("部门", "编码", "名称", "类型")
LAST = ("备注", "来源")
"""Elements that stand first and last wherever they occur; between them the model's order rules."""


class LayoutChangedData(Exception):
    """The formatted text would not read back as the same data: a fault of quanze, nothing is written."""


def model_of(path: str) -> type[BaseModel] | None:
    """Return the model of the file at a path in the register; None where there is none yet."""
    if path == SETTINGS_FILE:
        return Settings
    if path.startswith(REFERENCES):
        return ReferenceList
    if holds_laws(path):
        return LAWS.model
    if (kind := register_list(path)) is not None:
        return kind.model
    place = held(path)
    if place is None:
        return None
    return Department if place.stem == "department" else LIST_KINDS[place.stem].model


class Formatted(NamedTuple):
    """A file of a register in canonical layout."""

    path: str
    before: bytes
    after: bytes | None
    """None where the file cannot be read, or cannot be laid out without losing something."""


def format_files(source: Source) -> Iterator[Formatted]:
    """Lay out every list of a register; nothing is written."""
    for path in source.files():
        if not path.endswith(".yaml") or path == BASELINE_FILE:
            continue
        before = b""
        try:
            before = source.read(path)
            text = format_text(decode(before).text, model_of(path))
        except (OSError, ReadProblem, LayoutChangedData):
            yield Formatted(path, before, None)
        else:
            yield Formatted(path, before, text.encode("utf-8"))


def format_text(text: str, model: type[BaseModel] | None) -> str:
    """Return a document in canonical layout.

    Raises:
        ReadProblem: the text is not YAML of our dialect.
        LayoutChangedData: the result would not be the same data.
    """
    text = without_invisible_breaks(text.replace("\r\n", "\n").replace("\r", "\n"))
    data = read(text)
    if _is_laid_out(text, emit_lines(ordered(data, model))):
        return text
    comments = None
    if "#" in text or "\n\n" in text:
        comments = comments_of(text, read_with_spans(text)[1])
    return laid_out(data, model, comments)


def laid_out(data: Any, model: type[BaseModel] | None, comments: Comments | None = None) -> str:
    """Write data in canonical layout, and make sure that it reads back as itself.

    Raises:
        LayoutChangedData: it would not.
    """
    comments = comments or Comments()
    result = emit(ordered(data, model), comments)
    try:
        if comments == Comments():
            again, kept = read(result), True
        else:
            again, spans = read_with_spans(result)
            kept = comments_of(result, spans).all() == comments.all()
    except ReadProblem:
        raise LayoutChangedData from None
    if again != data or not kept:
        raise LayoutChangedData
    return result


def _is_laid_out(text: str, bare: Lines) -> bool:
    """Whether a text is what is written for its data, with comments where they are written too.

    Says no where in doubt: what a comment belongs to is then asked of the positions of all values,
    which takes longer.
    """
    if text == bare.text:
        return True
    lines, content = bare.lines, bare.content
    at, blank = 0, True
    for line in text.removesuffix("\n").split("\n"):
        if at < len(lines) and line == lines[at]:
            at, blank = at + 1, False
        elif not line:
            if blank or at in content or at - 1 in content:
                return False
            blank = True
        elif line.lstrip(" ").startswith("#"):
            indent = _indent(lines[at]) if at < len(lines) else ""
            if at in content or line != indent + line.strip():
                return False
            blank = False
        elif at < len(lines) and line.startswith(f"{lines[at]}  #"):
            if at in content or line != line.rstrip():
                return False
            at, blank = at + 1, False
        else:
            return False
    return at == len(lines) and not blank and text.endswith("\n")


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def ordered(data: Any, model: type[BaseModel] | None) -> Any:
    """Put elements in the model's order; unknown ones come last, in the order written."""
    if model is None:
        return data
    if isinstance(data, list):
        return [ordered(value, model) for value in data]
    if not isinstance(data, dict):
        return data
    inner = _inner_models(model)
    known = {key: ordered(data[key], inner[key]) for key in inner if key in data}
    return known | {key: value for key, value in data.items() if key not in inner}


@cache
def _inner_models(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """Key -> the model of what is written under it, in canonical order."""
    fields = {str(field.alias): field for field in model.model_fields.values()}
    order = [*FIRST, *(key for key in fields if key not in FIRST + LAST), *LAST]
    return {
        key: None if key == SHARED_KEY else model_in(fields[key].annotation)
        for key in order
        if key in fields
    }


_AFTER_KEY = pattern(r"(?:.*?:|\s*-)(?:\s+[|>][-+0-9]*)?\s+(#.*)")


def comments_of(text: str, spans: dict[KeyPath, Span]) -> Comments:
    """Find the comments of a text and what each belongs to."""
    inside = _lines_inside_values(spans)
    outer, inner = _starts(spans)
    ends = _ends(spans, text)
    before: dict[KeyPath, tuple[str, ...]] = {}
    beside: dict[KeyPath, str] = {}
    waiting: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if number in inside:
            continue
        if not line.strip():
            # One blank line between entries is a person's doing, as a comment is.
            if number > 1 and waiting[-1:] != [""]:
                waiting.append("")
            continue
        if line.lstrip().startswith("#"):
            waiting.append(line.strip())
            continue
        if waiting and number in outer:
            before[outer[number]] = tuple(waiting)
            waiting = []
        if number in ends:
            path, column = ends[number]
            tail = line[column - 1 :].lstrip(" ,").strip()
        else:
            match = _AFTER_KEY.fullmatch(line)
            path, tail = inner.get(number, ()), match.group(1).strip() if match else ""
        if tail.startswith("#"):
            beside[path] = tail
    while waiting and not waiting[-1]:
        waiting.pop()
    return Comments(before, beside, tuple(waiting))


def _lines_inside_values(spans: dict[KeyPath, Span]) -> set[int]:
    """Lines that are the text of a value: a # there is no comment."""
    inside: set[int] = set()
    for span in spans.values():
        if span.style in ("|", ">"):
            last = span.end.line if span.end.column > 1 else span.end.line - 1
            inside.update(range(span.start.line + 1, last + 1))
        elif span.style in ("'", '"') and span.end.line > span.start.line:
            inside.update(range(span.start.line + 1, span.end.line))
    return inside


def _starts(spans: dict[KeyPath, Span]) -> tuple[dict[int, KeyPath], dict[int, KeyPath]]:
    """Line -> the outermost and the innermost thing that begins there."""
    outer: dict[int, KeyPath] = {}
    inner: dict[int, KeyPath] = {}
    for path, span in spans.items():
        if not path:
            continue
        line = (span.key or span.start).line
        if line not in outer or len(path) < len(outer[line]):
            outer[line] = path
        if line not in inner or len(path) > len(inner[line]):
            inner[line] = path
    return outer, inner


def _ends(spans: dict[KeyPath, Span], text: str) -> dict[int, tuple[KeyPath, int]]:
    """Line -> the last value that ends there, and its column; blocks end between lines."""
    ends: dict[int, tuple[KeyPath, int]] = {}
    for path, span in spans.items():
        if span.style is None:
            block = text[span.start.offset] not in "[{"
        else:
            block = span.style in ("|", ">") or span.start == span.end
        if block:
            continue
        line, column = span.end.line, span.end.column
        if line not in ends or column > ends[line][1]:
            ends[line] = (path, column)
    return ends
