"""A table of running cases -> due dates and warnings, row by row; a bad row does not stop the others."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from quanze.calendar import UnknownDays, WorkingCalendar
from quanze.calendar.outlook import DAY
from quanze.deadline.answer import Answer, Request, answer
from quanze.deadline.case_plans import Plan, Plans
from quanze.deadline.case_rows import (
    Case,
    CaseFault,
    CaseRow,
    Column,
    Fault,
    read_case,
    shortened,
)
from quanze.deadline.certainty import State, Uncertainty, state_of, strictly, uncertainty
from quanze.deadline.count import CannotCount, Suspension
from quanze.deadline.items import Items
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import Terms
from quanze.deadline.warning import Remaining, remaining
from quanze.model.period import Period, Unit
from quanze.model.period_rule import DeadlineSettings, Direction

DUE: Final = "到期日"
_MOST_REMARKS: Final = 6
"""A cell with thousands of odd spans makes no more remarks than are read."""
_FAR: Final = 20
"""Years; no case runs so long."""


class Paused(NamedTuple):
    """What is left of a period whose clock stands."""

    since: Suspension
    working_days: int | None
    """Working days that were not used yet when it stopped; None for periods in other units."""
    days: int | None
    """Likewise in days, for periods in days, months and years."""
    decided: bool
    """Whether the days used before can no longer change."""


@dataclass(frozen=True)
class CaseResult:
    """A row with its due date, or with the reason why there is none."""

    row: int
    number: str
    case: Case | None = None
    plan: Plan | None = None
    answer: Answer | None = None
    """None where the row has a fault."""
    remaining: Remaining | None = None
    lawful: Answer | None = None
    """The date that the law sets, where the due date is an earlier one of the office's own."""
    paused: Paused | None = None
    unsure: Uncertainty | None = None
    """Why the date is provisional and when to look again; None where it is certain."""
    remarks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """What in the case does not agree with the law, though a date could be found."""
    fault: Fault | None = None

    @property
    def state(self) -> State | None:
        """Whether the date is certain; None where there is neither a date nor a clock that stands."""
        if self.paused:
            return State.SUSPENDED
        return state_of(self.answer.due.outcome) if self.answer else None


@dataclass
class _Said:
    """What is remarked upon while a row is worked out."""

    remarks: list[str]
    faults: list[str] = field(default_factory=list)


