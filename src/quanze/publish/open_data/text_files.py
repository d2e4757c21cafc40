"""Rows as CSV for people and their spreadsheets, entries as JSON Lines for programs."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quanze.publish.csv_cells import BOM
from quanze.publish.open_data.cells import Cells, lines, quoted
from quanze.publish.open_data.columns import Column, clean
from quanze.publish.open_data.lists import TopList
from quanze.publish.open_data.parts import Part
from quanze.publish.open_data.public_json import public_texts
from quanze.publish.open_data.table import DIVISION, LICENCE
from quanze.publish.open_data.terms import Terms

_LINE_ENDS: Final = "\x85\u2028\u2029"
"""Signs that some readers take for the end of a line, though JSON Lines has but one."""
_LINE: Final = "\r\n"
"""As RFC 4180 has it."""
_LEVEL: Final = 3
"""Of gzip: less than half the time of the usual 6, for files that are longer by a third at most."""
_UNIX: Final = 3
"""The system that every ZIP names, on whatever system it is made."""


def csv_bytes(columns: Iterable[Column], cells: Cells) -> bytes:
    """Write a table for people, with the columns' Chinese names as its head."""
    head = lines([[quoted(column.title)] for column in columns], _LINE)
    # A lone surrogate, from a broken file, has no place in UTF-8.
    return f"{BOM}{head}{lines(cells.shown, _LINE)}".encode("utf-8", "replace")


def json_lines(listed: TopList, part: Part, terms: Terms) -> bytes:
    """Write each entry of a list on one line, with all that is within, as the register writes it."""
    places, entries = [], []
    for place, entry in listed.told_entries(part):
        places.append(place)
        entries.append(entry)
    heads: dict[str | None, bytes] = {}
    written = []
    for place, text in zip(places, public_texts(entries), strict=True):
        head = heads.get(place.department)
        if head is None:
            head = heads[place.department] = _head(place.department, terms)
        written.append(b"%b%b\n" % (head, text[1:]))
    data = b"".join(written)
    for sign in _LINE_ENDS:
        data = data.replace(sign.encode(), b"\\u%04x" % ord(sign))
    return data


def _head(department: str | None, terms: Terms) -> bytes:
    """Return how each line of a department begins."""
    told = {DIVISION.title: terms.division, "部门": department, LICENCE.title: terms.licence}
    if department is None:
        del told["部门"]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"{clean(text)[:-1]},".encode()


def zipped(data: bytes, path: str) -> bytes:
    """Put a file alone into the ZIP that stands at a path, which is named like it: items.csv.zip."""
    # No date of its own: the date of ZipInfo is the first that a ZIP knows.
    entry = ZipInfo(PurePosixPath(path).stem)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(entry, data)
    return file.getvalue()


def packed(data: bytes) -> bytes:
    """Pack with gzip; it says no name and no time."""
    file = io.BytesIO()
    with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as writer:
        writer.write(data)
    return file.getvalue()
