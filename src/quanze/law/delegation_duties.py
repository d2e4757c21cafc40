"""The duties that a batch of delegation brings, each with its last day on the working-day calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from quanze.calendar import Outcome, UnknownDays, WorkingCalendar, national_calendar
from quanze.deadline.answer import Request, answer
from quanze.deadline.count import add_months
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import Terms
from quanze.law.delegation import (
    DOCUMENT,
    Desk,
    Duty,
    Share,
    Standing,
    by_plan,
    first,
    on_day,
    planned,
    warned,
)
from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import DelegationEvent, Stage
from quanze.model.settings import Settings

TERM: Final = "期满"
_HANDOVER, _FILING = "放权-交接", "放权-备案"
_REPORT_MONTHS: Final = 12
OF_PROVINCES: Final = "条文写的是省级政府部门，市、县放权的参照"
_COUNTED: Final = (Stage.HANDOVER, Stage.FILING, Stage.TRAINING, Stage.EVALUATION, Stage.REPORT)
"""Steps of which duties are made below, planned or not; others are duties where they are planned."""


def calendar_of(settings: Settings) -> WorkingCalendar:
    """Return the working days of a register."""
    return WorkingCalendar(settings.calendar) if settings.calendar else national_calendar()


def duties(
    settings: Settings,
    batches: Iterable[Delegation],
    day: datetime.date,
    calendar: WorkingCalendar | None = None,
) -> tuple[Duty, ...]:
    """Return what batches bring to be done, as it stands on a day: the earliest last day first."""
    rules = PeriodRules(settings.deadlines.rules)
    desk = Desk(settings, calendar or calendar_of(settings), rules, day)
    found = [duty for batch in batches for duty in _together(_of_batch(desk, batch))]
    return tuple(sorted(found, key=_order))


def is_provincial(settings: Settings, batch: Delegation) -> bool:
    """Whether a batch is a provincial department's: of these alone 三（八）（十） of the document speak."""
    level = batch.level or settings.level
    return level is not None and "省级" in level


def _order(duty: Duty) -> tuple[bool, datetime.date]:
    return duty.due is None, duty.due.day if duty.due else datetime.date.max


def _of_batch(desk: Desk, batch: Delegation) -> Iterator[Duty]:
    for share in batch.shares():
        for made in _MADE if desk.follows else (_evaluation, _term):
            if duty := made(desk, batch, share):
                yield duty
    for event in batch.events:
        if event.planned and not event.date and event.stage not in _COUNTED:
            yield _planned(desk, batch, event)


def _together(found: Iterable[Duty]) -> list[Duty]:
    """Join what is the same for several items and receivers."""
    joined: dict[tuple[object, ...], tuple[Duty, list[Share]]] = {}
    for duty in found:
        key = (
            duty.stage, duty.due, duty.standing, duty.start, duty.done, duty.who, duty.note,
            id(duty.event),
        )  # fmt: skip
        joined.setdefault(key, (duty, []))[1].extend(duty.shares)
    return [replace(duty, shares=tuple(shares)) for duty, shares in joined.values()]


def _is_back(batch: Delegation, share: Share, day: datetime.date) -> bool:
    return batch.state_on(day, *share) is HoldingState.WITHDRAWN


