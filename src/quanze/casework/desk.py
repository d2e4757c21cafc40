"""What all checks of cases share: the register, its past, the calendar, and the table's columns."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from quanze.calendar import WorkingCalendar
from quanze.casework.handled import Case, CaseTable
from quanze.casework.past import Past
from quanze.casework.standard import Standard
from quanze.deadline.answer import Answer, Request, answer
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import Terms, plain_terms, terms_of
from quanze.model.period import Period
from quanze.model.period_rule import DeadlineSettings, PeriodRule
from quanze.model.register import Register


@dataclass(frozen=True)
class Desk:
    """What cases are judged with."""

    register: Register
    past: Past
    rules: PeriodRules
    calendar: WorkingCalendar
    table: CaseTable
    today: datetime.date
    _answers: dict[tuple[int, Request], Answer] = field(default_factory=dict)
    _terms: dict[str, Terms] = field(default_factory=dict)

    @property
    def region(self) -> str:
        return self.register.settings.region or ""

    def answer(self, terms: Terms, request: Request) -> Answer:
        """Count a period; many cases begin on one day.

        Raises:
            CannotCount, UnknownDays, OverflowError: it cannot be counted.
        """
        # Terms are kept by the standards as long as cases are judged, so that one is told by its place.
        key = (id(terms), request)
        if key not in self._answers:
            self._answers[key] = answer(self.calendar, terms, request, self._settings)
        return self._answers[key]

    def terms(self, rule: PeriodRule) -> Terms:
        """Return the terms of a rule."""
        if rule.id not in self._terms:
            self._terms[rule.id] = terms_of(rule, self._settings)
        return self._terms[rule.id]

    def told_terms(self, period: Period) -> Terms:
        """Return the terms of a promise that was made for one case."""
        key = f"承诺 {period}"
        if key not in self._terms:
            self._terms[key] = plain_terms(period, "承诺办结", ("办件的承诺时限",))
        return self._terms[key]

    @property
    def _settings(self) -> DeadlineSettings:
        return self.register.settings.deadlines


@dataclass(frozen=True)
class Judged:
    """A case with the item that it is about."""

    case: Case
    standard: Standard
