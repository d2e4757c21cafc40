"""C14 调整超过期限, and C13 放权交接超过期限."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from quanze.calendar import Outcome, UnknownDays, WorkingCalendar, national_calendar
from quanze.deadline.answer import Request, answer
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import terms_of
from quanze.findings import Finding, Severity
from quanze.law.adjustment import Step, adjustment, steps_of
from quanze.model.adjustment import AdjustmentRecord, ListName
from quanze.model.change_kind import DEVOLVED
from quanze.model.register import Register
from quanze.model.settings import TRIGGER, Settings
from quanze.rules.record.places import in_record, step_path
from quanze.rules.rule import Family, Reach, Rule

_HANDOVER: Final = "放权-交接"
_HANDED_OVER, _PUBLISHED = "交接", "向社会公开"
_JILIN: Final = "22"
"""Codes of divisions in the province whose rule on handing over it is."""


def check(register: Register) -> Iterator[Finding]:
    """Find steps of adjustments that were, or are by now, taken too late."""
    if not register.adjustments:
        return
    calendar = _calendar(register.settings)
    for record in register.adjustments:
        for step in _laid_out(record, register.settings, calendar):
            if step.answer is not None:
                terms = step.answer.terms
                limit = f"{terms.limit}，{'；'.join(terms.basis)}"
                yield from _late("C14", record, step.name, step.outcome, limit, register.date)


def check_handover(register: Register) -> Iterator[Finding]:
    """Find items handed down of which the hand-over was, or is by now, too late."""
    settings = register.settings
    if not (settings.division or "").startswith(_JILIN):
        return
    told = _told_by_batches(register)
    for record in register.adjustments:
        published = record.taken(_PUBLISHED)
        if published is None or published.date is None or not _hands_down(record, told):
            continue
        terms = terms_of(PeriodRules(settings.deadlines.rules).get(_HANDOVER), settings.deadlines)
        request = Request(published.date)
        found = answer(_calendar(settings), terms, request, settings.deadlines)
        limit = f"{terms.limit}，{'；'.join(terms.basis)}；另有规定的除外"
        due = found.due.outcome
        yield from _late("C13", record, _HANDED_OVER, due, limit, register.date)


def _told_by_batches(register: Register) -> frozenset[tuple[str, str]]:
    """Return what batches of delegation tell of: G5 looks after its hand-over."""
    return frozenset(
        (item.adjustment, code)
        for batch in register.delegations
        for item in batch.items
        if item.adjustment
        for code in item.codes()
    )


def _hands_down(record: AdjustmentRecord, told: frozenset[tuple[str, str]]) -> bool:
    return any(
        change.kind == DEVOLVED
        and change.list_name is ListName.POWER
        and (record.number, change.key) not in told
        for change in record.changes
    )


def _calendar(settings: Settings) -> WorkingCalendar:
    return WorkingCalendar(settings.calendar) if settings.calendar else national_calendar()


def _laid_out(
    record: AdjustmentRecord, settings: Settings, calendar: WorkingCalendar
) -> list[Step]:
    """Lay out the steps whose limit runs from a day that is known."""
    done = {step.step: step.date for step in record.steps if step.date}
    if not done:
        return []
    known = done.get(TRIGGER)
    start = known or min(done.values())
    from_trigger = {step.name for step in steps_of(settings, record.level) if step.after == TRIGGER}
    try:
        steps = adjustment(settings, calendar, start, done, record.level)
    except UnknownDays:
        return []
    certain = (step for step in steps if not step.assumed)
    return [step for step in certain if known or step.name not in from_trigger]


def _late(
    code: str,
    record: AdjustmentRecord,
    step: str,
    due: Outcome,
    limit: str,
    today: datetime.date,
) -> Iterator[Finding]:
    """Tell of a step that was taken after its limit, or is not taken though the limit is over."""
    taken = record.taken(step)
    day = taken.date if taken and taken.date else today
    if day <= due.earliest:
        return
    certain = "" if day > due.latest else "可能"
    where = step_path(record, step, "日期")
    told = {"step": step, "due": str(due), "limit": limit, "certain": certain}
    if taken:
        message = "{step}（{day}）{certain}晚了：期限到 {due}（{limit}）"
        mend = "日期写错的改正；确实晚了的，在“说明”里写明原因，写豁免。"
        yield in_record(code, record, where, message, mend, day=str(day), **told)
    else:
        message = "没有写{step}的日期，期限{certain}已过：到 {due}（{limit}）"
        yield in_record(code, record, where, message, **told)


RULE = Rule(
    code="C14",
    name="调整超过期限",
    severity=Severity.WARNING,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="事由发生以后迟迟不调整，清单就与法律不一致；调整了不公布，办事的人不知道。",
    source="申请 10 个工作日：《白城市应急管理局清单动态调整制度》第七条；申请 10、审核 15、报送公布 3 个工作日：一个设区的市的行政权力清单办法第二十二条、第二十五条（没有规定期限的地方作参考）；"
    "公开 20 个工作日：《政府信息公开条例》第二十六条。本地另有规定的，写在 quanze.yaml 的“法规: 调整”里",
    mend="办完的补写日期；没有办的抓紧办。",
    check=check,
)

HANDOVER_RULE = Rule(
    code="C13",
    name="放权交接超过期限",
    severity=Severity.WARNING,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="放权决定公布了，交接没有完成，上下两级都不办，事情没有人管。",
    source="《中共吉林省委吉林省人民政府关于深化“放管服”改革赋予省级以下政府更多自主权的意见》（吉发〔2020〕7号）三（七）；只查行政区划代码以 22 开头的清单库；"
    "赋权批次（delegations/）写了“调整记录”的，由 G5 查",
    mend="交接完成的，在记录的“办理”里加一步“交接”，写上日期；没有完成的抓紧交接。",
    check=check_handover,
)
