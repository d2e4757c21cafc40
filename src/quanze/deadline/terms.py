"""期限规则 -> the terms on which a period is counted, open points settled by the register."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.deadline.count import CannotCount
from quanze.model.items import YesNo
from quanze.model.period import Period
from quanze.model.period_rule import (
    DeadlineSettings,
    Direction,
    Exclusion,
    Expiry,
    Extension,
    PeriodRule,
    RuleKind,
)


@dataclass(frozen=True)
class Terms:
    """A period as it is to be counted: by a rule with the register's settings, or as given."""

    label: str
    limit: Period
    basis: tuple[str, ...] = ()
    """What it rests on: law and article, document and section."""
    start: str = ""
    """The event from which it runs."""
    direction: Direction = Direction.AFTER
    roll: bool = True
    extension: Extension | None = None
    exclusion: Exclusion | None = None
    expiry: Expiry | None = None
    remarks: tuple[str, ...] = ()
    """What the law leaves open and how it was settled, and what else must be known."""
    rule: PeriodRule | None = None


def terms_of(rule: PeriodRule, settings: DeadlineSettings) -> Terms:
    """Settle a rule: what the law leaves open is decided by the register, or by the rule's default.

    Raises:
        CannotCount: the rule sets no period of its own.
    """
    if rule.limit is None:
        raise CannotCount(_not_a_period(rule))
    limit, roll, remarks = _settled(rule, settings)
    if rule.unit_basis:
        remarks.insert(0, f"单位：{rule.unit_basis}")
    if rule.override:
        remarks.append(f"{rule.override}另有规定的，从其规定")
    if rule.at_most:
        remarks.append(f"上限：{rule.at_most}")
    remarks += [
        f"{case.name}：{case.limit}" + (f"（{case.articles}）" if case.articles else "")
        for case in rule.other_cases
    ]
    if rule.note:
        remarks.append(rule.note)
    return Terms(
        label=rule.what,
        limit=limit,
        basis=(f"{rule.law}{rule.articles}",),
        start=rule.start or "",
        direction=rule.direction,
        roll=roll,
        extension=rule.extension,
        exclusion=rule.exclusion,
        expiry=rule.expiry,
        remarks=tuple(remarks),
        rule=rule,
    )


def _not_a_period(rule: PeriodRule) -> str:
    if rule.kind is RuleKind.EXCLUSION:
        applies = "、".join(rule.applies_to)
        return (
            f"“{rule.id}”规定哪些时间不计入期限，自己没有期限；"
            f"算 {applies} 时用 --suspend 写明起止日期"
        )
    return f"“{rule.id}”没有写明期限，算不出日期"


def _settled(rule: PeriodRule, settings: DeadlineSettings) -> tuple[Period, bool, list[str]]:
    limit, open_point = rule.limit or Period(""), rule.open_point
    roll = rule.roll is not YesNo.NO and rule.kind is RuleKind.PERIOD
    if open_point is None:
        return limit, roll, []
    choice = settings.choices.get(rule.id)
    said: list[str] = []
    taken = False
    if open_point.unit:
        taken = bool(choice and choice.unit in open_point.unit)
        unit = choice.unit if choice and choice.unit and taken else open_point.unit[0]
        if unit != limit.unit:
            limit = Period.of(limit.amount or 0, unit)
        said.append(f"按{unit}计算")
    if open_point.roll:
        chosen = choice.roll if choice and choice.roll in open_point.roll else None
        taken = taken or chosen is not None
        roll = (chosen or open_point.roll[0]) is YesNo.YES
        said.append("末日遇休息日顺延" if roll else "末日遇休息日不顺延")
    by = "按 quanze.yaml 的设置" if taken else "按默认"
    where = f"可以在 quanze.yaml 的“时限·取舍·{rule.id}”里改"
    return limit, roll, [f"{open_point.question}：{by}，{'，'.join(said)}（{where}）"]


def plain_terms(period: Period, label: str = "", basis: tuple[str, ...] = ()) -> Terms:
    """Return the terms of a period that is given as such, with the extension that its text names."""
    extension = None
    limit = period
    if period.further and period.amount is not None and period.unit is not None:
        extension = Extension.model_validate(
            {"期限": period.further[0], "批准": "有权批准的负责人"}
        )
        limit = Period.of(period.amount, period.unit)
    return Terms(label=label, limit=limit, basis=basis, extension=extension)
