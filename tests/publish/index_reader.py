"""Reads the search index as the scripts of the site do, in Python, to compare it with a plain search."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from quanze.publish.site.index.index import Index
from quanze.publish.site.index.numbers import SIGNS
from quanze.publish.site.index.plain import units

_CALL = re.compile(r'quanzePart\("search/([a-z0-9]+)","([^"]*)",(.*)\);')
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
_FOLLOWING = ((60, 0), (84, 1), (87, 2), (88, 4))
"""Signs below this value are followed by so many digits."""


def numbers(text: str) -> Iterator[int]:
    """Read numbers one after the other."""
    signs = iter(text)
    for sign in signs:
        yield _number(sign, signs)


def _number(sign: str, signs: Iterator[str]) -> int:
    value, start, below = _VALUE[sign], 0, 0
    for limit, digits in _FOLLOWING:
        if value < limit:
            number = value - below
            for _ in range(digits):
                number = number * 88 + _VALUE[next(signs)]
            return start + number
        start += (limit - below) * 88**digits
        below = limit
    raise ValueError(sign)


class Reader:
    """The parts of an index, and what words find by it."""

    def __init__(self, index: Index) -> None:
        self.files = {name: make() for name, make in index.files()}
        self.parts: dict[str, Any] = {}
        for text in self.files.values():
            for line in filter(None, text.split("\n")):
                name, _, value = _parsed(line)
                self.parts[name] = value
        self.base = self.parts["base"]
        # JSON joins the halves of a rare character where they stand side by side.
        self.signs = [units(signs) for signs in self.base["signs"]]
        self.whole: int = self.base["lengths"][1][0]
        self.starts = self._starts()

    def _starts(self) -> list[int]:
        """The rank of the first document of each name."""
        given = list(numbers(self.base["repeats"]))
        counts, at = [1] * self.whole, 0
        for gap, count in zip(given[::2], given[1::2], strict=True):
            at += gap
            counts[at] = count
        starts = [0]
        for count in counts:
            starts.append(starts[-1] + count)
        return starts

    def _keys(self, first: str, second: str) -> set[tuple[int, int]]:
        for number, signs in enumerate(self.signs):
            if first in signs:
                own = self.parts[f"g{number}"].get(first, {})
                return set(_postings(own.get(second, "")))
        return set()

    def _every(self, sign: str) -> Iterator[tuple[int, int]]:
        for number, signs in enumerate(self.signs):
            if sign in signs:
                for postings in self.parts[f"g{number}"].get(sign, {}).values():
                    yield from _postings(postings)

    def places(self, word: str) -> set[tuple[int, int]]:
        """Return where a word stands: text and place in it."""
        if len(word) == 1:
            return set(self._every(word))
        found: set[tuple[int, int]] | None = None
        for shift, (first, second) in enumerate(pairwise(word)):
            here = {(text, at - shift) for text, at in self._keys(first, second)}
            found = here if found is None else found & here
        return found or set()

    def letter_places(self, letters: str) -> set[tuple[int, int]]:
        """Return where initials stand in names; at least three of them."""
        found: set[tuple[int, int]] | None = None
        for shift in range(len(letters) - 2):
            pair, third = letters[shift : shift + 2], letters[shift + 2]
            part = (ord(pair[0]) * 37 + ord(pair[1]) * 11) % self.base["letters"]
            own = self.parts[f"p{part}"].get(pair, {})
            here = {(text, at - shift) for text, at in _postings(own.get(third, ""))}
            found = here if found is None else found & here
        return found or set()

    def documents(self, texts: Iterable[int]) -> set[int]:
        """Return the places in the lists of the documents that texts belong to."""
        ranks: set[int] = set()
        for text in texts:
            if text < self.whole:
                ranks.update(range(self.starts[text], self.starts[text + 1]))
            else:
                ranks.update(self._mapped(text - self.whole))
        return {self.place(rank) for rank in ranks}

    def _mapped(self, word: int) -> Iterator[int]:
        part = max(n for n, first in enumerate(self.base["maps"]) if first <= word)
        rank = 0
        for step in numbers(self.parts[f"t{part}"][word - self.base["maps"][part]]):
            rank += step
            yield rank

    def place(self, rank: int) -> int:
        ordered: int = self.base["ordered"]
        return int(self.parts[f"o{rank // ordered}"].split(" ")[rank % ordered])

    def containing(self, word: str) -> set[int]:
        """Return the documents of which some text holds a word."""
        return self.documents({text for text, _ in self.places(word)})

    def codes(self) -> list[tuple[str, int]]:
        """Return all codes with the places in the lists that they lead to."""
        found = []
        for number in range(len(self.base["codes"])):
            last, signs = "", iter(units(self.parts[f"c{number}"]))
            for sign in signs:
                last = last[: _number(sign, signs)]
                while (more := next(signs)) != " ":
                    last += more
                found.append((last, self.place(_number(next(signs), signs))))
        return found

    def row(self, number: int) -> list[Any]:
        """Return the row of a document by its place in the lists."""
        row: list[Any] = self.parts[f"d{number // self.base['rows']}"][number % self.base["rows"]]
        return row


def _parsed(line: str) -> tuple[str, str, Any]:
    call = _CALL.fullmatch(line)
    assert call, line[:80]
    return call[1], call[2], json.loads(call[3])


def _postings(text: str) -> Iterator[tuple[int, int]]:
    read, number = numbers(text), 0
    for step in read:
        number += step
        yield number, next(read)
