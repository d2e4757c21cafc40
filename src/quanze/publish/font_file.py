"""The family names written in a font file (OpenType `name` table), one for each face of a collection."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_WINDOWS, _ENGLISH = 3, 0x409


def families(path: Path) -> tuple[str, ...]:
    """Return the English family names; none where the file is no font or cannot be read."""
    try:
        with path.open("rb") as file:
            names = [_family(file, start) for start in _faces(file)]
    except (OSError, struct.error, UnicodeDecodeError):
        return ()
    return tuple(dict.fromkeys(name for name in names if name))


def _faces(file: BinaryIO) -> tuple[int, ...]:
    """Where the table directory of every face begins."""
    tag, _, count = struct.unpack(">4sII", file.read(12))
    if tag != b"ttcf":
        return (0,)
    return struct.unpack(f">{count}I", file.read(4 * count))


def _family(file: BinaryIO, start: int) -> str:
    file.seek(start + 4)
    (tables,) = struct.unpack(">H6x", file.read(8))
    for _ in range(tables):
        tag, _, offset, _ = struct.unpack(">4sIII", file.read(16))
        if tag == b"name":
            return _read_name(file, offset)
    return ""


def _read_name(file: BinaryIO, table: int) -> str:
    file.seek(table)
    _, count, storage = struct.unpack(">HHH", file.read(6))
    records = [struct.unpack(">6H", file.read(12)) for _ in range(count)]
    best: tuple[tuple[bool, bool], str] = ((False, False), "")
    for platform, _, language, kind, length, offset in records:
        if platform != _WINDOWS or kind not in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            continue
        file.seek(table + storage + offset)
        name = file.read(length).decode("utf-16-be")
        # The typographic family is the one that holds all weights; programs ask for it first.
        best = max(best, ((language == _ENGLISH, kind == _TYPOGRAPHIC_FAMILY), name))
    return best[1]
