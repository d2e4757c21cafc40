"""A table of cases as it was worked out, and what the outputs say of each row in common."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from quanze.calendar import WorkingCalendar
from quanze.deadline.case_rows import Fault
from quanze.deadline.cases import DUE, CaseResult
from quanze.deadline.certainty import State
from quanze.deadline.terms import Terms
from quanze.deadline.warning import Colour
from quanze.model.period_rule import WarningLevels

ERROR: Final = "错误"
"""The state of a row without a date."""
UNDECIDED: Final = "未定"
"""The state of a row whose date can still change, where only certain dates are wanted."""


class DueDay(NamedTuple):
    """A date for a cell; one that can still change is never without its mark."""

    day: datetime.date
    decided: bool = True
    time: datetime.time | None = None

    def __str__(self) -> str:
        time = f" {self.time.isoformat('minutes')}" if self.time else ""
        return f"{self.day}{time}{'' if self.decided else '（暂定）'}"


@dataclass(frozen=True)
class CaseReport:
    """The results of a table of cases."""

    source: str
    """The name of the table's file."""
    results: tuple[CaseResult, ...]
    calendar: WorkingCalendar
    today: datetime.date
    levels: WarningLevels
    remarks: tuple[str, ...] = ()
    """What was left aside in reading the table."""

    @cached_property
    def found(self) -> tuple[CaseResult, ...]:
        """The rows that could be worked out."""
        return tuple(result for result in self.results if result.fault is None)

    @cached_property
    def faults(self) -> tuple[tuple[CaseResult, Fault], ...]:
        """The rows that could not, each with the reason."""
        return tuple((result, result.fault) for result in self.results if result.fault)

    @property
    def summary(self) -> str:
        """How many cases there are, by grade of warning and state."""
        colours = Counter(result.remaining.colour for result in self.found if result.remaining)
        states = Counter(result.state for result in self.found)
        parts = [f"{colour} {colours[colour]}" for colour in Colour if colours[colour]]
        if states[State.SUSPENDED]:
            parts.append(f"中止 {states[State.SUSPENDED]}")
        missing = f"，没有算出 {len(self.faults)}" if self.faults else ""
        text = f"共 {len(self.results)} 件{missing}" + (f"：{'、'.join(parts)}" if parts else "")
        if states[State.PROVISIONAL]:
            again = max(r.unsure.look_again for r in self.found if r.unsure)
            text += f"；其中 {states[State.PROVISIONAL]} 件的到期日是暂定的，{again} 再查"
        return text

    @property
    def grades(self) -> str:
        """What the colours mean."""
        levels = self.levels
        return (
            f"剩余工作日：{levels.yellow} 个以内为黄，{levels.orange} 个以内为橙，"
            f"{levels.red} 个以内为红，过了到期日为超期；暂定的按最早的一天算"
        )

    @property
    def basis(self) -> str:
        """On which calendar the dates rest."""
        return (
            f"工作日按国务院办公厅的放假安排通知；{self.calendar.open_from} 起的安排还没有收录，"
            "碰到那以后的日子的，到期日标明“暂定”"
        )

    def notes(self) -> Iterator[str]:
        """Go through what is said of the rules that were used, once for each."""
        seen: dict[str, Terms] = {}
        for result in self.found:
            if result.plan and result.plan.terms.rule and result.plan.terms.remarks:
                seen.setdefault(result.plan.terms.rule.id, result.plan.terms)
        for name, terms in seen.items():
            yield f"{name}：{'；'.join(remark.rstrip('。') for remark in terms.remarks)}"


def state_text(result: CaseResult) -> str:
    """Return the state of a row; one whose date was refused for being provisional is no error of it."""
    if result.fault:
        return UNDECIDED if result.fault.column == DUE else ERROR
    return str(result.state)


def due_day(result: CaseResult) -> DueDay | None:
    """Return the due date of a row; None where it has none."""
    if result.answer is None or result.paused:
        return None
    due = result.answer.due
    return DueDay(due.day, due.decided, due.time)


def lawful_day(result: CaseResult) -> DueDay | None:
    """Return the date that the law sets, where the due date is an earlier one."""
    if result.lawful is None:
        return None
    return DueDay(result.lawful.due.day, result.lawful.due.decided, result.lawful.due.time)


def paused_text(result: CaseResult) -> str:
    """Say since when the clock stands and what is left; empty where it runs."""
    paused = result.paused
    if paused is None:
        return ""
    why = f"（{paused.since.reason}）" if paused.since.reason else ""
    left = f"{paused.days} 天" if paused.working_days is None else f"{paused.working_days} 个工作日"
    mark = "" if paused.decided else "（暂定）"
    return f"{paused.since.first} 起中止{why}，还剩 {left}{mark}"


def remarks_text(result: CaseResult) -> str:
    """Return what else is to be said of a row."""
    if result.fault:
        return str(result.fault)
    said = (paused_text(result), *result.faults, *result.remarks)
    return "；".join(filter(None, said))
