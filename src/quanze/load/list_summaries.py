"""What a list file comes to by its contents: how many entries it has, and what in it may be a code.

A comparison of two versions asks this of every file that both have, and of nothing else in most of them;
so it is kept between runs. See docs/dev/decisions/0018.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from quanze.load.cut import cut
from quanze.load.verdict_store import VerdictStore, made_by
from quanze.model.patterns import pattern

RUN: Final = pattern(r"[0-9A-Za-z_-]+")
"""Most codes are one run of letters and digits: a text is searched once for all of them."""


class Summary(NamedTuple):
    """What a file comes to."""

    entries: int | None
    """How many entries it has; None where it is not cut into them."""
    runs: str
    """Every `RUN` in it, once, with blanks between."""
    escapes: bool
    """Whether an escape in quotes may stand for any character."""


class Asked(NamedTuple):
    """What a summary is kept by."""

    identity: str
    """The id of the content, as git has it; empty where that is not known."""
    key: str
    """The key of the list in it; empty for none."""


def summary_of(data: bytes, key: str) -> Summary:
    """Work it out.

    Args:
        data: the contents.
        key: the key of the list whose entries are counted; empty for none.
    """
    text = data.decode(errors="replace")
    whole = cut(data, key) if key else None
    entries = len(whole.blocks) if whole else None
    return Summary(entries, " ".join(sorted({*RUN.findall(text)})), "\\" in text)


class Summaries:
    """Those that are kept between runs; none where there is no store."""

    def __init__(self, store: VerdictStore | None) -> None:
        self._store = store

    def known(self, asked: Iterable[Asked]) -> dict[Asked, Summary]:
        """Return what an earlier run worked out."""
        if self._store is None:
            return {}
        keys = {_key(one): one for one in asked if one.identity}
        found = self._store.get(keys)
        return {keys[key]: Summary(*json.loads(value)) for key, value in found.items()}

    def keep(self, found: Mapping[Asked, Summary]) -> None:
        """Keep what was worked out now."""
        values = {
            _key(one): json.dumps(told).encode() for one, told in found.items() if one.identity
        }
        if self._store is not None and values:
            self._store.put(values)


def _key(asked: Asked) -> bytes:
    return b"summary" + made_by("load") + bytes.fromhex(asked.identity) + asked.key.encode()
