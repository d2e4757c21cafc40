"""G18 核准事项与负面清单对不上."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.load.layout import NEGATIVE_LIST
from quanze.model.negative_list import (
    DECIDED,
    Approval,
    Measure,
    NegativeEntry,
    NegativeList,
    Scope,
)
from quanze.model.power_type import PowerKind
from quanze.model.register import Register, group
from quanze.model.word_table import plain
from quanze.rules.rule import Family, Reach, Rule, found

_APPROVED: Final = (Measure.APPROVAL, Measure.PERMIT)


def check(register: Register) -> Iterator[Finding]:
    """Find approvals of what the list leaves free or forbids, entries nobody decides on, and twins."""
    listed, day = register.negative_list, register.date
    if listed is None or not listed.in_force(day):
        return
    entries = [entry for entry in listed.entries if entry.in_force(day)]
    yield from _by_nobody(register, entries)
    yield from _forbidden(register, listed, entries)
    yield from _twins(entries)
    if NEGATIVE_LIST not in register.unread:
        yield from _outside(register, listed, entries)


def _by_nobody(register: Register, entries: list[NegativeEntry]) -> Iterator[Finding]:
    """What a superior or another place decides on needs no item of this register."""
    for entry in entries:
        ours = entry.department is None or entry.department in register.departments_by_name
        if entry.measure in _APPROVED and not entry.items and ours:
            yield found(
                "G18", entry, "管理措施",
                message="“{name}”要{measure}，没有写由哪项职权{measure}",
                mend="在“相关事项”里写职权的编码；不由本级{measure}的，在“主管部门”里写是谁。",
                measure=entry.measure,
            )  # fmt: skip


def _forbidden(
    register: Register, listed: NegativeList, entries: list[NegativeEntry]
) -> Iterator[Finding]:
    approvals = {str(approval.code) for approval in listed.items}
    for entry in entries:
        for index, code in enumerate(entry.items):
            if entry.measure is Measure.FORBIDDEN and (
                code in approvals or _is_permit(register, code)
            ):
                yield found(
                    "G18", entry, "相关事项", index,
                    message="“{name}”是禁止的项目，没有可以核准的，却写着由核准、许可事项 {code} 管",
                    mend="核对管理措施；禁止的项目由处罚、检查的事项管，写它们的编码。",
                    told={"code": str(code)}, number=str(code),
                )  # fmt: skip


def _is_permit(register: Register, code: str) -> bool:
    powers = register.powers_by_code.get(str(code), ())
    return any(power.type.kind is PowerKind.PERMIT for power in powers)


def _twins(entries: list[NegativeEntry]) -> Iterator[Finding]:
    named = group((_identity(entry), entry) for entry in entries)
    numbered = group((entry.number, entry) for entry in entries if entry.number)
    for (first, *others), what in (
        *((alike, "同一行业的同一个项目") for alike in named.values()),
        *((alike, "同一个编号") for alike in numbered.values()),
    ):
        for entry in others:
            yield found(
                "G18", entry, "编号" if what == "同一个编号" else "项目",
                message="“{name}”和“{other}”是{what}",
                mend="留一条，把不同的内容合在一起；不是一回事的，写清项目，另编号。",
                related=(first.origin,), other=first.project, what=what,
            )  # fmt: skip


def _identity(entry: NegativeEntry) -> tuple[str, ...]:
    names = (entry.division, entry.major, entry.minor, entry.project)
    return tuple(plain(name or "") for name in names)


def _outside(
    register: Register, listed: NegativeList, entries: list[NegativeEntry]
) -> Iterator[Finding]:
    decided = [entry for entry in entries if entry.measure in DECIDED]
    named = {code for entry in decided for code in entry.items}
    for index, approval in enumerate(listed.items):
        if str(approval.code) not in register.powers_by_code:
            continue  # G1
        name = register.powers_by_code[str(approval.code)][0].name
        if not approval.scopes and approval.code not in named:
            yield found(
                "G18", listed, "核准事项", index,
                message="“{approval}”是投资项目的核准、审批，{why}：清单以外的项目不再审批",
                mend="有条目由它管的，在条目的“相关事项”里写它的编码，或者在“核准事项”里写明它的“范围”；"
                "没有的，从“核准事项”里删去，事项按程序取消。",
                told={"why": _why(register, approval)}, approval=name,
            )  # fmt: skip
        for place, scope in enumerate(approval.scopes):
            # None: whether the entry covers it cannot be told from what is written.
            if not any(entry.covers(scope) in (True, None) for entry in decided):
                yield found(
                    "G18", listed, "核准事项", index, "范围", place,
                    message="“{approval}”用于{scope}的项目，清单里没有哪一条管到这个范围：清单以外的项目不再审批",
                    mend="改正范围，或者清单确实漏了的，按制定清单的程序补上。",
                    approval=name, scope=_said(scope),
                )  # fmt: skip


def _why(register: Register, approval: Approval) -> str:
    naming = register.negative_entries_by_item.get(str(approval.code))
    if not naming:
        return "清单里没有哪一条写由它管"
    if any(entry.until and entry.until <= register.date for entry in naming):
        return "写由它管的条目已经失效"
    return "写由它管的条目现在都没有可以核准的"


def _said(scope: Scope) -> str:
    names = filter(None, (scope.division, scope.major, scope.minor))
    return "·".join(names) + (f"（{scope.industry_code}）" if scope.industry_code else "")


RULE = Rule(
    code="G18",
    name="核准事项与负面清单对不上",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="清单以外的投资项目政府不再审批。核准的事项还管着清单以外的项目，或者清单上要核准的项目没有事项可用，清单就落空了。",
    source="富阳市权力清单制度试点（浙江权力清单推进会交流材料，2014）：分行业、大类、小类制订企业投资项目政府不再审批“负面清单”，"
    "“负面清单”之外零审批。只比较写明的编码、行业和行业代码，不按名称猜；项目是不是在条目的范围里，只比到行业",
    mend="对照清单和事项改正。",
    check=check,
)
