"""K5 超过法定时限, K6 超过承诺时限, K7 补正告知超期."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.calendar import Outcome as Days
from quanze.calendar import UnknownDays
from quanze.casework.columns import (
    ACCEPTED,
    APPLIED,
    CORRECTION,
    DECIDED,
    FILED,
    SERVED,
    Known,
    words,
)
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided
from quanze.casework.handled import read_day
from quanze.deadline.answer import Answer, Request
from quanze.deadline.count import CannotCount, Suspension
from quanze.deadline.reading import read_extension, read_suspensions
from quanze.deadline.terms import Terms
from quanze.model.period import Period, Unit, compare
from quanze.model.period_rule import Exclusion, PeriodRule
from quanze.model.power_type import PowerKind

_BY_LAW: Final = "许可-补正"
_DELIVERY: Final = {"行政许可": "许可-送达", "行政处罚": "处罚-送达"}
_WRITTEN: Final = {Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}
_UNCOUNTED = (CannotCount, UnknownDays, OverflowError)


@dataclass(frozen=True)
class _Clock:
    """From when to when a case ran, and what in between is not counted."""

    start: datetime.date
    event: str
    """What began that day."""
    end: datetime.date
    decided: bool
    """Whether it has ended: else it runs on, and `end` is today."""
    lawful: tuple[Suspension, ...]
    claimed: tuple[Suspension, ...]
    """Those that the law knows, and all that the table names."""
    extend: Period | bool = False
    extended_on: datetime.date | None = None

    def request(self, *, claimed: bool, extended: bool) -> Request:
        """Ask for the last day: as the table claims, or only with what the law is known to allow."""
        return Request(
            self.start,
            suspensions=self.claimed if claimed else self.lawful,
            extend=self.extend if extended else False,
            extended_on=self.extended_on if extended else None,
        )


def limits(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether a case was decided in time."""
    standard = judged.standard
    promised = _promised(judged, desk)
    if standard.statutory is None and promised is None:
        yield Undecided(Check.STATUTORY, "清单没有写时限，法律也没有统一规定")
        return
    try:
        clock = _clock(judged, desk)
    except _Unclear as unclear:
        for check, terms in ((Check.STATUTORY, standard.statutory), (Check.PROMISED, promised)):
            if terms is not None:
                yield Undecided(check, str(unclear))
        return
    if standard.statutory is not None:
        yield from _judge(Check.STATUTORY, standard.statutory, clock, desk)
    if isinstance(promised, Terms):
        yield from _judge(Check.PROMISED, promised, clock, desk)
    elif promised is not None:
        yield promised
    yield from _delivered(judged, desk)


def _promised(judged: Judged, desk: Desk) -> Terms | Undecided | None:
    """Return the promise: what was told for the case where it is no longer than the list's."""
    listed, told = judged.standard.promised, judged.case.text(Known.PROMISED)
    if not told:
        return listed
    own = Period(told)
    if own.missing_unit and listed is not None and listed.limit.unit is not None:
        own = Period(
            f"{told.removesuffix('.0')}{_WRITTEN.get(listed.limit.unit, listed.limit.unit)}"
        )
    if not own.understood or own.unit is Unit.HOUR:
        return listed or Undecided(Check.PROMISED, "表里的承诺时限读不出来")
    if listed is not None and compare(own, listed.limit) != -1:
        return listed
    return desk.told_terms(own)


class _Unclear(Exception):
    """A case whose days do not tell whether it was late; the text says why."""


def _clock(judged: Judged, desk: Desk) -> _Clock:
    case, standard = judged.case, judged.standard
    stage = FILED if standard.item.type == "行政处罚" or FILED in case.days else ACCEPTED
    start, event = case.days.get(stage), stage
    if start is None:
        raise _Unclear(f"没有写{stage}日期")
    if case.unread & {stage, DECIDED, "办结"}:
        raise _Unclear("日期读不出来")
    deemed = _deemed(judged, desk)
    if deemed is not None and deemed < start:
        start, event = deemed, "收到申请（没有在五日内告知补正，当天起即为受理）"
    end = case.ended
    if end is None and any(word in case.text(Known.RESULT) for word in words("没有走完")):
        raise _Unclear("没有走完就结束的办件，没有写结束的日期")
    if max(start, end or start) > desk.today:
        raise _Unclear("日期晚于计算日期")
    claimed, lawful = _suspensions(judged, end)
    try:
        extend = read_extension(case.text(Known.EXTENDED))
    except CannotCount:
        raise _Unclear("“延长”读不出来") from None
    return _Clock(
        start,
        event,
        end or desk.today,
        end is not None,
        lawful,
        claimed,
        extend,
        read_day(case.text(Known.EXTENDED_ON)),
    )


def _suspensions(
    judged: Judged, end: datetime.date | None
) -> tuple[tuple[Suspension, ...], tuple[Suspension, ...]]:
    """Read what is not counted: all that is claimed, and what the law or the list names."""
    text = judged.case.text(Known.SUSPENDED)
    if not text or text in ("否", "无"):
        return (), ()
    try:
        spans = read_suspensions(text)
    except CannotCount:
        raise _Unclear("“中止”读不出来") from None
    if any(span.last is None for span in spans):
        raise _Unclear("中止没有写结束" if end else "还在中止")
    terms = judged.standard.statutory
    known = (terms.exclusion.procedures if terms and terms.exclusion else ()) + tuple(
        judged.standard.procedures
    )
    lawful = tuple(span for span in spans if any(word in span.reason for word in known))
    return spans, lawful


