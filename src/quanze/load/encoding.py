"""Bytes -> text: UTF-8, and a clear word about everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quanze.model.patterns import pattern

BOM = b"\xef\xbb\xbf"
_NOT_ASCII = pattern(r"[^\x00-\x7f]")
_INVISIBLE_BREAKS = {"\u2028": "U+2028", "\u2029": "U+2029", "\x85": "U+0085"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and what is wrong with its bytes."""

    text: str
    bom: bool = False
    encoding: str = "UTF-8"
    """What the file is really saved as, where that can be told; else 未知."""
    offset: int = -1
    """Index of the first byte that is not UTF-8."""

    @property
    def readable(self) -> bool:
        """Whether the bytes were UTF-8."""
        return self.offset < 0


def decode(data: bytes) -> Decoded:
    """Decode a file. What is not UTF-8 is still given as text where its encoding can be told.

    GBK is tried as its superset GB18030; UTF-16 is told by its byte order mark. Where the encoding
    cannot be told, the bytes stand in the text as lone surrogates, which no reader takes: a text
    with replacement characters would be written back in the place of what the file really says.
    """
    bom = data.startswith(BOM)
    try:
        return Decoded(data[len(BOM) :].decode() if bom else data.decode(), bom)
    except UnicodeDecodeError as error:
        offset = error.start + (len(BOM) if bom else 0)
    for encoding, codec in _candidates(data):
        try:
            return Decoded(data.decode(codec), False, encoding, offset)
        except UnicodeDecodeError:
            continue
    return Decoded(data.decode(errors="surrogateescape"), bom, "未知", offset)


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    """The encodings a file that is not UTF-8 may be in.

    UTF-8 with a few bytes broken often passes for GBK; it is told by the characters that are whole.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield "UTF-16", "utf-16"
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = len(_NOT_ASCII.findall(text)) - broken
    if whole <= broken:
        yield "GBK", "gb18030"


def invisible_break(text: str) -> tuple[int, str] | None:
    """Find a line break that editors do not show as one but YAML takes for one."""
    hits = [(text.find(mark), name) for mark, name in _INVISIBLE_BREAKS.items() if mark in text]
    return min(hits) if hits else None


def without_invisible_breaks(text: str) -> str:
    """Replace such breaks by blanks."""
    for mark in _INVISIBLE_BREAKS:  # hardly ever there: ten times as fast as translating all
        text = text.replace(mark, " ")
    return text


def line_column(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of an index in a text."""
    before = text.count("\n", 0, index)
    return before + 1, index - (text.rfind("\n", 0, index) + 1) + 1