class Casework:
    """Works out cases one after another; what they share is worked out once."""

    def __init__(
        self,
        calendar: WorkingCalendar,
        settings: DeadlineSettings,
        items: Items | None = None,
        *,
        today: datetime.date,
        strict: bool = False,
    ) -> None:
        """Take what cases are judged by.

        Args:
            calendar: which days are working days.
            settings: the register's rules, choices and warning levels.
            items: the register's items; None where no register is given.
            today: the day on which is judged what is left, for rows that name none.
            strict: whether a date that can still change is refused.
        """
        self._calendar = calendar
        self._settings = settings
        self._plans = Plans(PeriodRules(settings.rules), settings, items)
        self._today = today
        self._strict = strict
        self._answered: dict[tuple[int, Request], Answer] = {}
        self._remaining = lru_cache(maxsize=8192)(self._find_remaining)

    def work_out(self, rows: Iterable[CaseRow]) -> Iterator[CaseResult]:
        """Work out rows, in their order. A number that was seen before is remarked upon."""
        seen: dict[str, int] = {}
        for row in rows:
            result = self.result(row)
            first = seen.setdefault(result.number, row.row)
            if result.number and first != row.row:
                said = f"编号与第 {first} 行相同"
                result = replace(result, remarks=(*result.remarks, said))
            yield result

    def result(self, row: CaseRow) -> CaseResult:
        """Work out one row."""
        number = row.text(Column.NUMBER)
        try:
            case = read_case(row, self._today)
            plan = self._plans.of(row)
            _check(case, plan)
            try:
                return self._result(case, plan)
            except (CannotCount, UnknownDays, OverflowError) as error:
                column = _blamed(case, plan)
                beyond = isinstance(error, OverflowError)
                reason = "日期超出了历法的范围" if beyond else str(error).rstrip("。")
                raise CaseFault(column, reason, f"核对{column}") from None
        except CaseFault as found:
            return CaseResult(row.row, number, fault=found.fault)

    def _result(self, case: Case, plan: Plan) -> CaseResult:
        said = _Said(list(plan.remarks))
        found, lawful = self._answers(case, plan, said)
        paused = self._paused(case, found)
        left = None if paused else self._left(case, found)
        if case.request.start > case.today and found.terms.direction is Direction.AFTER:
            said.remarks.append(f"起算日在今日（{case.today}）以后")
        remarks = (*said.remarks, *found.remarks[len(found.terms.remarks) :])
        faults = (*found.faults, *said.faults)
        return CaseResult(
            case.row,
            case.number,
            case,
            plan,
            found,
            left,
            lawful,
            paused,
            None if paused else uncertainty(self._calendar, found.due.outcome),
            _few(remarks) if remarks else (),
            _few(faults) if faults else (),
        )

    def _left(self, case: Case, found: Answer) -> Remaining:
        """Find what is left; with --strict, refuse a date that can still change."""
        if self._strict:
            try:
                strictly(self._calendar, found)
            except CannotCount as error:
                mend = "通知公布以后再算，或不用 --strict"
                raise CaseFault(DUE, str(error).rstrip("。"), mend) from None
        return self._remaining(found.due.outcome.earliest, case.today)

    def _answers(self, case: Case, plan: Plan, said: _Said) -> tuple[Answer, Answer | None]:
        """Answer for what is due, and for what the law sets beside an office's own period."""
        terms = plan.terms_for(case.request)
        found = self._answer_case(terms, case)
        if plan.lawful is None:
            return found, None
        if terms is plan.lawful:
            said.remarks.append("已经延长，按法定的时限计算")
            return found, None
        try:
            lawful = self._answer_case(plan.lawful, case)
        except (CannotCount, UnknownDays) as error:
            said.remarks.append(f"法定的日期算不出来：{error}")
            return found, None
        return self._earlier(case, found, lawful, said)

    def _earlier(
        self, case: Case, found: Answer, lawful: Answer, said: _Said
    ) -> tuple[Answer, Answer | None]:
        """Let an office's own period be due only if it ends no later than that of the law."""
        stands, law_stands = self._paused(case, found), self._paused(case, lawful)
        if not law_stands and (stands or lawful.due.day < found.due.day):
            said.remarks.append(
                f"{found.due.period}比法定的时限（{lawful.due.period}）晚，按法定的时限计算"
            )
            return lawful, None
        said.faults += lawful.faults
        if law_stands:
            if not stands:
                said.remarks.append("法定的时限在中止，还没有日期")
            return found, None
        if self._strict and not lawful.decided:
            said.remarks.append("法定的到期日还不能确定，没有给出")
            return found, None
        return found, lawful

    def _answer_case(self, terms: Terms, case: Case) -> Answer:
        """Answer for a case. Where the clock stands, the first day of that is left out of the count."""
        request = case.request
        if case.suspended:
            start = case.suspended
            first_day = Suspension(start.first, start.first, start.reason)
            ended = _before(request.suspensions, start.first)
            request = replace(request, suspensions=(*ended, first_day))
        if request.channel and not (terms.rule and terms.rule.channels):
            request = replace(request, channel=None)
        return self._answer(terms, request)

    def _answer(self, terms: Terms, request: Request) -> Answer:
        # Terms are made once for each plan, so that one of them is told by where it is kept.
        key = (id(terms), request)
        known = self._answered.get(key)
        if known is None:
            known = answer(self._calendar, terms, request, self._settings)
            self._answered[key] = known
        return known

    def _paused(self, case: Case, found: Answer) -> Paused | None:
        """Say what is left where the clock stands; None if it ran out before.

        The answer was found with the first day of the suspension left out of the count.
        """
        if case.suspended is None:
            return None
        # What is said of days before the period begins to run stops nothing before it begins.
        begun = found.started or case.request.start
        first = max(case.suspended.first, begun + DAY)
        due = found.due
        if due.raw.latest < first:
            return None
        decided = self._calendar.is_decided(first - DAY)
        if due.period.unit is Unit.WORKING_DAY:
            left = self._calendar.days.count(first, due.day)
            if case.suspended.first <= begun:
                left = due.period.amount or 0
            return Paused(case.suspended, left, None, decided)
        stopped = case.suspended.first > begun
        left = (due.raw.day - (first if stopped else begun)).days
        return Paused(case.suspended, None, left, decided)

    def _find_remaining(self, last: datetime.date, today: datetime.date) -> Remaining:
        return remaining(self._calendar, last, today, self._settings.warning)


