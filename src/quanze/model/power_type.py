"""权力类型: the ten kinds of administrative power, and the other words lists use for them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import ClassVar

from quanze.model.text_value import TextValue
from quanze.model.word_table import Entry, plain, read_toml, word_table

__all__ = ["PowerKind", "PowerType"]


class PowerKind(StrEnum):
    """The ten types of GB/T 39046-2020 table A.1."""

    PERMIT = "行政许可"
    PENALTY = "行政处罚"
    COERCION = "行政强制"
    LEVY = "行政征收"
    PAYMENT = "行政给付"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    RULING = "行政裁决"
    OTHER = "其他行政权力"


PUBLIC_SERVICE = "公共服务"
_KINDS = {str(kind): kind for kind in PowerKind}


@dataclass(frozen=True)
class _Row:
    code: str
    letters: str | None


@cache
def _rows() -> dict[str, _Row]:
    return {
        r["名称"]: _Row(r["代码"], r.get("字母")) for r in read_toml("power_types.toml")["类型"]
    }


@cache
def _words() -> dict[str, Entry]:
    return word_table(list(_rows()), read_toml("power_types.toml")["写法"])


@lru_cache(maxsize=1024)
def _meaning(text: str) -> Entry | None:
    return _words().get(plain(text)) or _spelling_of(plain(text))


def _spelling_of(text: str) -> Entry | None:
    """One of the ten with an ending, a source in brackets, or without 行政; None for other words."""
    bare = re.sub(r"\([^()]*\)$", "", text)
    ending = next((end for end in read_toml("power_types.toml")["字尾"] if bare.endswith(end)), "")
    for word in (bare, bare.removesuffix(ending)):
        for name in (word, f"行政{word}"):
            if name in list(PowerKind):
                return Entry(name, f"“{name}”的地方写法。", is_variant=True)
    return None


class PowerType(TextValue):
    """A power type as written. Words for it are mapped by data/power_types.toml, never by likeness."""

    description: ClassVar[str] = (
        "权力类型，十类之一；各地的其他写法可以保留，检查时说明归入哪一类。"
    )
    examples: ClassVar[tuple[str, ...]] = ("行政许可", "行政处罚")
    known_words: ClassVar[tuple[str, ...]] = (*PowerKind, PUBLIC_SERVICE)

    @property
    def _entry(self) -> Entry | None:
        return _meaning(self)

    @property
    def understood(self) -> bool:
        """Whether the word is known, even as one that belongs to none of the ten types."""
        return self._entry is not None

    @property
    def name(self) -> str | None:
        """The canonical name, one of the ten or 公共服务."""
        entry = self._entry
        return entry.name if entry else None

    @property
    def kind(self) -> PowerKind | None:
        """One of the ten types; None for unknown words, public services and types done away with."""
        return _KINDS.get(self.name or "")

    @property
    def is_variant(self) -> bool:
        """Whether a known word other than the canonical one is used."""
        return self._entry is not None and self._entry.is_variant

    @property
    def note(self) -> str | None:
        """Why and how a variant is mapped or not mapped, in Chinese."""
        return self._entry.note if self._entry else None

    @property
    def code(self) -> str | None:
        """The two digits of GB/T 39046-2020 table A.1, 01 to 10, or 20 for public services."""
        return _rows()[self.name].code if self.name else None

    @property
    def letters(self) -> str | None:
        """The two letters local code schemes use (XK, CF); a custom, not a standard."""
        return _rows()[self.name].letters if self.name else None
