"""The whole timeline of one case of a power: what the law sets, what is promised, and what follows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.answer import Answer, Request, answer, answer_from
from quanze.deadline.certainty import strictly
from quanze.deadline.count import CannotCount
from quanze.deadline.items import Item
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import Terms, plain_terms, terms_of
from quanze.model.flow_graph import FlowGraph
from quanze.model.items import YesNo
from quanze.model.period import Period, compare
from quanze.model.period_rule import DeadlineSettings, PeriodRule

ALL_TYPES: Final = "全部"
_DECISIONS: Final = {"行政许可": "许可-决定", "行政处罚": "处罚-决定"}
_JOINT: Final = "许可-并联"


@dataclass(frozen=True)
class Milestone:
    """One date of a timeline."""

    name: str
    answer: Answer
    who: str = ""
    """Who has to act by then."""
    assumed: str = ""
    """What it takes for granted: that the step before was done on its last day."""


@dataclass(frozen=True)
class Timeline:
    """The dates of one case."""

    item: Item
    start: datetime.date
    promised: Answer | None
    statutory: Answer | None
    milestones: tuple[Milestone, ...]
    """All dates in order, the two limits among them."""
    remarks: tuple[str, ...] = ()


def timeline(
    calendar: WorkingCalendar,
    item: Item,
    request: Request,
    rules: PeriodRules,
    settings: DeadlineSettings,
    region: str | None = None,
) -> Timeline:
    """Lay out the dates of a case of an item.

    Args:
        calendar: which days are working days.
        item: the item.
        request: the start of the case and what happened since. An extension lengthens what the law
            sets; a promise is not extended.
        rules: the rules of law, and the register's own.
        settings: how the register settles what the law leaves open.
        region: the register's region; rules of other regions are left out.

    Raises:
        CannotCount: the item states no limit that can be counted, and no rule sets one.
    """
    decision = _decision_rule(item, rules)
    promised, statutory, noted = item_terms(item, rules, settings)
    remarks = list(noted)
    if statutory is None and promised is None:
        raise CannotCount(f"“{item.name}”没有写法定时限和承诺时限，算不出日期")
    lawful = answer(calendar, statutory, request, settings) if statutory else None
    unextended = replace(request, extend=False, extended_on=None)
    vowed = answer(calendar, promised, unextended, settings) if promised else None
    if vowed and lawful and vowed.due.day > lawful.due.day:
        remarks.append(
            f"承诺的日期比法定的晚：最迟应当在 {lawful.due.outcome} 办结，承诺时限要改到法定时限以内"
        )
    milestones = [
        Milestone(name, found, "行政机关")
        for name, found in (("承诺办结", vowed), ("法定办结", lawful))
        if found
    ]
    last = lawful or vowed
    if last is not None:
        chain = _Chain(calendar, rules, settings, request, region)
        steps = _steps(calendar, item, vowed or last, unextended, settings, remarks)
        milestones = [*chain.before(item), *steps, *milestones, *chain.after(item, decision, last)]
    milestones.sort(key=lambda milestone: milestone.answer.due.day)
    return Timeline(item, request.start, vowed, lawful, tuple(milestones), tuple(remarks))


def item_terms(
    item: Item, rules: PeriodRules, settings: DeadlineSettings
) -> tuple[Terms | None, Terms | None, tuple[str, ...]]:
    """Return the terms of what is promised and of what the law sets, and remarks on them."""
    remarks: list[str] = []
    statutory = _statutory_terms(item, _decision_rule(item, rules), settings, remarks)
    return _promised_terms(item, statutory), statutory, tuple(remarks)


def only_decided(calendar: WorkingCalendar, found: Timeline) -> Timeline:
    """Leave out the dates that can still change, and say which they were.

    Raises:
        CannotCount: one of the two limits can still change.
    """
    promised = strictly(calendar, found.promised) if found.promised else None
    statutory = strictly(calendar, found.statutory) if found.statutory else None
    kept = tuple(m for m in found.milestones if m.answer.decided)
    left_out = "；".join(m.name for m in found.milestones if not m.answer.decided)
    said = (f"还不能确定，没有给出日期：{left_out}",) if left_out else ()
    remarks = (*found.remarks, *said)
    return replace(found, promised=promised, statutory=statutory, milestones=kept, remarks=remarks)


def _decision_rule(item: Item, rules: PeriodRules) -> PeriodRule | None:
    """Return the rule of law on the decision, where the law has one for the type."""
    name = _DECISIONS.get(item.type)
    if name is None:
        return None
    if item.joint and item.type == "行政许可":
        joint, alone = rules.get(_JOINT), rules.get(name)
        # A joint permit may keep to the limit of a single one.
        same = item.statutory and alone.limit and compare(item.statutory, alone.limit) == 0
        return alone if same else joint
    return rules.get(name)


def _statutory_terms(
    item: Item, decision: PeriodRule | None, settings: DeadlineSettings, remarks: list[str]
) -> Terms | None:
    """Take the item's own limit; where it is the law's general one, with what the law says of it."""
    general = terms_of(decision, settings) if decision else None
    stated = item.statutory
    if stated is None or not stated.understood:
        if stated is not None:
            remarks.append(f"读不出法定时限“{stated}”")
        if general is not None:
            remarks.append(f"清单没有写（或读不出）法定时限，按{general.basis[0]}计算")
        return general
    own = plain_terms(stated, "法定办结", _own_basis(item))
    if general is None:
        return own
    first = Period.of(stated.amount or 0, stated.unit) if stated.unit else stated
    if compare(first, general.limit) == 0:
        return replace(general, label="法定办结", extension=own.extension or general.extension)
    return replace(own, start=general.start, exclusion=general.exclusion)


def _own_basis(item: Item) -> tuple[str, ...]:
    if item.statutory_note:
        return (item.statutory_note,)
    return ("清单的法定时限（没有写明是哪一条规定的）",)


def _promised_terms(item: Item, statutory: Terms | None) -> Terms | None:
    if item.promised is None or not item.promised.understood:
        return None
    own = plain_terms(item.promised, "承诺办结", ("清单的承诺时限",))
    if statutory is None:
        return own
    return replace(own, start=statutory.start, exclusion=statutory.exclusion)


def _steps(
    calendar: WorkingCalendar,
    item: Item,
    limit: Answer,
    request: Request,
    settings: DeadlineSettings,
    remarks: list[str],
) -> Iterator[Milestone]:
    """Go through the steps of the item's flow that take time, each by the day it must be done."""
    flow, unit = item.lists.flow_of(item.power), limit.terms.limit.unit
    if flow is None or unit is None:
        return
    graph = FlowGraph(flow)
    sums = graph.finished(unit)
    timed = [s for s in flow.steps if s.limit and s.limit.amount and s.counted is YesNo.YES]
    for step in timed:
        if step.limit and step.limit.unit is unit and step.id in sums:
            total = Period.of(sums[step.id], unit)
            basis = (f"清单的流程“{flow.name}”：本环节 {step.limit}，从头累计 {total}",)
            terms = replace(limit.terms, label=step.name, limit=total, basis=basis, extension=None)
            found = answer(calendar, terms, request, settings)
            yield Milestone(f"环节：{step.name}", found, step.post or step.role)
    others = "、".join(s.name for s in timed if s.limit and s.limit.unit is not unit)
    if others:
        remarks.append(f"流程里这些环节的单位与时限不同，没有列出：{others}")


