"""The principles by which a list is cleaned up, read from data/cleaning_principles.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from quanze.model.word_table import read_toml

SOURCE: Final = (
    "辽源市建立权力清单、责任清单时确定的十项原则（辽源市“放管服”改革在线访谈，日期没有查到）"
)


@dataclass(frozen=True)
class Principle:
    """One principle of a clean-up."""

    name: str
    meaning: str
    kinds: tuple[str, ...]
    """The kinds of change that it may lead to."""


@cache
def principles() -> Mapping[str, Principle]:
    """Return every principle by its name, in the order of the source."""
    return {
        row["名称"]: Principle(row["名称"], row["含义"], tuple(row["种类"]))
        for row in read_toml("cleaning_principles.toml")["原则"]
    }