def _publication(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    """What was decided and is neither published nor handed over: no last day can be counted yet."""
    decided = first(batch, Stage.DECISION, share)
    if decided is None or not decided.date or decided.date > desk.day:
        return None
    going_on = (Stage.PUBLICATION, Stage.HANDOVER)
    if any(first(batch, stage, share) or planned(batch, stage, share) for stage in going_on):
        return None
    return Duty(
        batch, str(Stage.PUBLICATION), (share,), None, Standing.OPEN,
        f"{DOCUMENT}三（七）：自放权决定公布之日起30个工作日内交接",
        batch.authority or "", start=decided.date,
        note="没有写“公布”的日期，算不出交接的最后一天",
    )  # fmt: skip


def _handover(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    published = first(batch, Stage.PUBLICATION, share)
    if published is None or _is_back(batch, share, desk.day):
        return None
    return _counted(desk, batch, share, Stage.HANDOVER, published, _HANDOVER)


def _filing(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    handed = first(batch, Stage.HANDOVER, share)
    if handed is None or not handed.date or handed.date > desk.day:
        return None
    duty = _counted(desk, batch, share, Stage.FILING, handed, _FILING)
    return (
        duty
        if is_provincial(desk.settings, batch)
        else replace(duty, note="；".join(filter(None, (duty.note, OF_PROVINCES))))
    )


def _counted(
    desk: Desk,
    batch: Delegation,
    share: Share,
    stage: Stage,
    start: DelegationEvent,
    rule: str,
) -> Duty:
    """Make a duty that is counted in working days from an event."""
    terms = desk.terms(rule)
    earliest = start.date if stage is Stage.FILING and start.date else datetime.date.min
    taken = first(batch, stage, share, earliest)
    done = taken.date if taken and taken.date and taken.date <= desk.day else None
    event = taken if done else planned(batch, stage, share)
    due, note = None, ""
    try:
        found = answer(
            desk.calendar, terms, Request(start.date or desk.day), desk.settings.deadlines
        )
        due = found.due.outcome
    except UnknownDays as unknown:
        note = str(unknown)
    plan = f"计划 {event.planned}" if event and event.planned and not done else ""
    other = f"{terms.rule.override}另有规定的从其规定" if terms.rule and terms.rule.override else ""
    return Duty(
        batch=batch,
        stage=str(stage),
        shares=(share,),
        due=due,
        standing=_judged(desk, due, done),
        basis=f"{_short(terms)}：{terms.limit}，自{terms.start}（{start.date}）起",
        who=(event.body if event else None) or batch.giver_of(share[0]) or "",
        start=start.date,
        done=done,
        event=event,
        note="；".join(filter(None, (note, plan, other))),
    )


def _short(terms: Terms) -> str:
    """Name what a period rests on; the document by its number, which everybody knows it by."""
    rule = terms.rule
    return f"{DOCUMENT}{rule.articles}" if rule and DOCUMENT in rule.law else "；".join(terms.basis)


def _judged(desk: Desk, due: Outcome | None, done: datetime.date | None) -> Standing:
    """Judge by the earliest day that a provisional last day can be."""
    if done is not None:
        return Standing.LATE if due and done > due.earliest else Standing.DONE
    if due is None:
        return Standing.OPEN
    if desk.day > due.earliest:
        return Standing.OVERDUE
    try:
        left = desk.calendar.days.count(desk.day, due.earliest)
    except UnknownDays:
        return Standing.OPEN
    return Standing.SOON if left <= desk.settings.deadlines.warning.yellow else Standing.OPEN


def _planned(desk: Desk, batch: Delegation, event: DelegationEvent) -> Duty:
    due, standing = by_plan(desk, event)
    return Duty(
        batch,
        str(event.stage),
        tuple(batch.shares(event)),
        due,
        standing,
        "批次里写的计划",
        event.body or "",
        event=event,
    )


def _training(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    """Training goes with the hand-over; the document sets no last day."""
    if _is_back(batch, share, desk.day):
        return None
    basis = f"{DOCUMENT}三（九）：在下放权限的同时加强指导和培训"
    event = first(batch, Stage.TRAINING, share) or planned(batch, Stage.TRAINING, share)
    done = event.date if event and event.date and event.date <= desk.day else None
    plan = (event.date or event.planned) if event and not done else None
    if event is None and first(batch, Stage.HANDOVER, share) is None:
        return None
    standing = Standing.DONE if done else warned(desk, plan) if plan else Standing.OPEN
    note = "" if done else "批次里写的计划" if plan else "没有写培训的日期；没有规定最后一天"
    who = (event.body if event else None) or batch.giver_of(share[0]) or ""
    return Duty(
        batch, str(Stage.TRAINING), (share,), on_day(plan) if plan else None, standing, basis, who,
        done=done, event=event, note=note,
    )  # fmt: skip


def _held(desk: Desk, batch: Delegation, share: Share) -> bool:
    return batch.state_on(desk.day, *share) in (HoldingState.HELD, HoldingState.ENDED)


def _evaluation(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    """An evaluation that is planned; or one that the end of a term asks for."""
    if _is_back(batch, share, desk.day):
        return None
    event = planned(batch, Stage.EVALUATION, share)
    if event is not None:
        due, standing = by_plan(desk, event)
        basis = f"批次里写的计划{f'；{DOCUMENT}三（十二）' if desk.follows else ''}"
        return Duty(
            batch, str(Stage.EVALUATION), (share,), due, standing, basis, event.body or "", event=event,
        )  # fmt: skip
    end = batch.until(*share)
    taken = batch.happened(Stage.EVALUATION, *share)
    asked = desk.follows and _held(desk, batch, share)
    if end is None or not asked or _since_renewal(batch, share, taken):
        return None
    standing = warned(desk, end)
    basis = f"{DOCUMENT}一（二）：期满后根据实施效果评估情况提出延期或者调整意见"
    return Duty(
        batch, str(Stage.EVALUATION), (share,), on_day(end), standing, basis,
        batch.authority or "", note="没有写评估；期满前评估的，延期、调整才有根据",
    )  # fmt: skip


def _since_renewal(
    batch: Delegation, share: Share, taken: DelegationEvent | None
) -> DelegationEvent | None:
    """Return an evaluation that is of the present term, not of the one before an extension."""
    renewed = batch.happened(Stage.EXTENSION, *share)
    if taken is None or renewed is None or not taken.date or not renewed.date:
        return taken
    return taken if taken.date > renewed.date else None


def _report(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    """A report of exercise: the receiver to the giver."""
    handed = first(batch, Stage.HANDOVER, share)
    if handed is None or not handed.date or not _held(desk, batch, share):
        return None
    last = batch.happened(Stage.REPORT, *share)
    start = max(filter(None, (handed.date, last.date if last else None)))
    asked = desk.settings.delegations.report_months
    months = asked or _REPORT_MONTHS
    if start.year + months // 12 >= datetime.MAXYEAR:
        return None
    end = add_months(start, months)
    standing = warned(desk, end)
    limit = f"每{months}个月一次"
    if asked is None:
        limit += "（暂定，不算逾期；文件只写“及时”）"
        standing = Standing.DUE if standing is Standing.OVERDUE else standing
    basis = f"{DOCUMENT}三（十三）：行权情况向授权部门备案，{limit}"
    return Duty(
        batch, str(Stage.REPORT), (share,), on_day(end), standing, basis, "承接部门", start=start,
        event=last,
    )  # fmt: skip


def _term(desk: Desk, batch: Delegation, share: Share) -> Duty | None:
    """The end of a term, before which it is extended, changed or taken back."""
    end = batch.until(*share)
    if end is None or not _held(desk, batch, share):
        return None
    basis = (
        f"{DOCUMENT}一（二）：期满后提出延期或者调整意见"
        if desk.follows
        else "批次、协议里写的期限"
    )
    note = "到期以前定下延期、调整或者收回"
    standing = warned(desk, end)
    if standing is Standing.OVERDUE:
        note = "期限已满，没有写延期、收回"
    who = batch.authority or ""
    return Duty(batch, TERM, (share,), on_day(end), standing, basis, who, note=note)


_MADE: Final = (_publication, _handover, _filing, _training, _evaluation, _report, _term)
