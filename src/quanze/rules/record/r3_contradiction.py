"""R3 调整记录自相矛盾, and R6 记录的编号不连续."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.adjustment import AdjustmentRecord, ListName, RecordedChange
from quanze.model.change_kind import (
    ADDED,
    ALTERED,
    CANCELLED,
    DEVOLVED,
    ENTRUSTED,
    MERGED,
    MOVED,
    RECODED,
    REGULAR_AGAIN,
    RENAMED_BODY,
    RESERVED,
    RESUMED,
    SPLIT,
    SUSPENDED,
    TAKEN_OVER,
    WITHDRAWN,
    alteration,
    appearance,
    change_kinds,
    disappearance,
    gravest,
)
from quanze.model.patterns import pattern
from quanze.model.register import Register, group
from quanze.rules.record.places import in_change, in_record
from quanze.rules.rule import Family, Reach, Rule

_NUMBER: Final = pattern(r"(?P<year>\d{4})-(?P<order>[1-9]\d{0,8})")
_FACTS: Final = "再运行一次 quanze record，由 quanze 填写；已经批准的，从 git 里找回原来的记录。"

_CAME, _GONE, _KEPT = "内容", "原指纹", "要素"
"""What a change holds of an entry that is new, gone, or altered."""
_HOLDS: Final = {
    ADDED: (_CAME,),
    TAKEN_OVER: (_CAME,),
    CANCELLED: (_GONE,),
    DEVOLVED: (_GONE,),
    ENTRUSTED: (_GONE, _KEPT),
    WITHDRAWN: (_CAME, _GONE, _KEPT),
    MOVED: (_CAME, _GONE, _KEPT),
    MERGED: (_CAME, _GONE, _KEPT),
    SPLIT: (_CAME, _GONE, _KEPT),
    SUSPENDED: (_KEPT,),
    RESUMED: (_KEPT,),
    RESERVED: (_KEPT,),
    REGULAR_AGAIN: (_KEPT,),
    RECODED: (_KEPT,),
    ALTERED: (_KEPT,),
}


def check(register: Register) -> Iterator[Finding]:
    """Find records that contradict themselves or each other."""
    for record in register.adjustments:
        yield from _number(record)
        yield from _sums(record)
        yield from _changes(record)
    for records in group((one.number, one) for one in register.adjustments).values():
        for record in records[1:]:
            yield in_record(
                "R3", record, ("编号",), "的编号用了两次：{other} 也是这个编号",
                "改正其中一份的编号和文件名。", other=records[0].origin.file,
            )  # fmt: skip


def check_gaps(register: Register) -> Iterator[Finding]:
    """Find numbers that are left out within a year."""
    found = ((record, _NUMBER.fullmatch(record.number)) for record in register.adjustments)
    by_year = group((at["year"], (int(at["order"]), record)) for record, at in found if at)
    for year, records in by_year.items():
        taken = {order for order, _ in records}
        for order, record in records:
            if order > 1 and order - 1 not in taken:
                yield in_record(
                    "R6", record, ("编号",), "前面没有 {missing}", missing=f"{year}-{order - 1}"
                )


def _number(record: AdjustmentRecord) -> Iterator[Finding]:
    stem = PurePosixPath(record.origin.file).stem
    if not _NUMBER.fullmatch(record.number):
        yield in_record(
            "R3", record, ("编号",), "的编号不是 年份-序号，如 2024-1", "改正编号和文件名。"
        )
    elif stem != record.number:
        yield in_record(
            "R3", record, ("编号",), "的文件名是 {stem}.yaml，与编号不一致",
            "把文件名改成 {number}.yaml，或者改正编号。", stem=stem,
        )  # fmt: skip


def _sums(record: AdjustmentRecord) -> Iterator[Finding]:
    """Find sums that do not follow from the changes."""
    totals, powers = record.totals, [one for one in record.changes if _is_power(one)]
    came = sum(change.content is not None for change in powers)
    gone = sum(change.fingerprint is not None for change in powers)
    kinds = Counter(change.kind for change in record.changes)
    level = gravest(*(change.level for change in record.changes))
    wrong = (
        ("现有", totals.before + totals.added - totals.removed != totals.after, "原有 + 增加 - 减少 不等于现有"),
        ("增加", totals.added != came, "“增加”与变更里新增的项数不一致"),
        ("减少", totals.removed != gone, "“减少”与变更里删去的项数不一致"),
        ("种类", dict(totals.kinds) != dict(kinds), "“种类”的处数与变更不一致"),
    )  # fmt: skip
    for key, is_wrong, what in wrong:
        if is_wrong:
            yield in_record("R3", record, ("合计", key), "的合计有误：{what}", _FACTS, what=what)
    if record.level is not level:
        yield in_record(
            "R3", record, ("级别",), "的级别写的是{written}，变更里最重的是{gravest}", _FACTS,
            written=record.level, gravest=level,
        )  # fmt: skip


def _is_power(change: RecordedChange) -> bool:
    return change.list_name is ListName.POWER


def _changes(record: AdjustmentRecord) -> Iterator[Finding]:
    seen: set[tuple[str, str, str]] = set()
    for change in record.changes:
        fault = _fault(change)
        if fault is not None:
            yield in_change("R3", change, ("种类",), "{fault}", _FACTS, fault=fault)
        identity = (change.list_name, change.scope, change.key)
        if identity in seen:
            yield in_change("R3", change, ("对象",), "在同一份记录里写了两次", _FACTS)
        seen.add(identity)


def _fault(change: RecordedChange) -> str | None:
    """Say in what a change's kind does not fit what it holds."""
    if change.kind not in change_kinds():
        return "的种类 quanze 不认得；全部种类用 quanze diff --kinds 查看"
    allowed = _allowed(change)
    if not allowed:
        return f"：清单“{change.list_name}”没有这种变更"
    parts = ((_CAME, change.content), (_GONE, change.fingerprint), (_KEPT, change.elements))
    held = [name for name, value in parts if value]
    if len(held) == 1 and held[0] in allowed:
        return None
    written = f"写的是“{'”“'.join(held)}”" if held else "没有写"
    return f"应当写“{'”或“'.join(allowed)}”，{written}"


def _allowed(change: RecordedChange) -> tuple[str, ...]:
    """Return what a change of its kind may hold; nothing where its list has no such kind."""
    listed = change.list_name
    if listed is ListName.POWER:
        return _HOLDS.get(change.kind, ())
    if listed is ListName.DEPARTMENT and change.kind == RENAMED_BODY:
        return (_KEPT,)
    kinds = {
        appearance(listed): (_CAME,),
        disappearance(listed): (_GONE,),
        alteration(listed): (_KEPT,),
    }
    return kinds.get(change.kind, ())


RULE = Rule(
    code="R3",
    name="调整记录自相矛盾",
    severity=Severity.ERROR,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="编号、合计、级别和变更由 quanze 填写，彼此一致；不一致的，是后来改过，不能再当作改动的证明。",
    source="quanze 清单库格式（docs/format.md）；调整记录的用法（docs/record.md）",
    mend="再运行一次 quanze record，由 quanze 填写；已经批准的，从 git 里找回原来的记录。",
    check=check,
)

GAPS_RULE = Rule(
    code="R6",
    name="调整记录的编号不连续",
    severity=Severity.INFO,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="编号中间缺一号，可能是丢了一份记录，也可能是没有读懂的一份。",
    source="quanze 清单库格式（docs/format.md）",
    mend="找回缺的记录；本来就没有的，可以不管。",
    check=check_gaps,
)
