"""确定 and 暂定: how a date that can still change is told, never as a bare date."""

from __future__ import annotations

import datetime
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.answer import Answer
from quanze.deadline.count import CannotCount


class State(StrEnum):
    """Whether a due date can still change."""

    FINAL = "确定"
    PROVISIONAL = "暂定"
    SUSPENDED = "中止"
    """The clock stands, so there is no date yet."""


class Uncertainty(NamedTuple):
    """Why a date is provisional, and when to look again."""

    reason: str
    look_again: datetime.date


def state_of(outcome: Outcome) -> State:
    """Return whether an outcome is certain."""
    return State.FINAL if outcome.decided else State.PROVISIONAL


def uncertainty(calendar: WorkingCalendar, outcome: Outcome) -> Uncertainty | None:
    """Say why an outcome is provisional; None where it is certain.

    The notice of a year comes out in the autumn before: the latest day of the year on which one did is
    the day to look again.
    """
    if outcome.decided:
        return None
    first, last = calendar.last_year + 1, max(outcome.latest.year, calendar.last_year + 1)
    years = f"{first}年" if first == last else f"{first}年至{last}年"
    issued = [n.known_on for n in calendar.notices if n.year and not n.amends and n.region is None]
    latest = max((day.month, day.day) for day in issued)
    earliest = min((day.month, day.day) for day in issued)
    reason = (
        f"{calendar.open_from} 起的日子取决于{years}的放假安排通知，通知还没有收录"
        f"（历年在上一年 {earliest[0]}月{earliest[1]}日至{latest[0]}月{latest[1]}日之间公布）"
    )
    return Uncertainty(reason, datetime.date(last - 1, *latest))


def described(calendar: WorkingCalendar, answer: Answer) -> str:
    """Write in a few lines what a date rests on, how certain it is, and what is to be watched."""
    due, terms = answer.due, answer.terms
    start = answer.started or answer.request.start
    at = f" {answer.request.time:%H:%M}" if due.time and answer.request.time else ""
    lines = [f"期限 {due.period}，从 {start}{at or '（不计）'} 起算"]
    if terms.basis:
        lines.append(f"依据 {'；'.join(terms.basis)}")
    why = uncertainty(calendar, due.outcome)
    if why is not None:
        lines.append(f"暂定：最早 {due.outcome.earliest}，最晚 {due.outcome.latest}")
        lines.append(f"{why.reason}；{why.look_again} 再查")
    lines += [f"注意：{fault}" for fault in answer.faults]
    return "\n".join(lines)


def strictly(calendar: WorkingCalendar, answer: Answer) -> Answer:
    """Return an answer with certain dates only.

    Raises:
        CannotCount: the due date itself can still change.
    """
    why = uncertainty(calendar, answer.due.outcome)
    if why is not None:
        what = f"“{answer.terms.label}”的日期" if answer.terms.label else "到期日"
        raise CannotCount(f"{what}还不能确定，没有给出：{why.reason}。{why.look_again} 再查。")
    longer = answer.with_extension
    return replace(answer, with_extension=longer if longer and longer.decided else None)
