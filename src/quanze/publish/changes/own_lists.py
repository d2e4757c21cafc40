"""What is said of the changes in the lists beside the power lists; they stand in a section of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from quanze.diff.own_entries import OwnList
from quanze.diff.own_lists import OwnChange, OwnKind, own_changes
from quanze.load.versions import Version
from quanze.model.register import group
from quanze.publish.changes.parts import Line, lines_of, said

TITLE: Final = "配套清单"
NOTE: Final = "配套制度、议事协调机构、负面清单、赋权批次、并联审批事项、启用记录不是职权：不计入项数，不要动态调整记录。"

_DIGEST: Final = {
    OwnList.REGULATION: ("种类", "制定机关", "适用事项", "适用职责边界", "施行", "有效期至", "状态"),
    OwnList.BODY: ("牵头部门", "成员单位", "任务", "设立"),
    OwnList.NEGATIVE: ("制定机关", "管理措施", "条件", "例外", "主管部门", "核准事项", "相关事项", "施行", "失效"),
    OwnList.DELEGATION: ("方式", "放权部门", "承接主体", "事项", "期限"),
    OwnList.JOINT: ("牵头部门", "窗口", "时限", "阶段"),
    OwnList.RELEASE: ("申请", "批准", "批准日期", "自", "至", "归还"),
}  # fmt: skip
"""Elements that tell what a new entry is, or what a removed one was."""
_NAMES: Final = ("名称", "任务", "部门", "编码")
"""What names a part of a list in the digest; the first that it has."""


@dataclass(frozen=True)
class OwnFacts:
    """One entry that changed, came or went."""

    change: OwnChange
    elements: tuple[tuple[str, tuple[Line, ...]], ...]
    """What changed in it; of an entry that came or went, what it says in brief."""

    @property
    def kind(self) -> OwnKind:
        """What became of it."""
        return self.change.kind

    @property
    def whole(self) -> bool:
        """Whether the whole entry came or went."""
        return self.kind is not OwnKind.ALTERED

    @property
    def listed(self) -> OwnList:
        """The list that it stands in."""
        return self.change.entry.listed

    @property
    def name(self) -> str:
        """Its name, after the change."""
        return self.change.entry.name

    @property
    def key(self) -> str:
        """The number, code or industry by which it is known; empty where it is known by its name."""
        entry = self.change.entry
        return "" if entry.key == entry.name else entry.key.removesuffix(f"·{entry.name}")

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Go through what is said of it, line by line, each with its element."""
        for name, lines in self.elements:
            yield from ((name, line) for line in lines)


@dataclass(frozen=True)
class OwnSection:
    """What changed in these lists, told."""

    shown: tuple[OwnFacts, ...] = ()
    hidden: int = 0
    """How many changes the narrowing leaves out."""
    unread: tuple[str, ...] = ()
    """Files of which something could not be read: their lists are not compared."""

    def __bool__(self) -> bool:
        return bool(self.shown or self.hidden or self.unread)

    @cached_property
    def groups(self) -> Mapping[OwnList, tuple[OwnFacts, ...]]:
        """The changes of each list."""
        return group((facts.listed, facts) for facts in self.shown)

    @property
    def counts(self) -> str:
        """How much changed in each list."""
        return "、".join(f"{listed} {len(found)}" for listed, found in self.groups.items())

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What else must be said: what is not listed, and what is not known."""
        told = []
        if self.hidden:
            told.append(f"{TITLE}另有 {self.hidden} 处没有列出（没有级别，--level 不列）")
        told += [f"{file} 里有读不懂的内容，这份清单没有比较" for file in self.unread]
        return tuple(told)


def section(old: Version, new: Version, *, by_level: bool, item: str) -> OwnSection:
    """Compare these lists of two versions.

    Args:
        old: the older version.
        new: the newer version.
        by_level: whether only changes of some levels are asked for: these have none.
        item: the code of a power; only entries that name it are shown. Empty for all.
    """
    found = own_changes(old, new)
    asked = [change for change in found.changes if not by_level and _is_about(change, item)]
    hidden = len(found.changes) - len(asked) if not item else 0
    return OwnSection(tuple(map(_facts, asked)), hidden, found.unread)


def _is_about(change: OwnChange, item: str) -> bool:
    return not item or any(side.mentions(item) for side in (change.old, change.new) if side)


def _facts(change: OwnChange) -> OwnFacts:
    if change.kind is not OwnKind.ALTERED:
        return OwnFacts(change, tuple(_digest(change)))
    return OwnFacts(
        change, tuple((one.name, lines_of(one.old, one.new)) for one in change.elements)
    )


def _digest(change: OwnChange) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for name in _DIGEST[change.entry.listed]:
        value = change.entry.data.get(name)
        if value is not None:
            text = _brief(value)
            gone = change.kind is OwnKind.REMOVED
            yield name, (Line("", text if gone else None, None if gone else text, plain=True),)


def _brief(value: Any) -> str:
    if isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        return "、".join(_part_name(part) for part in value)
    return said(value)


def _part_name(part: Any) -> str:
    if not isinstance(part, Mapping):
        return str(part)
    return next((str(part[key]) for key in _NAMES if key in part), said(part))
