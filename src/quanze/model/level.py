"""行使层级: the level of government at which a power is exercised."""

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import ClassVar

from quanze.model.text_value import TextValue
from quanze.model.word_table import Entry, plain, read_toml, word_table

__all__ = ["Level", "LevelKind"]


class LevelKind(StrEnum):
    """The levels of GB/T 39046-2020 table A.2."""

    NATIONAL = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWN = "乡镇级（街道）"
    VILLAGE = "村（社区）级"
    SHARED = "分级管理"


@cache
def _digits() -> dict[LevelKind, str]:
    return {LevelKind(row["名称"]): row["数字"] for row in read_toml("levels.toml")["层级"]}


@cache
def _words() -> dict[str, Entry]:
    return word_table(list(_digits()), read_toml("levels.toml")["写法"])


def _entries(text: str) -> list[Entry | None]:
    whole = plain(text)
    if whole in _words():
        return [_words()[whole]]
    return [_words().get(word) for word in re.split(r"[、/,;；和及]", whole)]


@lru_cache(maxsize=1024)
def _kinds(text: str) -> tuple[LevelKind, ...]:
    entries = _entries(text)
    if not all(entries):
        return ()
    return tuple(dict.fromkeys(LevelKind(e.name) for e in entries if e and e.name))


class Level(TextValue):
    """A level as written; several levels in one text (市级、县级) are all in `kinds`."""

    description: ClassVar[str] = "行使层级，例如 市级、县级；几级共有的用顿号隔开。"
    examples: ClassVar[tuple[str, ...]] = ("市级", "县级", "市级、县级")
    known_words: ClassVar[tuple[str, ...]] = tuple(LevelKind)

    @property
    def _entries(self) -> list[Entry | None]:
        return _entries(self)

    @property
    def kinds(self) -> tuple[LevelKind, ...]:
        """All levels named, in their order; empty if any part is not understood."""
        return _kinds(self)

    @property
    def understood(self) -> bool:
        return bool(self.kinds)

    @property
    def kind(self) -> LevelKind | None:
        """The level, if exactly one is named."""
        return self.kinds[0] if len(self.kinds) == 1 else None

    @property
    def is_variant(self) -> bool:
        """Whether a known word other than a canonical one is used."""
        return self.understood and any(e is not None and e.is_variant for e in self._entries)

    @property
    def note(self) -> str | None:
        """How the variants used are mapped, in Chinese."""
        notes = dict.fromkeys(e.note for e in self._entries if e and e.note)
        return "".join(note for note in notes if note) if self.understood and notes else None

    @property
    def digit(self) -> str | None:
        """The digit of GB/T 39046-2020 table A.2, 1 to 7, if exactly one level is named."""
        return _digits()[self.kind] if self.kind else None
