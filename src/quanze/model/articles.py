"""条款: references to articles, such as 第三十五条第一款、第三十六条 or 第十条至第十二条."""

import re
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from quanze.model.numerals import NUMERAL, to_chinese, to_int
from quanze.model.patterns import pattern

__all__ = ["ANNEX", "Article", "ArticleReading", "read_articles"]

ANNEX: Final = pattern(rf"\s*附件\s*(?:第\s*)?(?P<item>{NUMERAL})\s*[项号]")
"""An item of the annex (附件第104项), as decisions of the State Council are cited."""

_LEVELS: Final = ("条", "款", "项", "目")
_FIELDS: Final = ("number", "paragraph", "item", "subitem")
_RANGE: Final = r"\s*(?:至|到|—|–|－|-|~|～)\s*"
_JOIN: Final = r"\s*(?:、|，|,|及|和|与|以及|或者|或|；|;)\s*|[^\S\n]*"
_BRACKETED: Final = rf"[（(]\s*{NUMERAL}\s*[）)]|{NUMERAL}"
_NUMBERS: Final = rf"(?:{_BRACKETED})(?:(?:\s*[、，,和及]\s*第?|{_RANGE}第?)(?:{_BRACKETED}))*"
_ITEMS: Final = rf"(?:[（(]\s*{NUMERAL}\s*[）)]\s*[、，,和及]?\s*)+"
_TOKEN: Final = pattern(
    rf"(?P<first>第?)\s*(?P<numbers>{_NUMBERS}|{_ITEMS})\s*(?P<level>[条款项目])"
    rf"(?P<inserted>\s*之\s*(?P<suffix>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?![0-9]))?"
)
_ONE: Final = pattern(
    rf"(?P<range>{_RANGE})?[^0-9０-９〇零一二两三四五六七八九十百千]*?({NUMERAL})"
)
_BLANKS: Final = pattern(r"\s*")
_GAP: Final = pattern(rf"{_RANGE}|{_JOIN}")
_RANGE_ONLY: Final = pattern(_RANGE)
_LONGEST_RANGE: Final = 200


@dataclass(frozen=True, order=True)
class Article:
    """One place in a law: article (with 之一 as `suffix` 1), paragraph 款, item 项, subitem 目."""

    number: int
    suffix: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None

    def __str__(self) -> str:
        parts = (self.number, self.paragraph, self.item, self.subitem)
        names = [f"第{to_chinese(n)}{level}" for n, level in zip(parts, _LEVELS, strict=True) if n]
        if self.suffix:
            names[0] += f"之{to_chinese(self.suffix)}"
        return "".join(names)


class ArticleReading(NamedTuple):
    """Articles read from a text, and the offset where they end."""

    articles: tuple[Article, ...]
    end: int


def read_articles(text: str, start: int = 0) -> ArticleReading:
    """Read as many article references as follow each other from `start`, blanks before included.

    Ranges are spelled out article by article. Running text after the references is not touched;
    without any reference the end is `start`.
    """
    found: list[Article] = []
    here: Article | None = None
    end = start
    while token := _next_token(text, end, here):
        values = _values(token["numbers"])
        if not values:
            break
        here, leaves, refines = _apply(here, token, values)
        if refines:  # 第三条 becomes 第三条第一款
            found.pop()
        found.extend(leaves)
        if len(found) > 1 and _RANGE_ONLY.fullmatch(text, end, token.start()):
            found[-2:] = _fill(found[-2], found[-1])
        end = token.end()
    return ArticleReading(tuple(found), end)


def _next_token(text: str, end: int, here: Article | None) -> re.Match[str] | None:
    """The next reference directly after `end`, apart from a joining sign."""
    gap = (_BLANKS if here is None else _GAP).match(text, end)
    token = _TOKEN.match(text, gap.end() if gap else end)
    if token is None:
        return None
    if here is None:
        return token if token["first"] and token["level"] == "条" else None
    # In running text (第三条 二项…) only 第 or a bracket can follow a blank or sign.
    plain = not token["first"] and not token["numbers"].startswith(("（", "("))
    return None if plain and gap is not None and gap.group() else token


def _values(numbers: str) -> list[int]:
    """Read 三十、三十二 and 三十七至四十; empty if a number cannot be read."""
    values: list[int] = []
    for one in _ONE.finditer(numbers):
        value = to_int(one[2])
        if not value:
            return []
        if one["range"] and values:
            if not values[-1] < value <= values[-1] + _LONGEST_RANGE:
                return []
            values.extend(range(values[-1] + 1, value))
        values.append(value)
    return values


def _apply(
    here: Article | None, token: re.Match[str], values: list[int]
) -> tuple[Article, list[Article], bool]:
    """Place the numbers of one token; also tell whether they refine the place before."""
    depth = _LEVELS.index(token["level"])
    if depth == 0:
        suffix = to_int(token["suffix"]) if token["suffix"] else None
        leaves = [Article(n) for n in values]
        leaves[-1] = replace(leaves[-1], suffix=suffix)
        return leaves[-1], leaves, False
    if here is None:
        raise ValueError("a paragraph needs an article before it")
    lower = dict.fromkeys(_FIELDS[depth:], None)
    refines = all(getattr(here, field) is None for field in _FIELDS[depth:])
    base = replace(here, **lower)  # type: ignore[arg-type]
    leaves = [replace(base, **{_FIELDS[depth]: n}) for n in values]
    return leaves[-1], leaves, refines


def _fill(first: Article, last: Article) -> list[Article]:
    """Every place from first to last if they differ in one number only, else just these two."""
    for field in reversed(_FIELDS):
        low, high = getattr(first, field), getattr(last, field)
        if low is None and high is None:
            continue
        same = low and high and replace(first, **{field: high}) == last
        if not same or not low < high <= low + _LONGEST_RANGE or first.suffix:
            break
        return [replace(first, **{field: n}) for n in range(low, high + 1)]
    return [first, last]
