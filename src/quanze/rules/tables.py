"""The data files that rules go by, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from quanze.model.law_rank import LawRank
from quanze.model.power_type import PowerType
from quanze.model.word_table import plain, read_toml

ALL = "全部"
"""The key of what applies to every power type."""
_ENOUGH = 64
"""So much of a text tells whether it is a filler, if it is not blank for the most part."""


@dataclass(frozen=True, slots=True)
class Creation:
    """Which ranks of law may create a type of power."""

    ranks: frozenset[LawRank]
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a flow, and the words that show it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """The core stages of a type's flow; with `names`, of flows whose name has one of them."""

    names: tuple[str, ...]
    stages: tuple[Stage, ...]


@cache
def required() -> dict[str, dict[str, list[str]]]:
    """The tables of data/required.toml."""
    return read_toml("required.toml")


def is_filler(text: str) -> bool:
    """Whether a text only fills its place: 无, /, 同上, 详见…."""
    whole, heads, longest, starts = _fillers()
    if text[:1] not in starts and not text[:1].isspace():
        return False  # nearly every text
    words = "".join(text[:_ENOUGH].split())
    if len(words) <= longest and len(text) > _ENOUGH:
        words = "".join(text.split())
    return not words or words in whole or words.startswith(heads)


@cache
def _fillers() -> tuple[frozenset[str], tuple[str, ...], int, frozenset[str]]:
    """Whole fillers, heads of fillers, how long the longest of them is, and what texts of them begin with."""
    whole, heads = required()["占位"]["词"], required()["占位"]["开头"]
    words = [*whole, *heads]
    starts = frozenset(("", *(word[0] for word in words)))
    return frozenset(whole), tuple(heads), max(map(len, words)), starts


@cache
def _ranks() -> dict[str, Any]:
    return read_toml("ranks.toml")


@cache
def _creations() -> dict[str, Creation]:
    return {
        row["类型"]: Creation(frozenset(map(LawRank, row["级别"])), row["依据"], row["说明"])
        for row in _ranks()["设定"]
    }


def creation(power_type: PowerType) -> Creation | None:
    """Which ranks may create a type; None where no law says so. Finer words come first."""
    return _creations().get(plain(power_type)) or _creations().get(power_type.name or "")


def is_benefit(power_type: PowerType) -> bool:
    """Whether a type only gives: it may rest on a document more easily than one that takes."""
    return power_type.name in _ranks()["受益"]["类型"]


def ranks_for(key: str) -> frozenset[LawRank]:
    """The ranks that data/ranks.toml lists under a key (许可收费, 授权)."""
    return frozenset(map(LawRank, _ranks()[key]["级别"]))


@cache
def stages() -> dict[str, Any]:
    """The tables of data/stages.toml."""
    return read_toml("stages.toml")


@cache
def _procedures() -> dict[str, tuple[Procedure, ...]]:
    found: dict[str, tuple[Procedure, ...]] = {}
    for row in stages()["流程"]:
        parts = tuple(Stage(part["名称"], tuple(part["词"])) for part in row["环节"])
        procedure = Procedure(tuple(row.get("流程名", ())), parts)
        found[row["类型"]] = (*found.get(row["类型"], ()), procedure)
    return found


def procedure(kind: str, flow_name: str) -> Procedure | None:
    """The core stages that a flow of a type should have; None where no law orders them."""
    for row in _procedures().get(kind, ()):
        if not row.names or any(word in flow_name for word in row.names):
            return row
    return None


@cache
def unfit_stages() -> dict[str, frozenset[str]]:
    """Power type -> stages of duty that do not fit it."""
    return {row["类型"]: frozenset(row["不合"]) for row in stages()["责任"]}


@cache
def damages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What damaged text looks like: a description, and the pattern."""
    return tuple((r["说明"], re.compile(r["式"])) for r in read_toml("text_damage.toml")["损坏"])


@cache
def personal_columns() -> frozenset[str]:
    """Names of columns that hold personal data."""
    return frozenset(read_toml("text_damage.toml")["个人信息栏目"]["词"])