def _blamed(case: Case, plan: Plan) -> Column:
    """Return the column that makes a date impossible to find: one with a day that lies far away."""
    request = case.request
    stopped = [day for span in request.suspensions for day in (span.first, span.last) if day]
    for column, days in ((Column.SUSPENDED, stopped), (Column.START, [request.start])):
        if any(abs(day.year - case.today.year) > _FAR for day in days):
            far_today = abs(case.today.year - datetime.date.today().year) > _FAR
            return Column.TODAY if far_today else column
    return plan.source


def _check(case: Case, plan: Plan) -> None:
    """Refuse what a case says beside its period where it does not fit it.

    Raises:
        CaseFault: it names the column that does not fit.
    """
    request, terms = case.request, plan.terms_for(case.request)
    unit, back = terms.limit.unit, terms.direction is Direction.BEFORE
    if unit is Unit.HOUR and request.time is None:
        raise CaseFault(Column.START, "按小时计算的期限从发生的时刻算起，没有写时刻")
    if (request.suspensions or case.suspended) and (unit is Unit.HOUR or back):
        raise CaseFault(Column.SUSPENDED, "按小时计算的、往前算的期限没有中止", "把这一格空着")
    if request.extend:
        _check_extension(request.extend, terms)
    known = [channel.name for channel in terms.rule.channels] if terms.rule else []
    if request.channel and known and request.channel not in known:
        raise CaseFault(
            Column.CHANNEL,
            f"没有收到方式“{shortened(request.channel)}”",
            f"写 {'、'.join(known)}，或者空着",
        )
    rolls = unit in (Unit.DAY, Unit.MONTH, Unit.YEAR) and not back
    open_point = terms.rule.open_point if terms.rule else None
    settled = terms.rule and not (open_point and open_point.roll)
    if terms.rule and settled and rolls and request.roll not in (None, terms.roll):
        word = "顺延" if terms.roll else "不顺延"
        raise CaseFault(
            Column.ROLL, f"规则“{terms.rule.id}”末日遇休息日{word}，表里写的相反", "把这一格空着"
        )


def _check_extension(extend: Period | bool, terms: Terms) -> None:
    if extend is True:
        if terms.extension is None:
            raise CaseFault(
                Column.EXTENDED, "这个期限没有规定可以延长多久", "写明延长多久，如 10个工作日"
            )
        return
    if isinstance(extend, Period) and extend.unit is not terms.limit.unit:
        raise CaseFault(
            Column.EXTENDED,
            f"延长（{extend}）与期限（{terms.limit}）的单位不同，不能接着算",
            "把延长写成同样的单位",
        )


def _before(spans: Iterable[Suspension], day: datetime.date) -> Iterator[Suspension]:
    """Go through what of spans lies before a day."""
    for span in spans:
        if span.first < day:
            last = min(span.last or span.first, day - DAY)
            yield Suspension(span.first, last, span.reason)


def _few(remarks: Iterable[str]) -> tuple[str, ...]:
    said = tuple(dict.fromkeys(remarks))
    if len(said) <= _MOST_REMARKS:
        return said
    return (*said[:_MOST_REMARKS], f"……还有 {len(said) - _MOST_REMARKS} 条")
