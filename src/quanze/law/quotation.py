"""Comparing the quoted words of a basis with the article that it cites."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

from quanze.law.titles import cited_key
from quanze.model.articles import ANNEX, read_articles
from quanze.model.basis import LegalBasis
from quanze.model.law_text import ArticleNumber, LawArticles, LawTexts
from quanze.model.numerals import to_chinese
from quanze.model.patterns import pattern

__all__ = [
    "Comparison",
    "LawWords",
    "Outcome",
    "Quotations",
    "cited_articles",
    "compare",
    "quotations",
]


class Outcome(StrEnum):
    """What comes of comparing a quotation."""

    SAME = "一致"
    RENUMBERED = "条号已变"
    CHANGED = "文字不同"
    NOT_THERE = "条文中没有"
    NO_ARTICLE = "没有这一条"
    UNKNOWN = "没有比对"


@dataclass(frozen=True)
class Comparison:
    """What comes of comparing one quotation, and where its words now stand."""

    outcome: Outcome
    law: LawArticles | None = None
    cited: tuple[ArticleNumber, ...] = ()
    now: tuple[ArticleNumber, ...] = ()
    """The articles in which the quoted words stand; of words that stand nowhere, the one most alike."""
    quoted: str = ""
    """Where the words differ: what is quoted."""
    stands: str = ""
    """Where the words differ: what the article says instead."""


ALIKE: Final = 0.4
"""From this share on, an article most like a text has its content in nearly every case (17 of 18 read)."""

_GRAM: Final = 5
_FEWEST: Final = 12
"""Fewer characters than these are no quotation, but words such as 全文 or 第五章."""
_SHORT_CLAUSE: Final = 6
_MOSTLY: Final = 0.85
_PARTLY: Final = 0.5
_COUNTERPART: Final = 0.2
_SHOWN: Final = 60
_LONGEST: Final = 2000
"""A clause is cut here before it is held against another letter by letter."""
_CONTEXT: Final = 4

_QUOTATIONS_KEPT: Final = 4096
_LAWS_KEPT: Final = 64
"""A law that is indexed takes about 1 MB."""

_NUMERAL: Final = r"[〇零一二三四五六七八九十百千\d]"
_ELISION: Final = r"…+|\.{3,}|。{2,}|[（(](?:略|省略|节选|以下略|…+)[）)]"
_ITEM: Final = rf"[（(]\s*{_NUMERAL}{{1,4}}\s*[）)]|[①-⑳⒈-⒛⑴-⒇㈠-㈩]"
_PLACE: Final = (
    rf"第{_NUMERAL}{{1,9}}条(?:之{_NUMERAL}{{1,3}})?(?:第{_NUMERAL}{{1,4}}[款项])*"
    rf"|第{_NUMERAL}{{1,4}}款(?:第{_NUMERAL}{{1,4}}项)?"
)
_BREAK: Final = pattern(rf"{_ELISION}|{_ITEM}|[。；;：:！!？?\n]")
_OWN_NUMBER: Final = pattern(
    rf"^\s*(?:(?:{_PLACE})(?=[\s，,、：:]|$)|\d{{1,2}}\s*[.．、](?!\d)|[一二三四五六七八九十]{{1,3}}、)"
)
_NO_QUOTE: Final = pattern(
    rf"^\W*(?:(?:全文|本法|本办法|本条例|同上|详见|见第|适用|依照|参照)|第{_NUMERAL}{{1,4}}[章节])"
)
_SIGN: Final = pattern(r"[\W_]+")
_THOUSANDS: Final = pattern(r"(?<=\d)[,，](?=\d{3}(?!\d))", re.ASCII)
_PERCENT: Final = pattern(r"(\d{1,3})\s*%", re.ASCII)
_DIGITS: Final = pattern(r"\d{1,12}", re.ASCII)
_YEAR: Final = pattern(r"(?<!\d)(?:19|20)\d\d(?=\s*[年.-])")
_ONLY_NUMBERS: Final = pattern(rf"(?:第|{_NUMERAL}|[条款项目章节至到和及与、，,。；;\s]|规定|之)*")


def letters(text: str) -> str:
    """Return what words are compared by: without width, blanks and signs, numbers in Chinese."""
    plain = unicodedata.normalize("NFKC", text)
    if _DIGITS.search(plain):
        plain = _PERCENT.sub(r"百分之\1", _THOUSANDS.sub("", plain))
        plain = _DIGITS.sub(_in_chinese, plain)
    return _SIGN.sub("", plain)


def _in_chinese(digits: re.Match[str]) -> str:
    """Write a number as laws do: 3 三, 50000 五万, 200000000 二亿; others stay as they are."""
    number = int(digits[0])
    for unit, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        if number and number % unit == 0 and number // unit < 10_000:
            return f"{to_chinese(number // unit)}{name}"
    return digits[0]


def clauses(text: str) -> list[str]:
    """Cut a text where a writer may leave something out, numbering left out too."""
    return [plain for piece in _BREAK.split(text) if (plain := letters(_unnumbered(piece)))]


def _unnumbered(piece: str) -> str:
    number = _OWN_NUMBER.match(piece)
    return piece[number.end() :] if number else piece


def _grams(text: str) -> list[str]:
    return [text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1))]


class LawWords:
    """A law indexed for comparing; made once."""

    def __init__(self, law: LawArticles) -> None:
        self.law = law
        self._words: dict[ArticleNumber, str] = {}

    def words(self, number: ArticleNumber) -> str:
        """Return the words of an article as they are compared; most are never asked for."""
        if number not in self._words:
            self._words[number] = "".join(clauses(self.law.articles[number]))
        return self._words[number]

    def clauses_of(self, numbers: Iterable[ArticleNumber]) -> list[str]:
        """Return the clauses of some articles."""
        return [c for number in numbers for c in clauses(self.law.articles.get(number, ""))]

    @cached_property
    def _holders(self) -> dict[str, tuple[ArticleNumber, ...]]:
        found: dict[str, tuple[ArticleNumber, ...]] = {}
        for number in self.law.articles:
            alone = (number,)  # One tuple for all that stands in this article only: nearly all.
            for gram in set(_grams(self.words(number))):
                others = found.get(gram)
                found[gram] = (*others, number) if others else alone
        return found

    def shares(self, text: str) -> dict[ArticleNumber, float]:
        """Article -> how much of a text stands in it, from 0 to 1."""
        grams = _grams(text)
        counts: dict[ArticleNumber, int] = {}
        for gram in grams:
            for number in self._holders.get(gram, ()):
                counts[number] = counts.get(number, 0) + 1
        return {number: count / len(grams) for number, count in counts.items()}

    def likest(self, words: str) -> tuple[ArticleNumber, float] | None:
        """Return the article that words resemble most, and how much of them stands in it.

        What stands in many articles (责令改正，处…罚款) tells little: each run of characters counts the
        less, the more articles hold it.
        """
        grams = _grams("".join(clauses(words)))
        weights = {gram: 1 / max(1, len(self._holders.get(gram, ()))) for gram in grams}
        scores: dict[ArticleNumber, float] = {}
        for gram in grams:
            for number in self._holders.get(gram, ()):
                scores[number] = scores.get(number, 0.0) + weights[gram]
        best = max(scores, key=lambda number: scores[number], default=None)
        return (best, scores[best] / sum(weights[gram] for gram in grams)) if best else None

    def holding(self, pieces: Sequence[str]) -> tuple[ArticleNumber, ...]:
        """Return the articles in which all pieces stand word by word."""
        longest = max(pieces, key=len)
        holders = self._holders.get(longest[:_GRAM], self.law.articles.keys())
        return tuple(n for n in sorted(holders) if all(piece in self.words(n) for piece in pieces))

    def joined(self, numbers: Iterable[ArticleNumber]) -> str:
        """Return the words of several articles in one."""
        return "\n".join(self.words(number) for number in numbers if number in self.law.articles)


def cited_articles(basis: LegalBasis) -> tuple[ArticleNumber, ...]:
    """Return the numbers of the articles that a basis cites, each once."""
    if basis.articles is None or ANNEX.match(basis.articles):
        return ()
    found = read_articles(basis.articles).articles
    return tuple(dict.fromkeys(ArticleNumber(a.number, a.suffix or 0) for a in found))


def compare(basis: LegalBasis, law: LawWords) -> Comparison:
    """Compare the quotation of a basis with the law that it cites."""
    cited = cited_articles(basis)
    if _newer(basis, law.law):
        return Comparison(Outcome.UNKNOWN, law.law, cited)
    known = tuple(number for number in cited if number in law.law.articles)
    pieces = _quoted(basis.quote or "")
    if not cited or not pieces:
        lost = bool(cited) and not known
        return Comparison(Outcome.NO_ARTICLE if lost else Outcome.UNKNOWN, law.law, cited)
    text = law.joined(known)
    lacking = [piece for piece in pieces if len(piece) >= _SHORT_CLAUSE and piece not in text]
    if known and not lacking:
        return Comparison(Outcome.SAME, law.law, cited, known)
    if now := _moved_to(law, cited, pieces):
        return Comparison(Outcome.RENUMBERED, law.law, cited, now)
    if not known:
        return Comparison(Outcome.NO_ARTICLE, law.law, cited)
    if max(law.shares("".join(pieces)).get(number, 0.0) for number in known) < _PARTLY:
        alike = law.likest(basis.quote or "")
        near = (alike[0],) if alike and alike[1] >= ALIKE and alike[0] not in cited else ()
        return Comparison(Outcome.NOT_THERE, law.law, cited, near)
    quoted, stands = _difference(lacking[0], law.clauses_of(known))
    return Comparison(Outcome.CHANGED, law.law, cited, known, quoted, stands)


def _newer(basis: LegalBasis, law: LawArticles) -> bool:
    """Whether the version that is cited is newer than the text at hand."""
    days = [day for day in (law.version, law.since) if day]
    years = [int(year) for year in _YEAR.findall(basis.version or "")]
    return bool(days and years) and max(years) > max(days).year


def _quoted(quote: str) -> list[str]:
    """The clauses of a quotation; none where it is no quotation."""
    if _NO_QUOTE.match(quote) or _ONLY_NUMBERS.fullmatch(quote):
        return []
    pieces = clauses(quote)
    return pieces if sum(map(len, pieces)) >= _FEWEST else []


def _moved_to(
    law: LawWords, cited: tuple[ArticleNumber, ...], pieces: list[str]
) -> tuple[ArticleNumber, ...]:
    """The articles in which the words stand that do not stand in those cited."""
    long = [piece for piece in pieces if len(piece) >= _SHORT_CLAUSE] or pieces
    if whole := law.holding(long):
        return whole
    shares = law.shares("".join(pieces))
    best = max(shares, key=lambda number: shares[number], default=None)
    here = max((shares.get(number, 0.0) for number in cited), default=0.0)
    mostly = best is not None and shares[best] >= _MOSTLY and here < _PARTLY
    return (best,) if best is not None and mostly and best not in cited else ()


def _difference(piece: str, candidates: Sequence[str]) -> tuple[str, str]:
    """The words of a clause that differ, and what stands in their place, with some words around."""
    piece = piece[:_LONGEST]
    nearest = max(candidates, key=lambda other: _common(piece, other), default="")
    if _common(piece, nearest) < _COUNTERPART:
        return shortened(piece), ""
    matcher = difflib.SequenceMatcher(None, piece, nearest, autojunk=False)
    operations = matcher.get_opcodes()
    # Only a part of the clause may be quoted.
    if operations[0][0] == "insert":
        del operations[0]
    if operations and operations[-1][0] == "insert":
        del operations[-1]
    changes = [operation for operation in operations if operation[0] != "equal"]
    if not changes:
        return shortened(piece), ""
    (_, low, _, other_low, _), (_, _, high, _, other_high) = changes[0], changes[-1]
    return (
        shortened(piece[max(0, low - _CONTEXT) : high + _CONTEXT]),
        shortened(nearest[max(0, other_low - _CONTEXT) : other_high + _CONTEXT]),
    )


def _common(piece: str, other: str) -> float:
    grams = set(_grams(piece))
    return len(grams & set(_grams(other))) / len(grams)


def shortened(text: str) -> str:
    """Shorten words for a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class Quotations:
    """Compares the quotations of a register; what comes again and again is worked out once.

    How many quotations and laws it remembers does not grow with the register.
    """

    def __init__(self, texts: LawTexts, on: datetime.date) -> None:
        self._texts = texts
        self._on = on
        self._law = lru_cache(_LAWS_KEPT)(self._read)
        self._known: dict[tuple[str | None, ...], Comparison] = {}

    def of(self, basis: LegalBasis) -> Comparison:
        """Compare the quotation of a basis, as far as the text of its law is at hand."""
        key = (basis.law, basis.version, basis.articles, basis.quote)
        known = self._known.get(key)
        if known is None:
            law = self.law(basis)
            known = compare(basis, law) if law else Comparison(Outcome.UNKNOWN)
            if len(self._known) == _QUOTATIONS_KEPT:
                self._known.clear()
            self._known[key] = known
        return known

    def law(self, basis: LegalBasis) -> LawWords | None:
        """Return the law that a basis cites, as it applies on the day; None where it is not at hand."""
        return self.law_of(basis.law, basis.version) if basis.law else None

    def law_of(self, title: str, note: str | None = None) -> LawWords | None:
        """Return a law by its name, as it applies on the day; None where it is not at hand."""
        return self._law(cited_key(title, note))

    def _read(self, key: str) -> LawWords | None:
        text = self._texts.law(key, self._on)
        return LawWords(text) if text else None


@lru_cache(maxsize=4)
def quotations(texts: LawTexts, on: datetime.date) -> Quotations:
    """Return what compares quotations with some texts on a day; made once."""
    return Quotations(texts, on)
