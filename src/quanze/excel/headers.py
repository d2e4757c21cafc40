"""Header words: which element of the model a column header or a card label means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from quanze.excel.result import PERSONAL, Kind
from quanze.excel.text import compact
from quanze.model.patterns import pattern

LONGEST_HEADER = 40
_OTHER_KINDS: tuple[Kind, ...] = ("boundary", "service", "oversight")
_SHORTEST_STEM = 4
_LONGEST_PHRASE = 16
_WIDE_FORMS = str.maketrans("（）［］【】〔〕〈〉：，／＊", "()[][][]<>:,/*")
_BRACKETS = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_DECORATION = pattern(r"^(?:[\d]{1,2}[.、]|\*)+|[*:]+$")
_UNITS = (("个?工作日", "工作日"), ("小时", "小时"), ("天|日", "日"), ("个?月", "月"), ("年", "年"))
_TYPE_DRESS = pattern(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)|[(（]?(?:共|计)?\d+[项条个][)）]?$|[:：]$"
)
_DECLARED = pattern(r"[(（]\s*(?:共|计)?\s*(\d+)\s*[项条个]?\s*[)）]")


def normal_header(text: str) -> str:
    """A header for looking up: no blanks or breaks, one form of brackets, no * or number."""
    return _DECORATION.sub("", compact(text).translate(_WIDE_FORMS))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header may mean: elements, best first, each with its rank among the words for it.

    No elements: a known header for which the model has no element.
    """

    elements: tuple[tuple[str, int], ...]


class _WordTable:
    """Words and what they mean; the longer ones are found inside a text by how they begin."""

    def __init__(self, words: Mapping[str, Meaning]) -> None:
        self.words = words
        self._beginnings: dict[str, list[tuple[int, str]]] = {}
        for rank, word in enumerate(words):
            if len(word) >= _SHORTEST_STEM:
                self._beginnings.setdefault(word[:_SHORTEST_STEM], []).append((rank, word))

    def inside(self, text: str) -> list[str]:
        """The longer words that a text contains, in the order of the table."""
        starts = {text[i : i + _SHORTEST_STEM] for i in range(len(text) - _SHORTEST_STEM + 1)}
        found = [hit for start in starts for hit in self._beginnings.get(start, ())]
        return [word for _, word in sorted(found) if word in text]


