"""Ranks of law (效力级别): what a label, a title or a version note can and cannot be.

Everything here names sets of possible ranks. An empty set means not known, never "none".
"""

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from quanze.model.division import divisions
from quanze.model.patterns import pattern
from quanze.model.word_table import plain, read_toml

__all__ = ["LawRank", "is_label", "label_ranks", "title_ranks"]


class LawRank(StrEnum):
    """Ranks by the 立法法, from the highest; the last three stand outside that order."""

    CONSTITUTION = "宪法"
    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    STATE_COUNCIL_DECISION = "国务院决定"
    LOCAL_REGULATION = "地方性法规"
    AUTONOMOUS_REGULATION = "自治条例和单行条例"
    SPECIAL_ZONE_REGULATION = "经济特区法规"
    DEPARTMENT_RULE = "部门规章"
    LOCAL_GOVERNMENT_RULE = "地方政府规章"
    JUDICIAL_INTERPRETATION = "司法解释"
    NORMATIVE_DOCUMENT = "规范性文件"
    PARTY_REGULATION = "党内法规"


Ranks = frozenset[LawRank]
_UNKNOWN: Final[Ranks] = frozenset()
_BRACKETS: Final = pattern(r"[（(][^（）()]*[）)]$")


@cache
def _labels() -> dict[str, Ranks]:
    rows = read_toml("law_labels.toml")["标注"]
    return {plain(w): frozenset(map(LawRank, row["级别"])) for row in rows for w in row["词"]}


@cache
def _places() -> str:
    """A pattern for a place at the head of a title: any province, or ...市, ...县 and the like."""
    provinces = [d.name for code, d in divisions().items() if code.endswith("0000")]
    return rf"(?:{'|'.join(provinces)}|自治[区州县]|[一-龥]{{1,10}}?(?<!城)[省市州县旗](?!场|政|容|区))"


@cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], Ranks], ...]:
    return tuple(
        (re.compile(row["式"].replace("〈地〉", _places())), frozenset(map(LawRank, row["级别"])))
        for row in read_toml("law_labels.toml")[kind]
    )


def is_label(word: str) -> bool:
    """Whether a word in brackets before a title names a rank."""
    return plain(word) in _labels()


def label_ranks(label: str | None) -> Ranks:
    """The ranks a label such as 法规 can mean; empty if there is none or it is not known."""
    return _labels().get(plain(label), _UNKNOWN) if label else _UNKNOWN


def title_ranks(title: str | None, version: str | None = None) -> Ranks:
    """The ranks that the words of a title allow, narrowed by the version note where it agrees.

    Where title and note contradict each other the title decides, for its words are bound by law
    (a rule may not be called 条例) and notes often speak of later amendments by other bodies.
    """
    by_title = _by_title(title) if title else _UNKNOWN
    by_note = frozenset[LawRank]().union(
        *(ranks for pattern, ranks in _patterns("制定") if version and pattern.search(version))
    )
    if not by_title:
        return by_note
    return by_title & by_note or by_title


@lru_cache(maxsize=4096)
def _by_title(title: str) -> Ranks:
    # 《食品经营许可管理办法（试行）》: the remark says nothing about the rank.
    words = _BRACKETS.sub("", plain(title).rstrip("》〉>＞"))
    return next((r for pattern, r in _patterns("名称") if pattern.search(words)), _UNKNOWN)
