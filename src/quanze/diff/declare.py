"""Writes 前身 and 曾用名 into the lists: only these lines, every other character stays as it is."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from quanze.diff.entries import Entries, Entry, EntryKey
from quanze.diff.suggest import Declaration
from quanze.load.emit import QUOTED_KEYS, scalar
from quanze.load.encoding import BOM, decode
from quanze.load.fmt import FIRST, LAST
from quanze.load.source import CannotRun, FolderSource
from quanze.load.write import write_bytes
from quanze.load.yaml_reader import ReadProblem, Span, read, read_with_spans
from quanze.model.adjustment import ListName
from quanze.model.department import Department
from quanze.model.element import Element, KeyPath, Origin
from quanze.model.power import Power
from quanze.model.register import group

_BREAK: Final = "\n"


class CannotDeclare(CannotRun):
    """A declaration cannot be written; nothing was."""


@dataclass(frozen=True)
class Written:
    """A declaration that was written, and where."""

    declaration: Declaration
    file: str


def asked_for(text: str, old: Entries, new: Entries) -> Declaration:
    """Read what a person declares: 新编码=旧编码,旧编码, or the names of departments.

    Raises:
        CannotDeclare: the versions have no such entries.
    """
    name, equals, rest = text.partition("=")
    name = name.strip()
    former = tuple(part.strip() for part in rest.replace("，", ",").split(",") if part.strip())
    if not equals or not name or not former:
        raise CannotDeclare(
            f"“{text}”写得不对：写成 新编码=旧编码，几项合并的写 新编码=旧编码,旧编码"
        )
    for listed in (ListName.POWER, ListName.DEPARTMENT):
        entry = new.get(EntryKey(listed, "", name))
        if entry is not None:
            _must_be_there(entry, former, old)
            return Declaration(entry, former)
    raise CannotDeclare(f"新的版本里没有编码或部门“{name}”")


def _must_be_there(entry: Entry, former: tuple[str, ...], old: Entries) -> None:
    for name in former:
        if name == entry.key.key:
            raise CannotDeclare(f"“{name}”不能是它自己的前身")
        if EntryKey(entry.key.listed, "", name) not in old:
            what = "部门" if entry.key.listed is ListName.DEPARTMENT else "编码"
            raise CannotDeclare(f"旧的版本里没有{what}“{name}”")


def declare(source: FolderSource, declarations: Iterable[Declaration]) -> tuple[Written, ...]:
    """Write declarations into the files of their entries, all of them or none.

    Raises:
        CannotDeclare: a file is laid out so that no line can be put into it safely.
    """
    joined = _joined(declarations)
    by_file = group((origin.file, (origin.path, one)) for origin, one in joined)
    files = [_File.opened(source, path).declaring(wanted) for path, wanted in by_file.items()]
    _write(source, files)
    return tuple(Written(one, origin.file) for origin, one in joined)


def _joined(declarations: Iterable[Declaration]) -> list[tuple[Origin, Declaration]]:
    """Join what is declared of the same entry."""
    by_key = group((one.entry.key, one) for one in declarations)
    joined = []
    for same in by_key.values():
        entry = same[0].entry
        if entry.origin is None:
            raise CannotDeclare(f"不知道“{entry.name}”写在哪个文件里")
        former = dict.fromkeys(name for one in same for name in one.former)
        joined.append((entry.origin, Declaration(entry, tuple(former))))
    return joined


def _write(source: FolderSource, files: Iterable[_File]) -> None:
    done: list[_File] = []
    try:
        for file in files:
            if source.read(file.path) != file.before:
                raise CannotDeclare(f"{file.path} 刚被别的程序改过，没有写入；请再运行一次")
            write_bytes(source.root / file.path, file.bytes)
            done.append(file)
    except BaseException:
        for file in done:
            write_bytes(source.root / file.path, file.before)
        raise


@dataclass(frozen=True)
class _File:
    """A file of the register, with what is to be written into it."""

    path: str
    before: bytes
    text: str

    @classmethod
    def opened(cls, source: FolderSource, path: str) -> _File:
        before = source.read(path)
        decoded = decode(before)
        if not decoded.readable:
            raise CannotDeclare(f"{path} 不是 UTF-8；请先运行 quanze fmt，再声明")
        return cls(path, before, decoded.text)

    @property
    def bytes(self) -> bytes:
        return (BOM if self.before.startswith(BOM) else b"") + self.text.encode()

    def declaring(self, wanted: Iterable[_Wanted]) -> _File:
        """Return the file with declarations in it: in one go, else one after the other."""
        wanted = tuple(wanted)
        data, spans = read_with_spans(self.text)
        first = [next(_ways(self.text, spans, path, one), None) for path, one in wanted]
        expected = data
        for path, one in wanted:
            expected = _declared(expected, path, one)
        if None not in first:
            text = _inserted(self.text, [way for way in first if way])
            if _reads_as(text, expected):
                return replace(self, text=text)
        if len(wanted) == 1:
            return self._declaring_one(*wanted[0], expected, spans)
        file = self
        for one_wanted in wanted:
            file = file.declaring([one_wanted])
        return file

    def _declaring_one(
        self, path: KeyPath, declaration: Declaration, expected: Any, spans: _Spans
    ) -> _File:
        for way in _ways(self.text, spans, path, declaration):
            text = _inserted(self.text, [way])
            if _reads_as(text, expected):
                return replace(self, text=text)
        lines = declaration.yaml.replace(_BREAK, f"{_BREAK}  ")
        raise CannotDeclare(
            f"{self.path} 的写法不便按行插入，没有写入任何文件。"
            f"请自己在“{declaration.entry.name}”里写上：\n  {lines}"
        )


_Wanted = tuple[KeyPath, Declaration]
_Spans = Mapping[KeyPath, Span]


class _Way(NamedTuple):
    """Something to insert, and where."""

    offset: int
    text: str


def _inserted(text: str, ways: list[_Way]) -> str:
    for way in sorted(ways, reverse=True):
        text = text[: way.offset] + way.text + text[way.offset :]
    return text


def _declared(data: Any, path: KeyPath, declaration: Declaration) -> Any:
    """Return the data with the declaration and nothing else changed."""
    if path:
        part, *rest = path
        changed = copy.copy(data)
        changed[part] = _declared(data[part], tuple(rest), declaration)
        return changed
    written = list(data.get(declaration.key) or ())
    missing = [name for name in declaration.former if name not in map(str, written)]
    return {**data, declaration.key: [*written, *missing]}


def _reads_as(text: str, expected: Any) -> bool:
    try:
        return bool(read(text) == expected)
    except ReadProblem:
        return False


def _ways(text: str, spans: _Spans, path: KeyPath, declaration: Declaration) -> Iterator[_Way]:
    """Go through the ways to write it; the first that reads as it should is taken."""
    key = (*path, declaration.key)
    told = {_told(text, spans[at]) for at in spans if at[:-1] == key}
    quoted = declaration.key in QUOTED_KEYS
    names = [scalar(name, quoted=quoted) for name in declaration.former if name not in told]
    if not names:
        yield _Way(0, "")
    elif key in spans:
        yield from _longer(text, spans, key, names)
    else:
        for before in _neighbours(path, spans, declaration.key):
            mark = spans[before].key or spans[before].start
            indent = " " * (mark.column - 1)
            lines = [f"{declaration.key}:", *(f"  - {name}" for name in names)]
            end = _end_of_value(spans, before)
            yield _below(text, end, [indent + line for line in lines])


def _told(text: str, span: Span) -> str:
    return text[span.start.offset : span.end.offset].strip("\"'")


def _longer(text: str, spans: _Spans, key: KeyPath, names: list[str]) -> Iterator[_Way]:
    """Put names after the last one that is written, in a list of lines or in brackets."""
    last = max((at for at in spans if at[:-1] == key), default=None, key=lambda at: at[-1])
    if last is None:
        return
    span = spans[last]
    dash = text[text.rfind(_BREAK, 0, span.start.offset) + 1 : span.start.offset]
    if dash.strip() == "-":
        yield _below(text, span.end.offset, [dash + name for name in names])
    yield _Way(span.end.offset, "".join(f", {name}" for name in names))


def _neighbours(path: KeyPath, spans: _Spans, key: str) -> Iterator[KeyPath]:
    """Go through the elements that it may stand below; the one right before it in order first."""
    order = _order_of(path)
    written = [at for at in spans if at[:-1] == path and at and at[-1] in order]
    earlier = [at for at in written if order[str(at[-1])] < order[key]]
    yield from sorted(earlier, key=lambda at: order[str(at[-1])], reverse=True)


def _order_of(path: KeyPath) -> dict[str, int]:
    """Return the places of the elements in the layout that `quanze fmt` gives them."""
    model: type[Element] = Power if path else Department
    fields = [str(field.alias) for field in model.model_fields.values()]
    order = [*FIRST, *(name for name in fields if name not in FIRST + LAST), *LAST]
    return {name: place for place, name in enumerate(order)}


def _below(text: str, end: int, lines: list[str]) -> _Way:
    """Put lines below the line in which something ends."""
    at = text.find(_BREAK, end)
    newline = "\r\n" if "\r\n" in text else _BREAK
    if at < 0:
        return _Way(len(text), newline + newline.join(lines))
    return _Way(at + 1, newline.join(lines) + newline)


def _end_of_value(spans: _Spans, path: KeyPath) -> int:
    """Return where a value ends; libyaml says of a block that it ends where the next token begins."""
    inside = (
        span for at, span in spans.items() if at[: len(path)] == path and span.style is not None
    )
    last = max(inside, key=lambda span: span.start.offset, default=spans[path])
    if last.style in ("|", ">") and last.end.column == 1:
        return last.end.offset - 1
    return last.end.offset