class HeaderWords:
    """The table of header words, as read from headers.toml (or an office's own)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._tables: dict[Kind, _WordTable] = {}
        power = _words(table["power"])
        for kind in _OTHER_KINDS:
            self._tables[kind] = _WordTable(_fill(table, power | _words(table[kind])))
        self._tables["power"] = self._tables["unknown"] = _WordTable(_fill(table, power))
        self._any = _WordTable(
            {w: m for t in reversed(self._tables.values()) for w, m in t.words.items()}
        )
        self._pairs = {
            normal_header(word): (first, second)
            for word, (first, second) in table["two_columns"].items()
        }
        self._kind_words: dict[str, set[str]] = {
            kind: {normal_header(word) for word in words}
            for kind, words in table["kinds"].items()
            if kind != "power"
        }
        self._power_elements = frozenset(table["kinds"]["power"])
        self._title_words: dict[str, list[str]] = table["titles"]
        lists = table["words"]
        self._types = {compact(word) for word in lists["types"]}
        self.levels: tuple[str, ...] = tuple(sorted(lists["levels"], key=len, reverse=True))
        self.department_endings: tuple[str, ...] = tuple(lists["departments"])
        self.department_labels: tuple[str, ...] = tuple(lists["department_labels"])
        self.personal_labels: tuple[str, ...] = tuple(table["personal"]["words"])
        self._memo: dict[str, bool] = {}

    def meaning(self, header: str, kind: Kind) -> Meaning | None:
        """What a header means in a table of that kind; None when nothing is known of it."""
        return _look_up(self._tables[kind], header)

    def pair(self, header: str) -> tuple[str, str] | None:
        """The two elements of a header that stands over two columns."""
        for form in _forms(header):
            if form in self._pairs:
                return self._pairs[form]
        return None

    def knows(self, text: str) -> bool:
        """Whether a text is a header of any kind of table."""
        if len(text) > LONGEST_HEADER:
            return False
        if text not in self._memo:
            self._memo[text] = bool(self.pair(text) or _look_up(self._any, text))
        return self._memo[text]

    def kind(self, headers: Iterable[str], titles: str = "") -> Kind:
        """The kind of table these headers make, under a title and a sheet name."""
        headers = list(headers)
        forms = {form for header in headers for form in _forms(header)}
        for kind in _OTHER_KINDS:
            if self._kind_words[kind] & forms:
                return kind
        elements = set()
        for header in headers:
            meaning = self.meaning(header, "power")
            elements |= {element for element, _ in meaning.elements} if meaning else set()
            elements |= set(self.pair(header) or ())
        if "类型" not in elements:
            for kind in _OTHER_KINDS:
                if any(word in titles for word in self._title_words[kind]):
                    return kind
        named = elements & {"名称", "子项名称"}
        return "power" if named and elements & self._power_elements else "unknown"

    def type_alone(self, text: str) -> str | None:
        """The power type of a text that says nothing else: 一、行政许可（11项）."""
        if len(text) > LONGEST_HEADER:
            return None
        bare = compact(text)
        for _ in range(3):
            bare = _TYPE_DRESS.sub("", bare)
        if bare not in self._types and bare.endswith(("类", "事项")):
            bare = bare.removesuffix("事项").removesuffix("类")
        return bare if bare in self._types else None


def declared_count(sheet_name: str) -> int | None:
    """The number of items a sheet name states: 行政许可（11项） is 11."""
    found = _DECLARED.search(sheet_name)
    return int(found[1]) if found and found[0][-2] in "项条个" else None


def unit_hint(header: str) -> str | None:
    """The unit a header states in brackets: 法定期限（天/日） is 日."""
    for bracket in _BRACKETS.findall(normal_header(header)):
        for word, unit in _UNITS:
            if re.fullmatch(rf"[\[(](?:单位:?)?(?:{word})(?:/(?:{word}))*[\])]", bracket):
                return unit
    return None


@cache
def default_words() -> HeaderWords:
    """The words that come with quanze."""
    text = resources.files("quanze").joinpath("data/headers.toml").read_text(encoding="utf-8")
    return HeaderWords(tomllib.loads(text))


def _words(elements: Mapping[str, list[str]]) -> dict[str, Meaning]:
    found: dict[str, list[tuple[str, int]]] = {}
    for element, words in elements.items():
        for rank, word in enumerate(words):
            found.setdefault(normal_header(word), []).append((element, rank))
    return {word: Meaning(tuple(places)) for word, places in found.items()}


def _fill(table: Mapping[str, Any], words: dict[str, Meaning]) -> dict[str, Meaning]:
    known = {normal_header(word): Meaning(()) for word in table["known"]["words"]}
    personal = {
        normal_header(word): Meaning(((PERSONAL, 0),)) for word in table["personal"]["words"]
    }
    return known | words | personal


def _forms(header: str) -> list[str]:
    """The forms under which a header is looked up, the fullest first.

    A header in two rows is written "upper/lower"; when the whole is unknown, the lower says more.
    """
    whole = normal_header(header)
    forms = [whole, _BRACKETS.sub("", whole)]
    if "/" in whole:
        upper, _, lower = whole.rpartition("/")
        forms += [lower, _BRACKETS.sub("", lower), upper, _BRACKETS.sub("", upper)]
    return [form for form in forms if form]


def _look_up(table: _WordTable, header: str) -> Meaning | None:
    forms = _forms(header)
    for form in forms:
        if form in table.words:
            return table.words[form]
    # What a Chinese phrase is about stands at its end; failing that, a word that is most of it.
    for form in forms:
        inside = table.inside(form)
        ending = [w for w in inside if form.endswith(w) and len(form) <= _LONGEST_PHRASE]
        if found := ending or [word for word in inside if 2 * len(word) >= len(form)]:
            return table.words[max(found, key=len)]
    return None
