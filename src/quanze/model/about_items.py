"""Entries that are each about some items, or about all: found by the code of an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")


class AboutItems(Generic[T]):
    """Entries by the codes of the items that they are about; not every one is looked at for every item."""

    def __init__(self, entries: Iterable[tuple[T, Iterable[str]]]) -> None:
        """Take entries with the codes of their items; one without codes is about all items."""
        self._of_all: list[tuple[int, T]] = []
        self._of_one: dict[str, list[tuple[int, T]]] = defaultdict(list)
        for place, (entry, codes) in enumerate(entries):
            named = set(codes)
            for code in named:
                self._of_one[code].append((place, entry))
            if not named:
                self._of_all.append((place, entry))

    def of(self, code: str) -> Iterator[T]:
        """Go through what is about an item, in the order in which it is written."""
        both = merge(self._of_all, self._of_one.get(code, ()), key=itemgetter(0))
        return (entry for _, entry in both)
