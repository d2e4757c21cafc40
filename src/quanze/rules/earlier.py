"""Verdicts of earlier runs: found by everything that they were made of, so they can never be wrong.

That is the contents of the department's files and of those that its rules see besides (settings, laws of its
own, lists of others), the day, the texts of laws at hand, and quanze itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from quanze.findings import Finding
from quanze.law.texts import mark_of
from quanze.load.known_places import Position
from quanze.load.layout import REFERENCES, held, holds_laws
from quanze.load.source import SETTINGS_FILE
from quanze.load.verdict_store import VerdictStore, digest, made_by
from quanze.rules.engine import RULE_FAILED
from quanze.rules.frame import Frame
from quanze.rules.verdicts import (
    Sought,
    Told,
    Verdict,
    packed,
    packed_findings,
    packed_positions,
    positions,
    sought_places,
    unpacked,
    unpacked_findings,
    unpacked_positions,
)

_LAYERS: Final = ("data", "model", "load", "calendar", "deadline", "law", "rules")
"""What a verdict is made by."""


class EarlierVerdicts:
    """The verdicts on one register that are kept."""

    def __init__(self, store: VerdictStore, frame: Frame, ids: Mapping[str, str]) -> None:
        self._store = store
        self._frame = frame
        self._ids = ids
        register = frame.register
        terms = json.dumps([register.date.isoformat(), mark_of(register.law_texts)])
        own = [path for path in ids if path == SETTINGS_FILE or holds_laws(path) or path.startswith(REFERENCES)]  # fmt: skip
        self._context = digest(
            b"department", made_by(*_LAYERS), terms.encode(), self._contents(own)
        )
        lists = {path for path in ids if (at := held(path)) and at.stem != "department"}
        rest = [path for path in ids if path not in lists]
        self._around = digest(b"whole", made_by(*_LAYERS), terms.encode(), self._contents(rest))

    def verdicts(self) -> dict[str, Verdict]:
        """Return the verdicts that still hold, by department."""
        keys = {slug: self._key(slug) for slug in self._frame.slugs}
        found = self._store.get(keys.values())
        return {slug: unpacked(found[key]) for slug, key in keys.items() if key in found}

    def keep(self, verdicts: Mapping[str, Verdict]) -> None:
        """Keep new verdicts; where a rule failed, it may do better the next time."""
        verdicts = {slug: one for slug, one in verdicts.items() if not _failed(one.told.findings)}
        values = {self._key(slug): packed(verdict) for slug, verdict in verdicts.items()}
        outlines = {one.outline_key: one.outline for one in verdicts.values() if one.outline}
        if values:
            self._store.put({**values, **outlines})

    def outlines(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return outlines by their keys."""
        return self._store.get(keys)

    def of_whole(self, outlines: Sequence[bytes]) -> tuple[Finding, ...] | None:
        """Return what was found between departments with these outlines; None where nobody has looked.

        Where it stands is not kept: lines move without any change of an outline.
        """
        key = digest(self._around, *outlines)
        value = self._store.get([key]).get(key)
        return unpacked_findings(value) if value is not None else None

    def keep_of_whole(self, outlines: Sequence[bytes], findings: tuple[Finding, ...]) -> None:
        """Keep what was found between departments."""
        if not _failed(findings):
            self._store.put({digest(self._around, *outlines): packed_findings(findings)})

    def placed(self, findings: tuple[Finding, ...]) -> Told:
        """Find where findings stand; in a file that is as it was, where they stood."""
        sought = sought_places(findings)
        keys = {file: self._key_of_places(file, places) for file, places in sought.items()}
        kept = self._store.get(keys.values())
        told: list[Position] = []
        fresh: dict[bytes, bytes] = {}
        for file, places in sought.items():
            if (known := kept.get(keys[file])) is not None:
                told += unpacked_positions(known)
                continue
            found = tuple(positions(places, self._frame.source))
            told += found
            if file in self._ids:
                fresh[keys[file]] = packed_positions(found)
        if fresh:
            self._store.put(fresh)
        return Told(findings, tuple(told))

    def _key_of_places(self, file: str, sought: tuple[Sought, ...]) -> bytes:
        return digest(
            b"places", made_by(*_LAYERS), self._contents([file]), json.dumps(sought).encode()
        )

    def _key(self, slug: str) -> bytes:
        paths = [f"departments/{slug}/department.yaml", *self._frame.reader.paths_of(slug)]
        return digest(self._context, slug.encode(), self._contents(paths))

    def _contents(self, paths: Iterable[str]) -> bytes:
        return json.dumps([(path, self._ids.get(path)) for path in paths]).encode()


def _failed(findings: tuple[Finding, ...]) -> bool:
    return any(found.code == RULE_FAILED for found in findings)
