"""K4 环节缺失或颠倒."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.casework.columns import (
    ACCEPTED,
    APPLIED,
    DECIDED,
    DONE,
    FILED,
    SERVED,
    Known,
    words,
)
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided
from quanze.casework.handled import Case
from quanze.casework.stages import StageOrder
from quanze.casework.standard import order_by_law

_ALWAYS: Final = (
    (APPLIED, ACCEPTED), (ACCEPTED, DECIDED), (FILED, DECIDED), (DECIDED, SERVED), (DECIDED, DONE),
)  # fmt: skip
"""Stages that cannot change places, whatever a flow says."""
_SIMPLE: Final = ("简易", "当场", "即办")


def stage_days(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether a case went through its stages, and in their order."""
    case = judged.case
    if not case.days:
        yield Undecided(Check.STAGES, "没有写各环节的日期")
        return
    order = _order(judged)
    yield from _in_order(case, order, desk)
    if case.unread:
        yield Undecided(Check.STAGES, "有的日期读不出来")
    elif order is None:
        yield Undecided(Check.STAGES, "清单没有画流程图，法律也没有统一规定这一类的环节")
    elif any(word in case.text(Known.RESULT) for word in words("没有走完")):
        yield Undecided(Check.STAGES, "没有走完就结束的办件（不予受理、撤回、终止等）")
    else:
        yield from _skipped(case, order, desk)


def _order(judged: Judged) -> StageOrder | None:
    """Return the procedure: a case handled on the spot does not follow the flow of the ordinary one."""
    manner = judged.case.text(Known.PROCEDURE)
    if any(word in manner for word in _SIMPLE):
        simple = next(word for word in _SIMPLE if word in manner)
        return order_by_law(judged.standard.item, simple)
    return judged.standard.order


def _in_order(case: Case, order: StageOrder | None, desk: Desk) -> Iterator[Finding]:
    pairs = dict.fromkeys(_ALWAYS)
    if order is not None:
        known = [stage for stage in case.days if order.knows(stage)]
        pairs |= dict.fromkeys(
            (first, stage) for stage in known for first in order.before(stage) if first in case.days
        )
    for first, then in pairs:
        early, late = case.days.get(first), case.days.get(then)
        if early is not None and late is not None and late < early:
            yield Finding(
                Check.STAGES,
                desk.table.columns.of_stage(then),
                f"{then}（{late}）早于{first}（{early}）",
                f"先{first}，后{then}",
                order.source if order else Check.STAGES.source,
                "核对日期；日期没有写错的，查明为什么颠倒",
            )


def _skipped(case: Case, order: StageOrder, desk: Desk) -> Iterator[Outcome]:
    last = order.last(case.days)
    if not last:
        yield Undecided(Check.STAGES, "表里的日期都不是流程里的环节")
        return
    needed = set(order.before(last))
    if DONE in case.days and DECIDED in case.days:
        needed |= order.after_decision()
    missing = sorted(needed - case.days.keys(), key=lambda stage: _rank(stage, order))
    for stage in missing:
        if desk.table.dates(stage):
            column = desk.table.columns.of_stage(stage)
            yield Finding(
                Check.STAGES,
                column,
                f"到了“{last}”，没有“{stage}”的日期",
                f"经过“{stage}”",
                order.source,
                f"补写{column}；确实没有经过的，查明原因",
            )
        else:
            yield Undecided(Check.STAGES, f"表里没有“{desk.table.columns.of_stage(stage)}”列")


def _rank(stage: str, order: StageOrder) -> tuple[int, str]:
    return len(order.before(stage)), stage
