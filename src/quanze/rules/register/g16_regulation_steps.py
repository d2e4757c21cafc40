"""G16 配套制度的手续不全."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from quanze.findings import Finding, Severity
from quanze.model.items import YesNo
from quanze.model.register import Register, group
from quanze.model.regulation import OperatingRegulation, RegulationKind
from quanze.rules.rule import Family, Reach, Rule, found

_DATES: Final = "对照文件改正日期；确实先后倒了的，按规定的程序补办，并写明。"
_EVALUATED: Final = "评估了的，在“后评估”里写日期和结论；推迟的，改“下次评估”的日期。"


class _Fault(NamedTuple):
    """What is wrong with a regulation, and at which of its elements."""

    path: tuple[str, ...]
    what: str
    mend: str


def check(register: Register) -> Iterator[Finding]:
    """Find regulations in force without what their making asks for, and numbers that two bear."""
    day = register.date
    for rule in register.regulations:
        if rule.in_force(day) and not _is_internal(rule):
            lacking = "、".join(_lacking(rule, day))
            if lacking:
                yield found(
                    "G16", rule,
                    message="{name}已经施行，没有写{lacking}",
                    told={"lacking": lacking},
                )  # fmt: skip
        for fault in _faults(rule, day):
            yield found(
                "G16", rule, *fault.path, message="{name}{what}", mend=fault.mend, what=fault.what
            )
    yield from _twice(register)


def _is_internal(rule: OperatingRegulation) -> bool:
    """Whether nobody outside is concerned: the steps are asked for what touches rights and duties."""
    return rule.affects is YesNo.NO or (
        rule.affects is None and rule.kind is RegulationKind.INTERNAL
    )


def _lacking(rule: OperatingRegulation, day: datetime.date) -> Iterator[str]:
    registered, published = rule.registration, rule.publication
    if rule.review is None:
        yield "合法性审查"
    if registered is None:
        yield "统一登记"
    if not rule.number:
        yield "统一编号"
    if published is None:
        yield "统一公布"
    elif rule.filing is None and (published.date is None or published.date <= day):
        yield "公布以后的备案"


def _faults(rule: OperatingRegulation, day: datetime.date) -> Iterator[_Fault]:
    reviewed = rule.review.date if rule.review else None
    published = rule.publication.date if rule.publication else None
    filed = rule.filing.date if rule.filing else None
    if reviewed and published and published < reviewed:
        yield _Fault(("合法性审查", "日期"), f"先公布（{published}），后审查（{reviewed}）", _DATES)
    elif reviewed and rule.since and rule.since < reviewed:
        yield _Fault(
            ("合法性审查", "日期"), f"先施行（{rule.since}），后审查（{reviewed}）", _DATES
        )
    if filed and published and filed < published:
        yield _Fault(("备案", "日期"), f"先备案（{filed}），后公布（{published}）", _DATES)
    planned = rule.next_evaluation
    if rule.in_force(day) and planned and planned < day and not _evaluated(rule, planned.year):
        yield _Fault(("下次评估",), f"计划 {planned} 评估，没有写评估的结果", _EVALUATED)


def _evaluated(rule: OperatingRegulation, year: int) -> bool:
    """Whether it was evaluated in a year or later: which are chosen is settled year by year."""
    return any(one.date is not None and one.date.year >= year for one in rule.evaluations)


def _twice(register: Register) -> Iterator[Finding]:
    for key, of in _NUMBERS.items():
        numbered = ((number, rule) for rule in register.regulations if (number := of(rule)))
        for number, rules in group(numbered).items():
            for rule in rules[1:]:
                yield found(
                    "G16", rule, *key.split("·"),
                    message="{name}的{what} {number} 已经给了{other}",
                    mend="每项制度一个号：对照登记簿改正，或者重新编号。",
                    related=(rules[0].origin,),
                    what=key.rsplit("·", 1)[-1], number=number, other=rules[0].name,
                )  # fmt: skip


_NUMBERS: Final[dict[str, Callable[[OperatingRegulation], str | None]]] = {
    "统一编号": lambda rule: rule.number,
    "统一登记·登记号": lambda rule: rule.registration.number if rule.registration else None,
}


RULE = Rule(
    code="G16",
    name="配套制度的手续不全",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="没有审查、登记、公布的制度，管理对象不知道，也不能拿来对企业和群众；两项制度用一个号，就不是统一编号。",
    source="济南市政府部门制度建设三年行动计划实施方案四（一）：可能对企业利益或公民权利义务产生影响的制度，出台前必须经过合法性审查审核，"
    "落实“三统一”（统一登记、统一编号、统一公布），正式发布后按程序向上级有关机关备案；四（二）：每年选取部分重要制度开展后评估。"
    "方案没有写明备案的期限、评估的间隔，这里不查期限：备案只查写了没有，评估只查自己计划的日子",
    mend="补写办过的手续和日期；没有办的补办；不影响企业和群众权利义务的，写“影响权利义务: 否”；号码重了的重新编号。",
    check=check,
)
