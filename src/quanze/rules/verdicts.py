"""What was found in one department's lists: as data, to be sent between processes and kept between runs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from quanze.findings import Finding, Fix, Place
from quanze.load.known_places import Position
from quanze.load.outline import Entry, Outline
from quanze.load.places import Places
from quanze.load.source import Source
from quanze.load.yaml_reader import WrittenFloat
from quanze.model.element import Origin
from quanze.model.register import group

_FLOAT: Final = "\x00float"
"""Marks a number with a fraction, which has to remember how it is written."""


Sought = tuple[Origin, bool]
"""A place that has to be found, and whether the key is meant."""


class Told(NamedTuple):
    """Findings, and where they and what they point at stand."""

    findings: tuple[Finding, ...]
    positions: tuple[Position, ...]


class Verdict(NamedTuple):
    """What was found in one department's lists, and what is kept of them for the rest."""

    told: Told
    items: int
    unread: bool
    """Whether something could not be read."""
    outline_key: bytes
    """What tells its outline from others."""
    outline: bytes | None
    """Its outline, packed (`unpacked_outline`); None where it has not been fetched."""


def placed(findings: Iterable[Finding], source: Source) -> Told:
    """Find where findings stand."""
    found = tuple(findings)
    sought = sought_places(found).values()
    return Told(found, tuple(one for places in sought for one in positions(places, source)))


def sought_places(findings: Iterable[Finding]) -> dict[str, tuple[Sought, ...]]:
    """Return the places of findings that have to be found, file by file."""
    sought: dict[Sought, None] = {}
    for one in findings:
        if one.place is None:
            sought[one.origin, one.at_key] = None
        sought.update(dict.fromkeys((origin, False) for origin in one.related))
    return group((place[0].file, place) for place in sought)


def positions(sought: Iterable[Sought], source: Source) -> Iterator[Position]:
    """Find places in one file; it is held no longer than that."""
    places = Places(source)
    for origin, key in sought:
        place = places.place(origin, key=key)
        yield origin.file, origin.path, key, place.line, place.column


def packed(verdict: Verdict) -> bytes:
    """Write a verdict, without its outline, as bytes."""
    key = verdict.outline_key.hex()
    return _pack([*_told(verdict.told), verdict.items, verdict.unread, key])


def unpacked(value: bytes) -> Verdict:
    """Read a verdict again."""
    findings, found, items, unread, key = _unpack(value)
    return Verdict(_read_told(findings, found), items, unread, bytes.fromhex(key), None)


def packed_findings(findings: tuple[Finding, ...]) -> bytes:
    """Write findings as bytes."""
    return _pack([_finding(one) for one in findings])


def unpacked_findings(value: bytes) -> tuple[Finding, ...]:
    """Read findings again."""
    return tuple(_read_finding(one) for one in _unpack(value))


def packed_positions(found: Iterable[Position]) -> bytes:
    """Write positions as bytes."""
    return _pack(list(found))


def unpacked_positions(value: bytes) -> tuple[Position, ...]:
    """Read positions again."""
    return _read_positions(_unpack(value))


def packed_outline(outline: Outline) -> bytes:
    """Write an outline as bytes."""
    entries = [(entry.attribute, entry.origin, _plain(entry.data)) for entry in outline.entries]
    return _pack([outline.slug, outline.heads, sorted(outline.unread), entries])


def unpacked_outline(value: bytes) -> Outline:
    """Read an outline again."""
    slug, heads, unread, entries = _unpack(value)
    return Outline(
        slug,
        {name: (text, _origin(origin)) for name, (text, origin) in heads.items()},
        frozenset(unread),
        tuple(Entry(attribute, _origin(origin), data) for attribute, origin, data in entries),
    )


def _told(told: Told) -> list[Any]:
    return [[_finding(one) for one in told.findings], told.positions]


def _read_told(findings: list[Any], found: list[Any]) -> Told:
    return Told(tuple(_read_finding(one) for one in findings), _read_positions(found))


def _read_positions(written: list[Any]) -> tuple[Position, ...]:
    return tuple((file, tuple(path), key, *at) for file, path, key, *at in written)


def _pack(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpack(value: bytes) -> Any:
    text = zlib.decompress(value).decode("utf-8", "surrogatepass")
    return json.loads(text, object_hook=_written_float if _FLOAT[1:] in text else None)


def _plain(value: Any) -> Any:
    if isinstance(value, WrittenFloat):
        return {_FLOAT: value.text}
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _written_float(value: dict[str, Any]) -> Any:
    return WrittenFloat(value[_FLOAT]) if _FLOAT in value else value


def _finding(found: Finding) -> list[Any]:
    fix = found.fix and [found.fix.origin, found.fix.value]
    return [
        found.code, found.origin, found.message, found.mend, dict(found.params), found.item,
        found.name, found.related, fix, found.place, found.at_key, found.source, found.about,
    ]  # fmt: skip


def _read_finding(written: list[Any]) -> Finding:
    code, origin, message, mend, params, item, name, related, fix, *rest = written
    place, at_key, source, about = rest
    return Finding(
        code, _origin(origin), message, mend, params, item, name,
        tuple(_origin(one) for one in related), fix and Fix(_origin(fix[0]), fix[1]),
        place and Place(*place), at_key, source, about,
    )  # fmt: skip


def _origin(written: Any) -> Origin:
    file, path = written
    return Origin(file, tuple(path))
