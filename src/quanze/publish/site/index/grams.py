"""Where each pair of signs stands: postings of text number and position, by the first sign of the pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quanze.publish.site.index.numbers import written

Grams = dict[str, list[str]]
"""A pair -> its postings as text, rising: what the text number is more than the last, the position."""

_POSTING = 3.4
"""How many bytes a posting takes, about: it decides only how many parts there are."""


def pairs(texts: Iterable[str]) -> Grams:
    """Return the postings of all pairs. The last sign of a text stands alone."""
    grams: Grams = {}
    last: dict[str, int] = {}
    place = [written(number) for number in range(1001)]
    for number, text in enumerate(texts):
        for at in range(len(text)):
            gram = text[at : at + 2]
            if gram in grams:
                grams[gram] += (written(number - last[gram]), place[at])
            else:
                grams[gram] = [written(number), place[at]]
            last[gram] = number
    return grams


def shard_plan(texts: Sequence[str], size: int) -> list[str]:
    """Share the first signs of pairs out over parts of about a size; each part as its signs."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    plan: list[str] = []
    signs, weight = "", 0.0
    for sign, count in sorted(counts.items()):
        bytes_ = 12 + count * _POSTING
        if signs and weight + bytes_ > size:
            plan.append(signs)
            signs, weight = "", 0.0
        signs += sign
        weight += bytes_
    return [*plan, signs] if signs else plan


def shards(grams: Grams, plan: Sequence[str]) -> list[dict[str, dict[str, str]]]:
    """Return all parts of the pairs: first sign -> second -> postings."""
    part_of = {sign: number for number, signs in enumerate(plan) for sign in signs}
    made: list[dict[str, dict[str, str]]] = [{} for _ in plan]
    for gram, postings in grams.items():
        made[part_of[gram[0]]].setdefault(gram[0], {})[gram[1:]] = "".join(postings)
    return made


def triples(texts: Iterable[str]) -> Grams:
    """Return the postings of all triples of letters, and of a pair at the end of a text."""
    grams: Grams = {}
    last: dict[str, int] = {}
    for number, text in enumerate(texts):
        for at in range(len(text) - 1):
            gram = text[at : at + 3]
            if not (gram.isascii() and gram.isalpha()):
                continue
            if gram in grams:
                grams[gram] += (written(number - last[gram]), written(at))
            else:
                grams[gram] = [written(number), written(at)]
            last[gram] = number
    return grams


def letter_shard(pair: str, count: int) -> int:
    """Return in which of the parts a pair of letters is; postings.js counts alike."""
    return (ord(pair[0]) * 37 + ord(pair[1]) * 11) % count


def letter_shards(grams: Grams, count: int) -> list[dict[str, dict[str, str]]]:
    """Return all parts of the triples: pair -> third letter -> postings."""
    made: list[dict[str, dict[str, str]]] = [{} for _ in range(count)]
    for gram, postings in grams.items():
        pair = gram[:2]
        made[letter_shard(pair, count)].setdefault(pair, {})[gram[2:]] = "".join(postings)
    return made
