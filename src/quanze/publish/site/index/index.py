"""The index: every text numbered, every document ranked by the length of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby
from typing import Any, Final, NamedTuple

from quanze.publish.site.index.codes import Coded, block, blocks
from quanze.publish.site.index.documents import Document, Role
from quanze.publish.site.index.grams import (
    letter_shards,
    pairs,
    shard_plan,
    shards,
    triples,
)
from quanze.publish.site.index.numbers import rising, written
from quanze.publish.site.index.parts import script
from quanze.publish.site.index.plain import initials, tight

PART: Final = 48_000
"""About how large a part of the index is, in bytes."""
SMALL: Final = 150_000
"""An index not larger than this, in bytes, about, is one file."""
ROWS: Final = 64
"""How many documents a block of them holds: a page of hits needs a few from many blocks."""
ORDERED: Final = 4096
_POSTING: Final = 3.4
_ROW: Final = 130


class Word(NamedTuple):
    """A text other than a name, and the ranks of the documents that it belongs to."""

    role: Role
    text: str
    ranks: list[int]


class Index:
    """The index of documents; what is asked for is made once.

    Documents have two numbers: their place in the lists, by which rows are stored, and their rank, by
    which hits are told: the shorter the name, the lower. Texts are numbered from the names on (which
    are as many as there are different ones), then keywords, synonyms and so on, each kind by length.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        departments: Sequence[str],
        kinds: Sequence[str],
        version: str = "",
    ) -> None:
        self._version = version
        self._documents = documents
        self._departments = departments
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        keys = [tight(document.name) for document in documents]
        self._order = sorted(range(len(keys)), key=lambda n: (len(keys[n]), keys[n], n))
        runs = [(key, len([*group])) for key, group in groupby(keys[n] for n in self._order)]
        self._names = [key for key, _ in runs]
        self._counts = [count for _, count in runs]

    # What decides which files there are; cheap.

    @cached_property
    def _words(self) -> list[Word]:
        found: dict[tuple[Role, str], list[int]] = {}
        spelt: dict[str, str] = {}
        for rank, number in enumerate(self._order):
            for role, text in self._documents[number].texts:
                plain = spelt.get(text)
                if plain is None:
                    plain = spelt[text] = tight(text)
                ranks = found.setdefault((role, plain), [])
                if plain and (not ranks or ranks[-1] != rank):
                    ranks.append(rank)
        words = [Word(role, text, ranks) for (role, text), ranks in found.items() if text]
        return sorted(words, key=lambda word: (word.role, len(word.text), word.text))

    @cached_property
    def _texts(self) -> list[str]:
        return [*self._names, *(word.text for word in self._words)]

    @cached_property
    def _signs(self) -> list[str]:
        return shard_plan(self._texts, PART)

    @cached_property
    def _letter_parts(self) -> int:
        return max(1, round(sum(map(len, self._names)) * _POSTING / PART))

    @cached_property
    def _maps(self) -> list[int]:
        """The first word of each part that tells the documents of words."""
        starts, weight = [0], 0
        for number, word in enumerate(self._words):
            bytes_ = 4 + 2 * len(word.ranks)
            if weight and weight + bytes_ > PART:
                starts.append(number)
                weight = 0
            weight += bytes_
        return starts

    @cached_property
    def _codes(self) -> list[Sequence[Coded]]:
        found = {
            Coded(tight(code), rank)
            for rank, number in enumerate(self._order)
            for code in self._documents[number].codes
        }
        return blocks(sorted(one for one in found if one.code))

    @cached_property
    def is_small(self) -> bool:
        """Whether all of it is one file."""
        signs = sum(map(len, self._texts)) + sum(map(len, self._names))
        return signs * _POSTING + len(self._documents) * _ROW < SMALL

    def files(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Go through the files by name, with what makes each."""
        if self.is_small:
            yield "base", lambda: "".join(make() for _, make in self._parts())
        else:
            yield from self._parts()

    def _parts(self) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "base", lambda: self._script("base", self.base())
        kinds: tuple[tuple[str, int, Callable[[int], Any]], ...] = (
            ("g", len(self._signs), lambda n: self._pair_parts[n]),
            ("p", self._letter_parts, lambda n: self._triple_parts[n]),
            ("t", len(self._maps), self._map),
            ("c", len(self._codes), lambda n: block(self._codes[n])),
            ("o", -(-len(self._order) // ORDERED), self._ordered),
            ("d", -(-len(self._documents) // ROWS), self._rows),
        )
        for kind, count, value in kinds:
            for number in range(count):
                name = f"{kind}{number}"
                yield name, partial(self._part, name, value, number)

    def _part(self, name: str, value: Callable[[int], Any], number: int) -> str:
        return self._script(name, value(number))

    def _script(self, name: str, value: Any) -> str:
        return script(f"search/{name}", self._version, value)

    # The parts.

    def base(self) -> dict[str, Any]:
        """Return the part that is always loaded: how much there is, and where."""
        return {
            "documents": len(self._documents),
            "rows": ROWS,
            "ordered": ORDERED,
            "kinds": list(self._kinds),
            "departments": list(self._departments),
            "repeats": self._repeats(),
            "lengths": self._lengths(),
            "signs": self._signs,
            "letters": self._letter_parts,
            "maps": self._maps,
            "codes": [one[0].code for one in self._codes],
        }

    def _repeats(self) -> str:
        """Names that several documents have: how far from the last such name, and how many they are."""
        made: list[str] = []
        last = 0
        for number, count in enumerate(self._counts):
            if count > 1:
                made += (written(number - last), written(count))
                last = number
        return "".join(made)

    def _lengths(self) -> list[list[int]]:
        """For names and each kind of word: the first number, then lengths with their first numbers."""
        first = len(self._names)
        tables = [_by_length(0, self._names)]
        for role in Role:
            texts = [word.text for word in self._words if word.role == role]
            tables.append(_by_length(first, texts))
            first += len(texts)
        return [*tables, [first]]

    @cached_property
    def _pair_parts(self) -> list[dict[str, dict[str, str]]]:
        return shards(pairs(self._texts), self._signs)

    @cached_property
    def _triple_parts(self) -> list[dict[str, dict[str, str]]]:
        return letter_shards(triples(map(initials, self._names)), self._letter_parts)

    def _map(self, number: int) -> list[str]:
        end = self._maps[number + 1] if number + 1 < len(self._maps) else None
        return [rising(word.ranks) for word in self._words[self._maps[number] : end]]

    def _ordered(self, number: int) -> str:
        """Return the places in the lists of documents, by rank."""
        return " ".join(map(str, self._order[number * ORDERED : (number + 1) * ORDERED]))

    def _rows(self, number: int) -> list[list[Any]]:
        return [self._row(one) for one in self._documents[number * ROWS : (number + 1) * ROWS]]

    def _row(self, one: Document) -> list[Any]:
        """Return name, kind, department, code, page, note; what is empty at the end is left out."""
        kind = self._kinds[one.kind]
        row = [one.name, kind, one.department, one.code, one.page, one.note]
        while row[-1] == "":
            row.pop()
        return row


def _by_length(first: int, texts: Sequence[str]) -> list[int]:
    """Return the first number, then each length that occurs with the first number that has it."""
    table, length = [first], -1
    for number, text in enumerate(texts, first):
        if len(text) != length:
            length = len(text)
            table += (length, number)
    return table
