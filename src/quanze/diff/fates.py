"""What became of every power of the older version, and where those of the newer one came from.

By identity, by 前身, and by what records declare; what nobody declared is said to be undeclared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quanze.diff.changes import Change, Changes
from quanze.model.adjustment import AdjustmentRecord, ListName, RecordedChange
from quanze.model.change_kind import (
    ADDED,
    CANCELLED,
    DEVOLVED,
    ENTRUSTED,
    MERGED,
    MOVED,
    SPLIT,
    TAKEN_OVER,
    WITHDRAWN,
)
from quanze.model.power import Power, Regularity
from quanze.model.register import Register

UNSTATED: Final = "未说明"


class Fate(StrEnum):
    """What became of a power; each has exactly one."""

    KEPT = "保留"
    RESERVED = "严管"
    REGULAR_AGAIN = "转为常用"
    CANCELLED = CANCELLED
    DEVOLVED = DEVOLVED
    MERGED = MERGED
    SPLIT = SPLIT
    MOVED = MOVED
    ENTRUSTED = ENTRUSTED
    WITHDRAWN = WITHDRAWN
    OTHER = "其他"
    UNSTATED = UNSTATED


STAYED: Final = (Fate.KEPT, Fate.RESERVED, Fate.REGULAR_AGAIN)
"""Fates of powers that are in both versions."""

WAYS: Final = (Fate.KEPT, Fate.CANCELLED, Fate.RESERVED, Fate.DEVOLVED, Fate.MERGED)
"""保留, and the four ways to reduce that 富阳 names (取消 严管 下放 合并): told even where there are none.

富阳市编委办《推行权力清单制度 促进政府治理现代化》, 一、权力清单怎么理.
"""

MEANINGS: Final = {
    Fate.KEPT: "仍在清单里，常用程度没有变",
    Fate.RESERVED: "仍在清单里，常用改为非常用，一事一审",
    Fate.REGULAR_AGAIN: "仍在清单里，非常用改为常用",
    Fate.CANCELLED: "记录写明取消",
    Fate.DEVOLVED: "记录写明下放",
    Fate.MERGED: "“前身”或记录写明并入别的职权",
    Fate.SPLIT: "“前身”或记录写明拆成几项",
    Fate.MOVED: "记录写明转移，本清单不再列",
    Fate.ENTRUSTED: "记录写明委托，本清单不再列",
    Fate.WITHDRAWN: "记录写明由上级收回",
    Fate.OTHER: "记录写的是别的种类",
    Fate.UNSTATED: "不在清单里了，没有记录、也没有“前身”说明去向",
}


class Coming(StrEnum):
    """Where a power that is new in the list came from."""

    ADDED = ADDED
    TAKEN_OVER = TAKEN_OVER
    MERGED = MERGED
    SPLIT = SPLIT
    WITHDRAWN = WITHDRAWN
    MOVED = MOVED
    OTHER = "其他"
    UNSTATED = UNSTATED


COMING_MEANINGS: Final = {
    Coming.ADDED: "记录写明新增",
    Coming.TAKEN_OVER: "记录或“权力来源”写明从上级承接",
    Coming.MERGED: "由原来的几项合成",
    Coming.SPLIT: "由原来的一项拆出",
    Coming.WITHDRAWN: "记录写明收回",
    Coming.MOVED: "记录写明从别处转来",
    Coming.OTHER: "记录写的是别的种类",
    Coming.UNSTATED: "新列入清单，没有记录说明来历",
}


_FATES: Final = {str(fate): fate for fate in Fate}
_COMINGS: Final = {str(one): one for one in Coming}


@dataclass(frozen=True)
class Fates:
    """The powers of the older version by what became of them, and the new ones by their origin."""

    before: int
    after: int
    went: Mapping[Fate, int]
    came: Mapping[Coming, int]
    between_departments: int
    """Powers that are in both versions, in another department."""

    @property
    def gone(self) -> int:
        """How many powers are not in the list any more."""
        return sum(number for fate, number in self.went.items() if fate not in STAYED)


def fates(
    old: Register, new: Register, changes: Changes, records: Iterable[AdjustmentRecord]
) -> Fates:
    """Count what became of the powers.

    Args:
        old: the older version.
        new: the newer version.
        changes: what changed between them.
        records: the records that stand between them, in their order.
    """
    told = _told(records)
    gone = [change for change in changes.powers if change.new is None]
    came = [change for change in changes.powers if change.old is None]
    went = Counter(_fate(change, told.left) for change in gone)
    went.update(_stayed(old, new, changes, {change.key.key for change in gone}))
    origins = Counter(_coming(change, told.came) for change in came)
    return Fates(
        len(old.powers),
        len(new.powers),
        {fate: went[fate] for fate in Fate if went[fate] or fate in WAYS},
        {one: origins[one] for one in Coming if origins[one]},
        sum(_changed_hands(change, changes) for change in changes.powers),
    )


@dataclass(frozen=True)
class _Told:
    """What records say: code in the older version -> how it left; code in the newer -> how it came."""

    left: Mapping[str, str]
    came: Mapping[str, str]


def _told(records: Iterable[AdjustmentRecord]) -> _Told:
    """Read the records one after the other, and follow powers that took a new code on the way."""
    origin: dict[str, str] = {}
    left: dict[str, str] = {}
    came: dict[str, str] = {}
    for record in records:
        changes = [one for one in record.changes if one.list_name is ListName.POWER]
        new_names = {one.key: one.old_key for one in changes if one.old_key}
        origin |= {key: origin.pop(old, old) for key, old in new_names.items()}
        came |= {key: came.pop(old) for key, old in new_names.items() if old in came}
        for one in changes:
            _note(one, origin, left, came)
    return _Told(left, came)


def _note(
    change: RecordedChange, origin: dict[str, str], left: dict[str, str], came: dict[str, str]
) -> None:
    if change.fingerprint:
        left[origin.pop(change.key, change.key)] = change.kind
        came.pop(change.key, None)
    elif change.content is not None:
        came[change.key] = change.kind


def _fate(change: Change, left: Mapping[str, str]) -> Fate:
    kind = change.kind if change.related else left.get(change.key.key, UNSTATED)
    return _FATES.get(kind, Fate.OTHER)


def _coming(change: Change, came: Mapping[str, str]) -> Coming:
    """A power says itself that it was handed down; of a new one a record has to say so."""
    kind = came.get(change.key.key, UNSTATED) if change.kind == ADDED else change.kind
    return _COMINGS.get(kind, Coming.OTHER)


def _stayed(old: Register, new: Register, changes: Changes, gone: set[str]) -> Iterator[Fate]:
    now: dict[str, Power] = {str(power.code): power for power in new.powers}
    for power in old.powers:
        code = str(power.code)
        if code not in gone:
            after = now[changes.renaming.codes.get(code, code)]
            yield _of_regularity(power.regularity, after.regularity)


def _of_regularity(before: Regularity, after: Regularity) -> Fate:
    if before is after:
        return Fate.KEPT
    return Fate.RESERVED if after is Regularity.RESERVED else Fate.REGULAR_AGAIN


def _changed_hands(change: Change, changes: Changes) -> bool:
    if change.old is None or change.new is None:
        return False
    return change.old.under(changes.renaming).department != change.new.department
