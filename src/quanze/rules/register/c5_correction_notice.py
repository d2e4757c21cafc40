"""C5 补正告知超过期限."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.deadline.comparison import Later, compare_periods
from quanze.deadline.period_rules import PeriodRules
from quanze.findings import Finding, Severity
from quanze.model.duty import Duty
from quanze.model.element import Element, KeyPath
from quanze.model.flow import FlowStep, StepKind
from quanze.model.numerals import NUMERAL
from quanze.model.patterns import pattern
from quanze.model.period import Period
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists, Register
from quanze.rules.parts import parts
from quanze.rules.register.flows import flows_with_powers, kinds_of
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.tables import stages

_BY_LAW: Final = "许可-补正"
_SAID: Final = pattern(
    rf"(?P<span>{NUMERAL}个?(?:工作日|日|天))[之以]?内[^。；;]{{0,15}}告知[^。；;]{{0,25}}补正"
)
_NOTICE: Final = pattern(r"告知|通知|出具|一次性|发出|送达")
_TEXTS: Final = ("受理条件", "法定时限说明", "承诺时限说明", "办理流程")


@dataclass(frozen=True, slots=True)
class _Most:
    """How late a notice may be, and what says so."""

    limit: Period
    source: str


@dataclass(frozen=True, slots=True)
class _Notice:
    """A period for the notice, as a list states it."""

    element: Element
    path: KeyPath
    what: str
    period: Period


def check(register: Register) -> Iterator[Finding]:
    """Find notices of what to correct that come later than the law, or the office's own rule, allows."""
    allowed = list(_allowed(register))
    for notice in _notices(register):
        for most in allowed:
            compared = compare_periods(notice.period, most.limit, register.settings.calendar)
            if compared is not None and compared.later is not Later.NEVER:
                how = "晚于" if compared.later is Later.ALWAYS else "有时晚于"
                yield found(
                    "C5", notice.element, *notice.path,
                    message="{what}的补正告知是 {period}，{how}{source}的 {most}",
                    what=notice.what, period=notice.period, how=how, source=most.source, most=most.limit,
                )  # fmt: skip
                break


def _allowed(register: Register) -> Iterator[_Most]:
    """The law first; a register's own rules that are stricter after it."""
    rules = PeriodRules().get(_BY_LAW)
    own = (rule for rule in register.settings.deadlines.rules if rule.stricter_than == _BY_LAW)
    for rule in (rules, *own):
        if rule.limit is not None:
            title = rule.law.replace("中华人民共和国", "")
            yield _Most(rule.limit, f"{title}{rule.articles}")


def _notices(register: Register) -> Iterator[_Notice]:
    for _, flow, powers in flows_with_powers(register):
        if PowerKind.PERMIT in kinds_of(flow, powers):
            for i, step in enumerate(flow.steps):
                if step.limit is not None and _is_notice(step):
                    what = f"流程“{flow.name}”的步骤“{step.name}”"
                    yield _Notice(flow, ("步骤", i, "时限"), what, step.limit)
    for lists in register.departments:
        for power in lists.powers:
            if power.type.kind is PowerKind.PERMIT:
                yield from _said_by(power)
                yield from _said_by_duties(lists, power)


def _is_notice(step: FlowStep) -> bool:
    outside = any(word in step.role for word in stages()["责任岗位"]["相对人"])
    tells = step.kind is StepKind.DOCUMENT or _NOTICE.search(step.name)
    return "补正" in step.name and not outside and bool(tells)


def _said_by(power: Power) -> Iterator[_Notice]:
    for part in parts(power):
        for key, text in zip(
            _TEXTS,
            (
                part.own.conditions,
                part.own.statutory_limit_note,
                part.own.promised_limit_note,
                part.own.flow_text,
            ),
            strict=True,
        ):
            if period := _period(text):
                yield _Notice(power, (*part.path, key), f"{part.title}的{key}", period)


def _said_by_duties(lists: DepartmentLists, power: Power) -> Iterator[_Notice]:
    duties: tuple[Duty, ...] = lists.duties_by_item.get(str(power.code), ())
    for duty in duties:
        for i, stage in enumerate(duty.stages):
            if period := _period(stage.content):
                what = f"“{shortened(power.name)}”的责任"
                yield _Notice(duty, ("责任", i), what, period)


def _period(text: str | None) -> Period | None:
    if not text or "补" not in text:
        return None
    said = _SAID.search("".join(text.split()))
    return Period(said["span"]) if said else None


RULE = Rule(
    code="C5",
    name="补正告知超过期限",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="申请材料不齐全的，应当当场或者在五日内一次告知；逾期不告知，自收到材料之日起就是受理，许可的期限已经在走。"
    "清单库在“时限: 规则”里写了更严的规定的，按更严的查。",
    source="《行政许可法》第三十二条第一款第四项、第八十二条；通化市责任清单实施意见（2个工作日内一次性书面告知，在清单库的“时限: 规则”里写明时适用）",
    mend="把补正告知的时限改到规定的期限以内，如“当场”或“5个工作日”。",
    check=check,
)
