"""Words that say nothing, and telephone numbers: the tables of data/wording.toml, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from quanze.model.items import Channel
from quanze.model.law_rank import LawRank
from quanze.model.patterns import pattern
from quanze.model.word_table import read_toml

_PHONE: Final = pattern(
    r"(?<!\d)(?:(?:\(?（?0\d{2,3}[)）]?\s?[-—－–]{0,2}\s?)?[1-9]\d{6,7}|[48]00[-—－–]?\d{3,4}[-—－–]?\d{3,4}"
    r"|1[12]\d|1[12]\d{3}|9[56]\d{3,4})(?!\d)"
)
# 1. (二) 3、: numbers, and a stage named before a colon.
_HEAD: Final = pattern(
    r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、，,]+)?(?:[一-鿿]{2,8}(?:责任|阶段|环节)[：:。])?"
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、，,]+)?"
)


@cache
def wording() -> dict[str, Any]:
    """The tables of data/wording.toml."""
    return read_toml("wording.toml")


def bare(text: str) -> str:
    """A text without white space, number, name of its stage and end mark."""
    return _HEAD.sub("", "".join(text.split())).rstrip("。；;.，,")


@cache
def _catch_all() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in wording()["兜底"]["式"]))


def is_catch_all(text: str) -> bool:
    """Whether a text is nothing but 法律、法规规定的其他…."""
    return _catch_all().fullmatch(bare(text)) is not None


@cache
def _other_materials() -> re.Pattern[str]:
    return re.compile(wording()["其他材料"]["式"])


def names_no_material(text: str) -> bool:
    """Whether the name of a material does not say which one: 其他材料, 有关文件."""
    return _other_materials().fullmatch(bare(text)) is not None


@cache
def _vague_start() -> re.Pattern[str]:
    table = wording()["空泛"]
    return re.compile(f"{table['前面']}(?:{'|'.join(table['词'])})")


def is_vague(text: str) -> bool:
    """Whether every clause of a duty only takes part, and none says what is done."""
    clauses = [clause for clause in re.split(r"[，,。；;]", bare(text)) if clause]
    return bool(clauses) and all(_is_vague_clause(clause) for clause in clauses)


def _is_vague_clause(clause: str) -> bool:
    start = _vague_start().match(clause)
    return start is not None and not any(
        word in clause[start.end() :] for word in wording()["空泛"]["具体"]
    )


@cache
def ranks_of(key: str) -> frozenset[LawRank]:
    """The ranks of law that data/wording.toml lists under a key."""
    return frozenset(map(LawRank, wording()[key]["级别"]))


def has_phone(text: str | None) -> bool:
    """Whether a text holds a telephone number: of an office, a hotline, a short number."""
    return bool(text) and _PHONE.search(text or "") is not None


def any_phone(channels: Iterable[Channel]) -> bool:
    """Whether one of the channels is a telephone with its number."""
    return any(has_phone(channel.name) or has_phone(channel.address) for channel in channels)
