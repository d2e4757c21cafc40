"""清单动态调整: who must do what by when, once the ground for an adjustment has come about."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.answer import Answer, answer_from
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import terms_of
from quanze.load.source import CannotRun
from quanze.model.settings import TRIGGER, AdjustmentStep, Settings
from quanze.model.word_table import read_toml

__all__ = ["Step", "adjustment"]

_NO_LIMIT: Final = "没有规定期限，推算后面的日期时假定与“{after}”的最后一天同日"
_ON_LAST_DAY: Final = "假定“{after}”在最后一天完成"


@dataclass(frozen=True)
class Step:
    """One step of an adjustment."""

    name: str
    who: str
    outcome: Outcome
    """The last day for it; of a step without limit, the day that is taken for granted."""
    answer: Answer | None = None
    """How the last day was found; None: no limit is set for the step."""
    assumed: str = ""
    """What it takes for granted."""


def adjustment(
    settings: Settings, calendar: WorkingCalendar, trigger: datetime.date
) -> tuple[Step, ...]:
    """Lay out the steps of an adjustment from the day of its ground.

    Raises:
        CannotRun: a step names a period rule or an earlier step that does not exist.
    """
    rules = PeriodRules(settings.deadlines.rules)
    days = {TRIGGER: Outcome(trigger, trigger, trigger, decided=True)}
    found: list[Step] = []
    for step in settings.laws.adjustment or _packaged():
        if step.after not in days:
            raise CannotRun(
                f"quanze.yaml 的“法规·调整”里，“{step.name}”从“{step.after}”起算，前面没有这一步。"
            )
        laid = _step(step, days[step.after], rules, settings, calendar)
        days[step.name] = laid.outcome
        found.append(laid)
    return tuple(found)


@cache
def _packaged() -> Sequence[AdjustmentStep]:
    return [
        AdjustmentStep.model_validate(row) for row in read_toml("adjustment_policy.toml")["步骤"]
    ]


def _step(
    step: AdjustmentStep,
    start: Outcome,
    rules: PeriodRules,
    settings: Settings,
    calendar: WorkingCalendar,
) -> Step:
    if step.rule is None:
        return Step(step.name, step.who or "", start, None, _NO_LIMIT.format(after=step.after))
    rule = rules.get(step.rule)
    found = answer_from(calendar, terms_of(rule, settings.deadlines), start, settings.deadlines)
    assumed = "" if step.after == TRIGGER else _ON_LAST_DAY.format(after=step.after)
    return Step(step.name, step.who or rule.who or "", found.due.outcome, found, assumed)
