"""法规引用的状态: does the law that is cited stand on a day, and is its newest version cited?"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from quanze.law.index import LawIndex, LawRecord, LawVersion, Repeal
from quanze.model.articles import Article
from quanze.model.citation import Citation
from quanze.model.patterns import pattern

__all__ = [
    "CitationState",
    "CitedLaw",
    "StatedDate",
    "repeal_of",
    "state_of",
    "stated_dates",
    "version_on",
]


class CitationState(StrEnum):
    """What can be said of a citation on a day; several may hold at once."""

    IN_FORCE = "现行"
    """No repeal is known."""
    REPEALED = "已废止"
    TO_BE_REPEALED = "将废止"
    REPEALED_SOMETIME = "废止日期不明"
    OUTDATED = "版本陈旧"
    NO_SUCH_ARTICLE = "条号不存在"
    NO_VERSION = "没有写版本"
    NEWER = "新于索引"
    UNKNOWN = "未收录"


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """A citation, judged on a day by what the index knows."""

    states: frozenset[CitationState]
    record: LawRecord | None = None
    repeal: Repeal | None = None
    """The repeal that the states speak of."""
    newest: LawVersion | None = None
    """The newest version that is known to be in force on the day."""
    stated: int | None = None
    """The year of the version that is cited; None: not stated, or by number only."""
    beyond: tuple[Article, ...] = ()
    """The articles that the law does not have."""
    articles: int = 0
    """How many articles the law has; 0: not counted."""


# A version comes into force some months after its making; the longest wait here is taken as certain.
_LONGEST_WAIT: Final = datetime.timedelta(days=366)
# A rule is passed by a meeting, and published later: two dates of one version.
_LONGEST_PUBLICATION: Final = datetime.timedelta(days=184)
_IN_TITLE: Final = pattern(r"[（(][^（）()]*[）)]》?\s*$")
_CHINESE_YEAR: Final = pattern(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE: Final = pattern(
    r"(?<![\d第])(?P<year>19\d\d|20\d\d)(?![\d号])"
    r"(?:\s*[年.\-/]\s*(?P<month>\d{1,2})(?:\s*[月.\-/]\s*(?P<day>\d{1,2})\s*日?|\s*月))?年?"
    r"(?P<start>\s*起?\s*(?:施行|实施|生效))?"
)


class StatedDate(NamedTuple):
    """A date in a version note: of a version's making, or of its coming into force."""

    year: int
    latest: datetime.date
    """The day; the last that it can be, where the note tells no day."""
    start: bool
    """Whether it is the day of coming into force."""


@lru_cache(maxsize=32768)
def state_of(citation: Citation, index: LawIndex, day: datetime.date) -> CitedLaw:
    """Judge a citation on a day. What the index does not know is `UNKNOWN` and nothing else."""
    record = index.of(citation)
    if record is None:
        return CitedLaw(frozenset((CitationState.UNKNOWN,)))
    stated = _stated(citation)
    year = stated.year if stated else None
    repeal = repeal_of(record)
    if stated is not None and _newer(stated, record, repeal):
        return CitedLaw(frozenset((CitationState.NEWER,)), record, stated=year)
    newest = version_on(record, day)
    states = {CitationState.NO_VERSION} if stated is None else set()
    if stated is not None and newest is not None and _older(stated, record, newest):
        states.add(CitationState.OUTDATED)
    standing = _standing(repeal, day)
    states.add(standing)
    count = 0 if standing is CitationState.REPEALED else _count(record, newest)
    beyond = tuple(article for article in citation.articles if 0 < count < article.number)
    if beyond:
        states.add(CitationState.NO_SUCH_ARTICLE)
    return CitedLaw(frozenset(states), record, repeal, newest, year, beyond, count)


def repeal_of(record: LawRecord) -> Repeal | None:
    """Return the repeal of a law that was not made anew since; one with a day before one without."""
    newest = record.newest.date if record.newest else datetime.date.min
    ended = [r for r in record.repeals if (r.start or r.known or datetime.date.max) >= newest]
    return min(ended, key=lambda repeal: repeal.start or datetime.date.max, default=None)


def version_on(record: LawRecord, day: datetime.date) -> LawVersion | None:
    """Return the newest version that is certainly in force on a day; None where none is known."""
    certain = [v for v in record.versions if (v.in_force or _safe(v.date)) <= day]
    return certain[-1] if certain else None


def _safe(made: datetime.date) -> datetime.date:
    return made + _LONGEST_WAIT


def _standing(repeal: Repeal | None, day: datetime.date) -> CitationState:
    if repeal is None:
        return CitationState.IN_FORCE
    if repeal.start is None:
        return CitationState.REPEALED_SOMETIME
    return CitationState.REPEALED if repeal.start <= day else CitationState.TO_BE_REPEALED


def _newer(stated: StatedDate, record: LawRecord, repeal: Repeal | None) -> bool:
    """Whether the cited version was made after all that the index has seen of the law."""
    seen = [version.date.year for version in record.versions]
    seen += [version.in_force.year for version in record.versions if version.in_force]
    seen += [date.year for date in (repeal.start, repeal.known) if date] if repeal else []
    return bool(seen) and stated.year > max(seen)


def _older(stated: StatedDate, record: LawRecord, newest: LawVersion) -> bool:
    """Whether the cited version was made in a year before that of the newest one."""
    if stated.year >= newest.date.year:
        return False
    seen = any(version.date.year == stated.year for version in record.versions)
    return seen or newest.date - stated.latest > _LONGEST_PUBLICATION


def _count(record: LawRecord, newest: LawVersion | None) -> int:
    """How many articles the law has, by whatever version may be in force; 0: not known."""
    if newest is None:
        return 0 if record.versions else record.articles
    counts = [version.articles for version in record.versions if version.date >= newest.date]
    return max(counts) if all(counts) else 0


def stated_dates(citation: Citation) -> tuple[StatedDate, ...]:
    """Return the dates that a citation gives its law; order numbers alone tell nothing of them."""
    in_title = _IN_TITLE.search(citation.law_title or "")
    note = (in_title[0] if in_title else "") + (citation.version or "")
    plain = " ".join(unicodedata.normalize("NFKC", note).split())
    plain = _CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), plain)
    return tuple(_read(found) for found in _DATE.finditer(plain))


def _stated(citation: Citation) -> StatedDate | None:
    """Return the date by which a citation tells the version that it means."""
    dates = stated_dates(citation)
    made = [date for date in dates if not date.start]
    return max(made or dates, key=lambda date: date.latest, default=None)


def _read(found: re.Match[str]) -> StatedDate:
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    latest = datetime.date(year, 12, 31)
    if 1 <= month <= 12:
        last = calendar.monthrange(year, month)[1]
        latest = datetime.date(year, month, day if 1 <= day <= last else last)
    return StatedDate(year, latest, start=bool(found["start"]))
