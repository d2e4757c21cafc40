"""The sums of a notice, and the proof that they are right: every sum is that of the rows shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from quanze.load.source import CannotRun
from quanze.model.adjustment import AdjustmentRecord, ListName
from quanze.model.change_kind import change_kinds
from quanze.publish.notice.rows import Direction, direction_of, label


@dataclass(frozen=True)
class KindSum:
    """How many powers changed in one kind."""

    label: str
    direction: Direction
    count: int


@dataclass(frozen=True)
class DepartmentSum:
    """One department's share, by the kinds of the table."""

    department: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Sums:
    """How many powers there were, came, went and are; and the changes by kind and department."""

    before: int
    added: int
    removed: int
    after: int
    kinds: tuple[KindSum, ...]
    """Those that add, then those that take away, then those that do neither."""
    departments: tuple[DepartmentSum, ...]
    lists: tuple[tuple[ListName, int], ...]
    """Changes of the other lists."""

    @cached_property
    def altered(self) -> int:
        """How many powers changed without coming or going."""
        return sum(one.count for one in self.kinds if one.direction is Direction.SAME)

    @cached_property
    def total(self) -> int:
        """How many powers changed: the number of rows."""
        return sum(one.count for one in self.kinds)

    @property
    def equation(self) -> str:
        return f"{self.before}＋{self.added}－{self.removed}＝{self.after}"


def sums_of(record: AdjustmentRecord) -> Sums:
    """Return the sums of a record.

    Raises:
        CannotRun: what the record gives as its sums is not what its changes come to.
    """
    powers = [one for one in record.changes if one.list_name is ListName.POWER]
    directions = Counter(map(direction_of, powers))
    totals = record.totals
    _proved(record, directions)
    counted = Counter((direction_of(one), one.kind) for one in powers)
    ways, kinds = list(Direction), list(change_kinds())
    keys = sorted(counted, key=lambda key: (ways.index(key[0]), kinds.index(key[1])))
    places = {key: at for at, key in enumerate(keys)}
    shares: dict[str, list[int]] = {}
    for one in powers:
        share = shares.setdefault(one.department or "", [0] * len(keys))
        share[places[direction_of(one), one.kind]] += 1
    lists: Counter[ListName] = Counter(
        one.list_name for one in record.changes if one.list_name is not ListName.POWER
    )
    return Sums(
        totals.before,
        totals.added,
        totals.removed,
        totals.after,
        tuple(KindSum(label(kind, way), way, counted[way, kind]) for way, kind in keys),
        tuple(DepartmentSum(name, tuple(share)) for name, share in sorted(shares.items())),
        tuple((name, lists[name]) for name in ListName if lists[name]),
    )


def _proved(record: AdjustmentRecord, directions: Counter[Direction]) -> None:
    totals = record.totals
    more, fewer = directions[Direction.MORE], directions[Direction.FEWER]
    wrong = []
    if (totals.added, totals.removed) != (more, fewer):
        wrong.append(
            f"写的是增加 {totals.added}、减少 {totals.removed}，变更里是增加 {more}、减少 {fewer}"
        )
    if totals.before + totals.added - totals.removed != totals.after:
        wrong.append(f"{totals.before} ＋ {totals.added} － {totals.removed} 不等于 {totals.after}")
    kinds = Counter(one.kind for one in record.changes)
    if dict(totals.kinds) != dict(kinds):
        wrong.append("“种类”的处数与变更的处数不一致")
    if unknown := [kind for kind in kinds if kind not in change_kinds()]:
        wrong.append(f"有不认得的种类：{'、'.join(unknown)}")
    if wrong:
        raise CannotRun(
            f"记录 {record.number} 的“合计”不对：{'；'.join(wrong)}。\n"
            "这些由 quanze record 填写；请核对记录是不是被改动过，再生成公告。"
        )
