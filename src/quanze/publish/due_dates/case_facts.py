"""Cases as plain data, for JSON: one object each, with the state of a date always beside the date."""

from __future__ import annotations

from typing import Any

from quanze.deadline.answer import Answer
from quanze.deadline.cases import CaseResult
from quanze.publish.due_dates.facts import outcome_facts
from quanze.publish.due_dates.report import CaseReport, state_text


def case_facts(report: CaseReport) -> list[dict[str, Any]]:
    """Return one object per case. All of them have the first keys, null where nothing is known."""
    return [_facts(result) for result in report.results]


def _facts(result: CaseResult) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "编号": result.number,
        "行号": result.row,
        "到期日": None,
        "状态": state_text(result),
        "最早": None,
        "最晚": None,
        "依据": None,
        "预警": None,
        "剩余工作日": None,
        "剩余天数": None,
        "期限": None,
        "起算日": None,
    }
    if result.fault:
        fault = result.fault
        return {**facts, "列": fault.column, "问题": [fault.reason], "改法": fault.mend}
    if result.answer and result.case:
        facts |= _counted(result, result.answer)
        facts["起算日"] = str(result.case.request.start)
        facts |= _dates(result, result.answer)
    if result.remarks:
        facts["说明"] = list(result.remarks)
    if result.faults:
        facts["问题"] = list(result.faults)
    return facts


def _counted(result: CaseResult, answer: Answer) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "内容": answer.terms.label,
        "期限": str(answer.due.period),
        "依据": "；".join(answer.terms.basis),
    }
    if answer.started:
        facts["实际起算日"] = str(answer.started)
    if result.case and result.case.request.time and answer.due.time:
        facts["起算时刻"] = result.case.request.time.isoformat("minutes")
    return facts


def _dates(result: CaseResult, answer: Answer) -> dict[str, Any]:
    paused = result.paused
    if paused:
        since: dict[str, Any] = {"起": str(paused.since.first), "程序": paused.since.reason}
        if not paused.decided:
            since["剩余"] = "暂定"
        return {
            "剩余工作日": paused.working_days,
            "剩余天数": paused.days,
            "中止": since,
        }
    facts: dict[str, Any] = {**outcome_facts(answer.due.outcome)}
    if answer.due.time:
        facts["到期时刻"] = answer.due.time.isoformat("minutes")
    if why := result.unsure:
        facts |= {"原因": why.reason, "再查": str(why.look_again)}
    if result.remaining:
        left = result.remaining
        facts["剩余工作日"], facts["剩余天数"] = left.working_days, left.days
        facts["预警"] = str(left.colour)
    if answer.due.rolled:
        facts["顺延前"] = str(answer.due.raw.day)
    if result.lawful:
        facts["法定"] = {
            "期限": str(result.lawful.due.period),
            **outcome_facts(result.lawful.due.outcome),
        }
    return facts