class _Chain:
    """The rules of law that belong to a case, counted one after another."""

    def __init__(
        self,
        calendar: WorkingCalendar,
        rules: PeriodRules,
        settings: DeadlineSettings,
        request: Request,
        region: str | None,
    ) -> None:
        self._region = region
        self._calendar = calendar
        self._rules = rules
        self._settings = settings
        self._request = request

    def before(self, item: Item) -> Iterator[Milestone]:
        """Go through what runs from the same day as the decision, or before it."""
        for rule in self._rules:
            if not self._applies(rule):
                continue
            own = item.type in rule.types and rule.after is None
            if own and rule.id not in _DECISIONS.values() and rule.id != _JOINT:
                assumed = f"以起算日为{rule.start}之日" if rule.start else ""
                start = self._request.start
                found = self._count(rule, Outcome(start, start, start, decided=True))
                yield Milestone(rule.what, found, rule.who or "", assumed)

    def after(self, item: Item, decision: PeriodRule | None, last: Answer) -> Iterator[Milestone]:
        """Go through what follows the decision, then what follows all of it: the remedies."""
        first = _DECISIONS.get(item.type) if decision else None
        done: dict[str, Answer] = {first: last} if first else {}
        known = last
        for rule in self._rules:
            if item.type in rule.types and rule.after in done and self._applies(rule):
                before = done[rule.after]
                done[rule.id] = found = self._count(rule, before.due.outcome)
                # What follows the decision at once is its delivery: then the party knows of it.
                known = found if rule.after == first else known
                yield Milestone(rule.what, found, rule.who or "", _assumed(before))
        for rule in self._rules:
            if ALL_TYPES in rule.types and self._applies(rule):
                found = self._count(rule, known.due.outcome)
                yield Milestone(rule.what, found, rule.who or "", _assumed(known))

    def _applies(self, rule: PeriodRule) -> bool:
        return rule.region is None or rule.region == self._region

    def _count(self, rule: PeriodRule, start: Outcome) -> Answer:
        return answer_from(self._calendar, terms_of(rule, self._settings), start, self._settings)


def _assumed(before: Answer) -> str:
    return f"假定{before.terms.label}在最后一天完成"
