"""What is asked of a period, and the whole answer: the date, how certain it is, and on what it rests."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Final

from quanze.calendar import Outcome, WorkingCalendar
from quanze.calendar.outlook import DAY
from quanze.deadline.count import CannotCount, Due, Suspension, count
from quanze.deadline.terms import Terms
from quanze.model.period import Period, Unit
from quanze.model.period_rule import DeadlineSettings, Direction, EffectDay, ReceiptOnRestDay

_RECEIVED: Final = ("收到", "接到")


@dataclass(frozen=True)
class Request:
    """One question."""

    start: datetime.date
    time: datetime.time | None = None
    suspensions: tuple[Suspension, ...] = ()
    extend: Period | bool = False
    """True: by as much as the rule allows."""
    extended_on: datetime.date | None = None
    """The day of the decision to extend."""
    roll: bool | None = None
    """Whether the end moves on from a rest day; None: as the terms say."""
    channel: str | None = None
    """How the application came in."""


@dataclass(frozen=True)
class Consequence:
    """What the law makes of silence, and from which day."""

    effect: str
    outcome: Outcome


@dataclass(frozen=True)
class Answer:
    """The due date of a period and everything that belongs to it."""

    terms: Terms
    request: Request
    due: Due
    with_extension: Due | None = None
    """The due date if an extension were granted, where none is asked for."""
    consequence: Consequence | None = None
    remarks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """What in the request does not agree with the law."""
    started: datetime.date | None = None
    """The day from which it was counted, where that is not the day asked."""

    @property
    def decided(self) -> bool:
        """Whether the date cannot change by a coming notice."""
        return self.due.decided


def answer(
    calendar: WorkingCalendar, terms: Terms, request: Request, settings: DeadlineSettings
) -> Answer:
    """Answer a question.

    Raises:
        CannotCount: the question cannot be answered; the text says why.
        UnknownDays: the calendar knows nothing of the days it needs.
    """
    remarks, faults = list(terms.remarks), _doubts(terms, request)
    started = _started(calendar, terms, request, settings, remarks)
    limit = _extended(terms, request, faults)
    roll = terms.roll if request.roll is None else request.roll

    def run(period: Period) -> Due:
        return count(
            calendar,
            period,
            started,
            direction=terms.direction,
            roll=roll,
            suspensions=request.suspensions,
            time=request.time,
        )

    _overridden(terms, request, remarks, faults)
    due = run(terms.limit)
    with_extension = None
    if request.extend:
        due = run(limit) if _in_time(request, due, remarks, faults) else due
    elif terms.extension and terms.extension.limit.unit is limit.unit:
        with_extension = run(_sum(terms.limit, terms.extension.limit))
    remarks += _without_effect(terms, request, due)
    return Answer(
        terms,
        request,
        due,
        with_extension,
        _consequence(terms, due, started),
        tuple(remarks),
        tuple(faults),
        started if started != request.start else None,
    )


def answer_from(
    calendar: WorkingCalendar, terms: Terms, start: Outcome, settings: DeadlineSettings
) -> Answer:
    """Count from a date that may itself be provisional: then so is what follows from it.

    Raises:
        CannotCount, UnknownDays: as `answer`.
    """

    def run(day: datetime.date) -> Answer:
        return answer(calendar, terms, Request(day), settings)

    found = run(start.day)
    if start.decided:
        return found
    earliest, latest = (run(day).due.outcome for day in (start.earliest, start.latest))
    outcome = Outcome(found.due.day, earliest.earliest, latest.latest, decided=False)
    due = replace(found.due, outcome=outcome)
    return replace(found, due=due, with_extension=None, consequence=None)


def _overridden(terms: Terms, request: Request, remarks: list[str], faults: list[str]) -> None:
    """Say what it means that the question itself settles whether the last day moves on."""
    if request.roll in (None, terms.roll) or terms.rule is None:
        return
    word = "顺延" if request.roll else "不顺延"
    question = (
        terms.rule.open_point and terms.rule.open_point.roll and terms.rule.open_point.question
    )
    if question:
        remarks[:] = [r for r in remarks if not r.startswith(question)]
        remarks.append(f"{question}：按本次的指定，末日遇休息日{word}")
    elif terms.limit.unit in (Unit.DAY, Unit.MONTH, Unit.YEAR):
        faults.append(f"本次指定末日遇休息日{word}，与规则不同")


def _in_time(request: Request, first: Due, remarks: list[str], faults: list[str]) -> bool:
    """Whether an extension was decided while the period still ran."""
    decided_on = request.extended_on
    if decided_on is None:
        remarks.append(f"没有写哪一天决定延长；延长决定应当在原期限内作出，最迟 {first.outcome}")
        return True
    if decided_on < first.start:
        faults.append(f"延长决定（{decided_on}）早于起算日，请核对")
    if decided_on <= first.outcome.earliest:
        return True
    faults.append(
        f"延长决定（{decided_on}）不在原期限内作出（原期限到 {first.outcome}），不按延长计算"
    )
    return False


def _without_effect(terms: Terms, request: Request, due: Due) -> list[str]:
    """Say what in the request changes nothing."""
    said = [
        f"{span.first} 的中止不在期限内，没有影响"
        for span in request.suspensions
        if span.first > due.outcome.latest or (span.last and span.last <= due.start)
    ]
    if request.roll is not None and terms.limit.unit is Unit.WORKING_DAY:
        said.append("按工作日计算的，末日总是工作日，没有顺延不顺延的问题")
    elif request.roll and terms.direction is Direction.BEFORE:
        said.append("往前算的期限，末日是休息日也不顺延")
    return said


def _started(
    calendar: WorkingCalendar,
    terms: Terms,
    request: Request,
    settings: DeadlineSettings,
    remarks: list[str],
) -> datetime.date:
    """Find the day from which the period is counted, where material comes in on a rest day."""
    _channel(terms, request, remarks)
    if not _receipt_may_move(terms):
        return request.start
    if calendar.days.holds(request.start):
        return request.start
    where = "quanze.yaml 的“时限·休息日收到”"
    if settings.receipt is ReceiptOnRestDay.SAME_DAY:
        remarks.append(f"{request.start} 是休息日，仍以当日为收到之日（{where}可以改）")
        return request.start
    moved = calendar.days.shift(request.start, 1)
    remarks.append(f"{request.start} 是休息日，按{where}，以下一工作日 {moved} 为收到之日")
    return moved


def _receipt_may_move(terms: Terms) -> bool:
    """Whether it is the office's own practice that says when it received something.

    Not where the law says which day it is, and not in periods of parties and courts.
    """
    rule = terms.rule
    received = terms.start.startswith(_RECEIVED) and terms.direction is Direction.AFTER
    return received and not (rule and (rule.channels or rule.is_of_party or rule.is_of_court))


def _channel(terms: Terms, request: Request, remarks: list[str]) -> None:
    if request.channel is None:
        return
    known = {c.name: c.day for c in terms.rule.channels} if terms.rule else {}
    if request.channel not in known:
        names = "、".join(known)
        allowed = f"可以写 {names}" if names else "这个期限没有按提交方式规定收到之日，请去掉"
        raise CannotCount(f"没有收到方式“{request.channel}”：{allowed}")
    remarks.append(f"{request.channel}的，收到之日是{known[request.channel]}；起算日应当写这一天")


def _extended(terms: Terms, request: Request, faults: list[str]) -> Period:
    """Add an extension that was granted, no more than the law allows; it runs from the same start."""
    if not request.extend:
        return terms.limit
    allowed = terms.extension
    if request.extend is True and allowed is None:
        raise CannotCount("这个期限没有规定可以延长；写明延长多久，如 10个工作日")
    added = allowed.limit if request.extend is True and allowed else Period(str(request.extend))
    if added.unit is not terms.limit.unit:
        raise CannotCount(
            f"延长（{added}）与期限（{terms.limit}）的单位不同，不能接着算；写成同样的单位"
        )
    if allowed is None and terms.rule is not None:
        faults.append("这个期限没有规定可以延长")
    elif allowed and (added.amount or 0) > (allowed.limit.amount or 0):
        faults.append(f"延长（{added}）超过规定的 {allowed.limit}，按 {allowed.limit} 计算")
        added = allowed.limit
    return _sum(terms.limit, added)


def _sum(limit: Period, added: Period) -> Period:
    if limit.unit is None:
        return limit
    return Period.of((limit.amount or 0) + (added.amount or 0), limit.unit)


def _doubts(terms: Terms, request: Request) -> list[str]:
    """Say which suspensions the rule does not know."""
    if not request.suspensions or terms.rule is None:
        return []
    if terms.exclusion is None:
        return ["这条规则没有规定可以扣除的时间"]
    allowed = terms.exclusion.procedures
    where = terms.exclusion.articles or terms.basis[0]
    unnamed = ["中止没有写是什么程序"] if not all(s.reason for s in request.suspensions) else []
    return unnamed + [
        f"“{span.reason}”不在{where}规定可以扣除的程序（{'、'.join(allowed)}）之内"
        for span in request.suspensions
        if span.reason and not any(word in span.reason for word in allowed)
    ]


def _consequence(terms: Terms, due: Due, started: datetime.date) -> Consequence | None:
    if terms.expiry is None:
        return None
    if terms.expiry.day is EffectDay.START:
        outcome = Outcome(started, started, started, decided=True)
    elif terms.expiry.day is EffectDay.NEXT:
        outcome = due.outcome.shifted(lambda day: day + DAY)
    else:
        outcome = due.outcome
    return Consequence(terms.expiry.effect, outcome)
