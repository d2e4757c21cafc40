"""清单动态调整: who must do what by when, once the ground for an adjustment has come about."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.answer import Answer, answer_from
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import terms_of
from quanze.load.source import CannotRun
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.settings import TRIGGER, AdjustmentStep, Settings
from quanze.model.word_table import read_toml

__all__ = ["Step", "adjustment", "approved", "steps_needed", "steps_of"]

_NO_LIMIT_REAL: Final = "没有规定期限，推算后面的日期时假定与“{after}”同日"
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


def steps_of(settings: Settings, level: ChangeLevel) -> tuple[AdjustmentStep, ...]:
    """Return every step that an adjustment of a level goes through, those after its effect too."""
    return tuple(step for step in _policy(settings) if level in step.levels)


def steps_needed(settings: Settings, level: ChangeLevel) -> tuple[AdjustmentStep, ...]:
    """Return the steps that an adjustment of a level needs before it takes effect."""
    return tuple(step for step in steps_of(settings, level) if not step.afterwards)


def approved(record: AdjustmentRecord, settings: Settings) -> bool:
    """Whether every step that a record's level needs has been taken."""
    return all(record.taken(step.name) for step in steps_needed(settings, record.level))


def adjustment(
    settings: Settings,
    calendar: WorkingCalendar,
    trigger: datetime.date,
    done: Mapping[str, datetime.date] | None = None,
    level: ChangeLevel | None = None,
) -> tuple[Step, ...]:
    """Lay out the steps of an adjustment from the day of its ground.

    Args:
        settings: the register's; its own steps go before the packaged ones.
        calendar: the working days.
        trigger: the day of the ground.
        done: the days on which steps were taken: what follows is counted from these.
        level: how grave the adjustment is; steps that it does not need are left out. None: all steps.

    Raises:
        CannotRun: a step names a period rule or an earlier step that does not exist.
    """
    rules = PeriodRules(settings.deadlines.rules)
    done = done or {}
    marks = {TRIGGER: _Mark(TRIGGER, _certain(trigger), real=True)}
    found: list[Step] = []
    for step in _policy(settings):
        if step.after not in marks:
            raise CannotRun(
                f"quanze.yaml 的“法规·调整”里，“{step.name}”从“{step.after}”起算，前面没有这一步。"
            )
        start = marks[step.after]
        if level is not None and level not in step.levels:
            marks[step.name] = start
            continue
        laid = _step(step, start, rules, settings, calendar)
        taken = done.get(step.name)
        outcome = laid.outcome if taken is None else _certain(taken)
        marks[step.name] = _Mark(step.name, outcome, real=taken is not None)
        found.append(laid)
    return tuple(found)


@dataclass(frozen=True)
class _Mark:
    """The day from which later steps are counted."""

    name: str
    outcome: Outcome
    real: bool
    """Whether the step was taken that day, not only due."""


def _certain(day: datetime.date) -> Outcome:
    return Outcome(day, day, day, decided=True)


def _policy(settings: Settings) -> Sequence[AdjustmentStep]:
    return settings.laws.adjustment or _packaged()


@cache
def _packaged() -> Sequence[AdjustmentStep]:
    return [
        AdjustmentStep.model_validate(row) for row in read_toml("adjustment_policy.toml")["步骤"]
    ]


def _step(
    step: AdjustmentStep,
    start: _Mark,
    rules: PeriodRules,
    settings: Settings,
    calendar: WorkingCalendar,
) -> Step:
    if step.rule is None:
        limitless = (_NO_LIMIT_REAL if start.real else _NO_LIMIT).format(after=start.name)
        return Step(step.name, step.who or "", start.outcome, None, limitless)
    rule = rules.get(step.rule)
    terms = terms_of(rule, settings.deadlines)
    found = answer_from(calendar, terms, start.outcome, settings.deadlines)
    assumed = "" if start.real else _ON_LAST_DAY.format(after=start.name)
    return Step(step.name, step.who or rule.who or "", found.due.outcome, found, assumed)
