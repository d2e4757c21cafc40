"""Texts that many entries repeat are written once under 共用 and referred to."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from quanze.model.element import SHARED_KEY

SHAREABLE = ("责任", "责任依据", "追责")
"""Elements of a duty that real lists repeat on hundreds of rows."""

_WORTH = 120
"""Shorter contents are not worth a reference (characters of their JSON)."""


def share(entries: list[dict[str, Any]], names: tuple[str, ...] = SHAREABLE) -> dict[str, Any]:
    """Replace repeated contents of `entries` by references, in place; returns what is shared."""
    counts = Counter(
        _key(name, entry[name]) for entry in entries for name in names if name in entry
    )
    shared: dict[str, Any] = {}
    given: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for entry in entries:
        for name in names:
            key = _key(name, entry[name]) if name in entry else ""
            if counts[key] < 2 or len(key) < _WORTH:
                continue
            if key not in given:
                numbers[name] += 1
                given[key] = f"{name}{numbers[name]}"
                shared[given[key]] = entry[name]
            entry[name] = {SHARED_KEY: given[key]}
    return shared


def _key(name: str, value: Any) -> str:
    return name + json.dumps(value, ensure_ascii=False, sort_keys=True)
