"""The old and the new data of one entry -> the elements that changed, and how grave that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from quanze.diff.changes import ElementChange
from quanze.diff.entries import NESTED, Data, same
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import Levels, gravest, kind_of_element, level_of_kind
from quanze.model.period import Period, same_unit

_PERIODS: Final = frozenset(("法定时限", "承诺时限", "办理时限", "总时限"))


def compare(old: Data, new: Data, own: Levels) -> tuple[ElementChange, ...]:
    """Return the elements whose content differs; layout and order are no difference."""
    return tuple(_differences(old, new, own))


def _differences(old: Data, new: Data, own: Levels) -> Iterator[ElementChange]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before != after and not same(before, after):
            kind = kind_of_element(name)
            level = _level(name, before, after, own)
            yield ElementChange(name, before, after, kind.name, level)


def _level(name: str, old: Any, new: Any, own: Levels) -> ChangeLevel:
    """An element that says the same in other words is a change of wording only."""
    if name in _PERIODS and old and new and _same_period(Period(old), Period(new)):
        return ChangeLevel.WORDING
    before, after = _named(old), _named(new)
    if name in NESTED and before and before.keys() == after.keys():
        inner = (compare(part, after[key], own) for key, part in before.items())
        return gravest(*(change.level for changes in inner for change in changes))
    return level_of_kind(kind_of_element(name).name, own)


def _same_period(old: Period, new: Period) -> bool:
    plain = not (old.further or new.further)
    return plain and same_unit(old, new) and old.amount == new.amount


def _named(value: Any) -> dict[str, Data]:
    """Items by their names; empty where a name is missing or used twice."""
    parts = value if isinstance(value, list) else []
    named = {
        str(part["名称"]): part for part in parts if isinstance(part, Mapping) and "名称" in part
    }
    return named if len(named) == len(parts) else {}
