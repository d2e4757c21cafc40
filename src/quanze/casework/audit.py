"""A table of handled cases held against a register, case by case."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from quanze.calendar import WorkingCalendar
from quanze.casework.checks.body import body
from quanze.casework.checks.discretion import discretion
from quanze.casework.checks.limits import correction, limits
from quanze.casework.checks.listed import listed, released, unlisted
from quanze.casework.checks.materials import materials
from quanze.casework.checks.stage_days import stage_days
from quanze.casework.columns import CaseColumns, Known
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided
from quanze.casework.handled import Case, CaseTable
from quanze.casework.past import Past
from quanze.casework.standard import Standards
from quanze.deadline.items import Item, Items
from quanze.deadline.period_rules import PeriodRules
from quanze.model.register import Register

CHECKS: Final[tuple[Callable[[Judged, Desk], Iterator[Outcome]], ...]] = (
    listed, released, body, stage_days, limits, correction, materials, discretion,
)  # fmt: skip
OUTSIDE: Final = "（没有对上事项）"


@dataclass(frozen=True)
class CaseResult:
    """What was found in one case."""

    case: Case
    item: Item | None
    """None where the code is not in the list, or cannot be told."""
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]

    @property
    def department(self) -> str:
        """The department whose item it is."""
        return self.item.department if self.item else OUTSIDE


def columns_of(register: Register) -> CaseColumns:
    """Return the columns that a table may have for a register: those of its stages too."""
    steps = (step for lists in register.departments for flow in lists.flows for step in flow.steps)
    return CaseColumns(step.stage for step in steps if step.stage)


class Audit:
    """Judges cases; what they share is worked out once."""

    def __init__(
        self,
        register: Register,
        calendar: WorkingCalendar,
        table: CaseTable,
        *,
        today: datetime.date,
    ) -> None:
        """Take what cases are judged by.

        Args:
            register: the list that they are held against.
            calendar: which days are working days.
            table: the table, for its columns.
            today: the day up to which cases that are not decided run.
        """
        rules = PeriodRules(register.settings.deadlines.rules)
        self._desk = Desk(register, Past(register), rules, calendar, table, today)
        self._items = Items(register)
        self._standards = Standards(register, rules)

    def results(self) -> Iterator[CaseResult]:
        """Go through the cases of the table, each with what was found in it."""
        for case in self._desk.table.cases():
            yield self._result(case)

    def _result(self, case: Case) -> CaseResult:
        written = case.text(Known.ITEM)
        found = self._items.of(written)
        if not found and (now := self._code_now(case, written)):
            found = self._items.of(now)
        if len(found) == 1:
            judged = Judged(case, self._standards.of(found[0]))
            outcomes = [one for check in CHECKS for one in check(judged, self._desk)]
            return _sorted(case, found[0], outcomes)
        if found:
            return _sorted(case, None, [Undecided(Check.UNLISTED, "清单里有几项用这个编码")])
        if not case.code:
            why = "没有写事项编码" if not written else "“事项编码”里写的不是编码"
            return _sorted(case, None, [Undecided(Check.UNLISTED, why)])
        return _sorted(case, None, list(unlisted(case, case.code, self._desk)))

    def _code_now(self, case: Case, written: str) -> str:
        """Return the code that an item has now, for a case from before it was given another one."""
        turn = self._desk.past.left(written)
        before = turn is not None and case.begun is not None and case.begun < turn.day
        return self._desk.past.recoded(written) if before else ""


def _sorted(case: Case, item: Item | None, outcomes: list[Outcome]) -> CaseResult:
    found = tuple(one for one in outcomes if isinstance(one, Finding))
    return CaseResult(
        case, item, found, tuple(one for one in outcomes if isinstance(one, Undecided))
    )
