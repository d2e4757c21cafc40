"""An answer as plain data: one object, with the state of the date always beside the date."""

from __future__ import annotations

from typing import Any

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.answer import Answer
from quanze.deadline.certainty import state_of, uncertainty
from quanze.deadline.explain import steps, weeks


def outcome_facts(outcome: Outcome) -> dict[str, str]:
    """Return a date with its state and its bounds."""
    return {
        "到期日": str(outcome.day),
        "状态": str(state_of(outcome)),
        "最早": str(outcome.earliest),
        "最晚": str(outcome.latest),
    }


def answer_facts(calendar: WorkingCalendar, answer: Answer) -> dict[str, Any]:
    """Return what an answer says, for JSON. Dates are ISO 8601; nothing is left out for being empty
    among 到期日, 状态, 最早, 最晚 and 依据.
    """
    due, terms = answer.due, answer.terms
    outcome = due.outcome
    why = uncertainty(calendar, outcome)
    facts: dict[str, Any] = {
        "内容": terms.label,
        "期限": str(due.period),
        "起算日": str(answer.request.start),
        "起算": terms.start,
        "方向": str(terms.direction),
        **outcome_facts(outcome),
        "依据": "；".join(terms.basis),
    }
    if due.time is not None:
        facts["到期时刻"] = due.time.isoformat("minutes")
    if why:
        facts |= {"原因": why.reason, "再查": str(why.look_again)}
    if calendar.known_on:
        facts["按已知"] = str(calendar.known_on)
    if answer.started:
        facts["实际起算日"] = str(answer.started)
    if due.rolled:
        facts["顺延前"] = str(due.raw.day)
    if due.suspensions:
        facts["扣除"] = [
            {"起": str(s.first), "止": str(s.last), "程序": s.reason} for s in due.suspensions
        ]
    facts |= _further(answer)
    if told := steps(due):
        facts["数法"] = list(told)
    facts["计算过程"] = [
        {
            "周一": str(week.monday),
            "计入": {str(c.day.date): c.number for c in week.days if c.number is not None},
            "不计入": {str(c.day.date): c.why_not for c in week.days if c.why_not},
        }
        for week in weeks(calendar, due)
    ]
    return facts


def _further(answer: Answer) -> dict[str, Any]:
    """What hangs on the period: extension, consequence, remarks."""
    facts: dict[str, Any] = {}
    extension, longer = answer.terms.extension, answer.with_extension
    if longer and extension:
        facts["可延长"] = {
            "期限": str(extension.limit),
            "批准": extension.approver,
            **outcome_facts(longer.outcome),
        }
    if answer.consequence:
        told = outcome_facts(answer.consequence.outcome)
        facts["逾期后果"] = {"后果": answer.consequence.effect, "自": told.pop("到期日"), **told}
    if answer.remarks:
        facts["说明"] = list(answer.remarks)
    if answer.faults:
        facts["问题"] = list(answer.faults)
    return facts