def _judge(check: Check, terms: Terms, clock: _Clock, desk: Desk) -> Iterator[Outcome]:
    """Judge against one limit. What only the table claims may save a case, where no law is known."""
    extended = check is Check.STATUTORY
    try:
        lenient = _count(terms, clock, desk, claimed=True, extended=extended)
        strict = lenient
        if clock.claimed != clock.lawful or (extended and clock.extend and not terms.extension):
            by_law = bool(terms.extension)
            strict = _count(terms, clock, desk, claimed=False, extended=extended and by_law)
    except _UNCOUNTED:
        yield Undecided(check, "期限算不出来（单位、日期或者日历不够）")
        return
    last = lenient.due.outcome
    if clock.end > last.latest:
        yield _late(check, terms, clock, last)
    elif clock.end > last.earliest:
        yield Undecided(check, "放假安排还没有公布，到期日可能变动")
    elif clock.end > strict.due.outcome.latest:
        if terms.exclusion is not None and clock.claimed != clock.lawful:
            note = _not_excluded(terms, terms.exclusion)
            yield _late(check, terms, clock, strict.due.outcome, note)
        else:
            yield Undecided(check, "靠扣除的时间或者延长才没有超期，没有查到能不能扣除、延长的规定")


def _not_excluded(terms: Terms, exclusion: Exclusion) -> str:
    """Say that what the table leaves out is none of the procedures that the law lets be left out."""
    law = terms.rule.law if terms.rule else ""
    where = f"{law}{exclusion.articles or ''}" or "法律"
    return f"扣除的程序不在{where}规定之内（{'、'.join(exclusion.procedures)}），"


def _count(terms: Terms, clock: _Clock, desk: Desk, *, claimed: bool, extended: bool) -> Answer:
    return desk.answer(terms, clock.request(claimed=claimed, extended=extended))


def _late(check: Check, terms: Terms, clock: _Clock, last: Days, note: str = "") -> Finding:
    how = f"{clock.end} 才决定" if clock.decided else f"到 {clock.end} 还没有决定"
    return Finding(
        check,
        f"{DECIDED}日期",
        f"{note}{clock.start} {clock.event}，{how}",
        f"在{terms.limit}以内，最迟 {last.day}",
        "；".join(terms.basis),
        "查明原因；延长、扣除了时间的，在表里写明；没有决定的，尽快决定"
        if not clock.decided
        else "查明原因；延长、扣除了时间的，在表里写明",
    )


def correction(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether the applicant was told in time what to correct."""
    case, item = judged.case, judged.standard.item
    if item.power.type.kind is not PowerKind.PERMIT:
        return
    told, came = case.days.get(CORRECTION), case.days.get(APPLIED)
    if CORRECTION in case.unread or (told is not None and came is None):
        why = "补正告知日期读不出来" if told is None else "没有写收件日期"
        yield Undecided(Check.CORRECTION, why)
        return
    if told is None or came is None:
        return
    for rule in _notice_rules(desk):
        try:
            last = _notice_day(rule, came, desk)
        except _UNCOUNTED:
            yield Undecided(Check.CORRECTION, "期限算不出来（单位、日期或者日历不够）")
            return
        if told > last.latest:
            effect = rule.expiry.effect if rule.expiry else ""
            yield Finding(
                Check.CORRECTION,
                desk.table.columns.of_stage(CORRECTION),
                f"{came} 收件，{told} 才告知补正",
                f"在{rule.limit}以内，最迟 {last.day}" + (f"；逾期{effect}" if effect else ""),
                f"{rule.law}{rule.articles}",
                "办理期限从收到申请之日起算；以后在期限以内一次告知",
            )
            return


def _notice_rules(desk: Desk) -> Iterator[PeriodRule]:
    """Go through the rules on the notice: the law's, then stricter ones of the place and the office."""
    yield desk.rules.get(_BY_LAW)
    for rule in desk.rules:
        here = rule.region is None or rule.region == desk.region
        if rule.stricter_than == _BY_LAW and rule.limit is not None and here:
            yield rule


def _notice_day(rule: PeriodRule, came: datetime.date, desk: Desk) -> Days:
    terms = desk.terms(rule)
    return desk.answer(terms, Request(came)).due.outcome


def _deemed(judged: Judged, desk: Desk) -> datetime.date | None:
    """Return the day on which a permit's application passes for accepted, no notice having come in time.

    许可法32: 逾期不告知的，自收到申请材料之日起即为受理.
    """
    case = judged.case
    came, accepted = case.days.get(APPLIED), case.days.get(ACCEPTED)
    permit = judged.standard.item.power.type.kind is PowerKind.PERMIT
    if not permit or came is None or accepted is None or CORRECTION in case.unread:
        return None
    try:
        last = _notice_day(desk.rules.get(_BY_LAW), came, desk)
    except _UNCOUNTED:
        return None
    first_word = min(accepted, case.days.get(CORRECTION, accepted))
    return came if first_word > last.latest else None


def _delivered(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether the decision was delivered in time, where the law has a limit for it."""
    case = judged.case
    name = _DELIVERY.get(judged.standard.item.type)
    decided, served = case.days.get(DECIDED), case.days.get(SERVED)
    if name is None or decided is None or served is None or "不" in case.text(Known.RESULT):
        return
    rule = desk.rules.get(name)
    try:
        last = desk.answer(desk.terms(rule), Request(decided)).due.outcome
    except _UNCOUNTED:
        return
    if served > last.latest:
        yield Finding(
            Check.STATUTORY,
            desk.table.columns.of_stage(SERVED),
            f"{decided} 决定，{served} 才送达",
            f"在{rule.limit}以内送达，最迟 {last.day}",
            f"{rule.law}{rule.articles}",
            "查明原因；以后在期限以内送达",
        )
