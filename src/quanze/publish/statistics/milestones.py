"""The aims of a programme: reached, open or overdue on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from quanze.model.measured import Measured
from quanze.model.programme import Milestone
from quanze.publish.statistics.report import Report
from quanze.publish.statistics.words import made_of, number, value


class State(StrEnum):
    """How it stands with an aim."""

    REACHED = "已达到"
    LATE = "逾期完成"
    OPEN = "未到期"
    OVERDUE = "逾期"
    UNKNOWN = "不能判断"


class Judged(NamedTuple):
    """An aim, and how it stands."""

    milestone: Milestone
    state: State
    asked: str
    """What is to be reached, in Chinese."""
    now: str
    """What is reached, in Chinese."""


def judged(report: Report) -> Iterator[Judged]:
    """Go through the aims in the order of their days."""
    for milestone in sorted(report.milestones, key=lambda one: one.due):
        yield _by_figure(report, milestone) if milestone.indicator else _by_day(report, milestone)


def _by_day(report: Report, milestone: Milestone) -> Judged:
    done = milestone.done
    if done is None or done > report.day:
        return Judged(milestone, _not_yet(milestone, report.day), "完成", "没有写完成的日期")
    state = State.REACHED if done <= milestone.due else State.LATE
    return Judged(milestone, state, "完成", f"{done} 完成")


def _by_figure(report: Report, milestone: Milestone) -> Judged:
    measured = report.measured(str(milestone.indicator))
    asked = f"{milestone.indicator}{_bounds(milestone)}"
    if measured is None or measured.value is None or _boundless(milestone):
        return Judged(milestone, State.UNKNOWN, asked, _why(milestone, measured))
    reached = _within(milestone, measured.value)
    state = State.REACHED if reached else _not_yet(milestone, report.day)
    made = made_of(measured)
    return Judged(milestone, state, asked, f"{value(measured)}{f'（{made}）' if made else ''}")


def _not_yet(milestone: Milestone, day: datetime.date) -> State:
    return State.OVERDUE if day > milestone.due else State.OPEN


def _boundless(milestone: Milestone) -> bool:
    return milestone.least is None and milestone.most is None


def _within(milestone: Milestone, found: Decimal) -> bool:
    enough = milestone.least is None or found >= _as_written(milestone.least)
    return enough and (milestone.most is None or found <= _as_written(milestone.most))


def _as_written(bound: float) -> Decimal:
    """Return a bound as somebody wrote it: 99.7 is no binary fraction."""
    return Decimal(str(bound))


def _bounds(milestone: Milestone) -> str:
    parts = []
    if milestone.least is not None:
        parts.append(f"至少 {number(_as_written(milestone.least))}")
    if milestone.most is not None:
        parts.append(f"至多 {number(_as_written(milestone.most))}")
    return " " + "，".join(parts) if parts else ""


def _why(milestone: Milestone, measured: Measured | None) -> str:
    if _boundless(milestone):
        return "没有写至少或至多是多少"
    return "要用 --between 比较两个版本" if measured is None else "不适用：分母是 0"
