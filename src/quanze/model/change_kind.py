"""The kinds of change: area, action, direction, mirror and level, read from data/change_kinds.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from quanze.model.adjustment import ListName
from quanze.model.adjustment_words import GRAVITY, ChangeLevel
from quanze.model.word_table import read_toml

ADDED, CANCELLED, DEVOLVED, TAKEN_OVER = "新增", "取消", "下放", "承接"
ENTRUSTED, WITHDRAWN, MOVED = "委托", "收回", "转移"
MERGED, SPLIT, SUSPENDED, RESUMED = "合并", "拆分", "暂停", "恢复"
RESERVED, REGULAR_AGAIN = "严管", "转为常用"
RECODED, ALTERED, RENAMED_BODY = "换码", "要素变更", "机构更名"

OUT_KINDS: Final = (CANCELLED, DEVOLVED, WITHDRAWN, ENTRUSTED, MOVED)
"""What a removal from the list may be declared as in a record."""
IN_KINDS: Final = (ADDED, TAKEN_OVER, WITHDRAWN, MOVED)
"""What an item that is new in the list may be declared as in a record."""

_LIST_KINDS: Final = {
    ListName.POWER: (ADDED, CANCELLED, ALTERED),
    ListName.DEPARTMENT: ("机构新增", "机构撤销", "机构变更"),
    ListName.DUTY: ("责任新增", "责任删除", "责任变更"),
    ListName.SERVICE: ("服务新增", "服务删除", "服务变更"),
    ListName.OVERSIGHT: ("监管新增", "监管删除", "监管变更"),
    ListName.BOUNDARY: ("边界新增", "边界删除", "边界变更"),
    ListName.FLOW: ("流程新增", "流程删除", "流程变更"),
}


@dataclass(frozen=True)
class ChangeKind:
    """One kind of change."""

    name: str
    area: str
    action: str
    """增 删 改 移 合 分 停"""
    level: ChangeLevel
    meaning: str
    source: str
    """Where the level comes from."""
    direction: str = ""
    mirror: str = ""
    """The kind that the same change is when the two versions change places."""
    no_mirror: str = ""
    """Why there is no such kind."""
    elements: tuple[str, ...] = ()
    provisional: bool = False
    """Whether no rule was found for its level: 暂定."""


@cache
def change_kinds() -> Mapping[str, ChangeKind]:
    """Return every kind by its name."""
    return {row["名称"]: _kind(row) for row in read_toml("change_kinds.toml")["种类"]}


def _kind(row: Mapping[str, Any]) -> ChangeKind:
    return ChangeKind(
        name=row["名称"],
        area=row["领域"],
        action=row["动作"],
        level=ChangeLevel(row["级别"]),
        meaning=row["含义"],
        source=row["来源"],
        direction=row.get("方向", ""),
        mirror=row.get("对应", ""),
        no_mirror=row.get("没有对应", ""),
        elements=tuple(row.get("要素", ())),
        provisional=row.get("暂定", False),
    )


@cache
def kind_of_element(name: str) -> ChangeKind:
    """Return the kind of a change of an element, by the element's name."""
    by_element = {element: kind for kind in change_kinds().values() for element in kind.elements}
    return by_element.get(name) or change_kinds()[ALTERED]


def appearance(listed: ListName) -> str:
    """Name the kind of a new entry of a list."""
    return _LIST_KINDS[listed][0]


def disappearance(listed: ListName) -> str:
    """Name the kind of an entry that is gone from a list."""
    return _LIST_KINDS[listed][1]


def alteration(listed: ListName) -> str:
    """Name the kind of a change within an entry of a list."""
    return _LIST_KINDS[listed][2]


Levels = Mapping[str, ChangeLevel]
"""An office's own level of a kind, from quanze.yaml 调整·级别."""


def level_of_kind(name: str, own: Levels) -> ChangeLevel:
    """Return the level of a kind: the office's own, else the packaged one."""
    return own.get(name) or change_kinds()[name].level


def gravest(*levels: ChangeLevel) -> ChangeLevel:
    """Return the gravest of some levels; 文字 of none."""
    return max(levels, key=GRAVITY.__getitem__, default=ChangeLevel.WORDING)
