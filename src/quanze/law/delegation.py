"""Power handed down or entrusted: what has to be done with a batch, by when, and on what ground.

The ground is 吉发〔2020〕7号, the opinion of one province; where it says "promptly" there is no last day,
and none is made up: what quanze reminds of by itself is marked 暂定 and never counts as overdue.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from quanze.calendar import Outcome, WorkingCalendar
from quanze.deadline.count import add_months
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import Terms, terms_of
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem, DelegationEvent, Stage
from quanze.model.items import YesNo
from quanze.model.settings import Settings

__all__ = [
    "Duty",
    "Share",
    "Standing",
    "follows",
    "full_year",
    "named",
    "told_term",
    "warning_days",
]

DOCUMENT: Final = "吉发〔2020〕7号"
_JILIN: Final = "22"
_WARNING_DAYS: Final = 90
"""Provisional: no document says how long before its end a term is to be thought of."""

Share = tuple[DelegatedItem, str]
"""An item as one receiver takes it over; "" where the batch names no receiver."""


class Standing(StrEnum):
    """How a duty stands on a day."""

    DONE = "已办"
    LATE = "办晚了"
    OVERDUE = "逾期"
    DUE = "到期"
    """Its day has come by a reckoning that is provisional: it is no fault yet."""
    SOON = "临近"
    OPEN = "待办"


@dataclass(frozen=True)
class Duty:
    """One thing to be done with a batch: a step, for some of its items and receivers."""

    batch: Delegation
    stage: str
    """The step in the life of a batch, or 期满."""
    shares: tuple[Share, ...]
    due: Outcome | None
    """The last day; None where none is set, or it cannot be counted."""
    standing: Standing
    basis: str
    who: str = ""
    start: datetime.date | None = None
    """The day from which it is counted."""
    done: datetime.date | None = None
    event: DelegationEvent | None = None
    """The event that did it, or that plans it."""
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.standing not in (Standing.DONE, Standing.LATE)

    @property
    def items(self) -> tuple[DelegatedItem, ...]:
        """The items that it is about, each once."""
        return tuple({id(item): item for item, _ in self.shares}.values())

    @property
    def receivers(self) -> tuple[str, ...]:
        """The receivers that it is about, each once."""
        return tuple(dict.fromkeys(name for _, name in self.shares if name))


def follows(settings: Settings) -> bool:
    """Whether 吉发〔2020〕7号 is to be followed: not where the register is known to be elsewhere."""
    asked = settings.delegations.follows
    if asked is not None:
        return asked is YesNo.YES
    return not settings.division or settings.division.startswith(_JILIN)


def warning_days(settings: Settings) -> int:
    """Return how many days before its end a term is warned of."""
    asked = settings.delegations.warning_days
    return _WARNING_DAYS if asked is None else asked


def full_year(since: datetime.date, until: datetime.date) -> bool:
    """Whether a term is a year at least; both its days belong to it."""
    if since.year == datetime.MAXYEAR:
        return False
    return until >= add_months(since, 12) - datetime.timedelta(1)


def told_term(since: datetime.date | None, until: datetime.date | None) -> str:
    """Write a term for a message."""
    return f"{since or '……'} 至 {until or '……'}"


def named(shares: Iterable[Share]) -> str:
    """Name items and receivers: “甲” → A、B."""
    by_item: dict[str, list[str]] = {}
    for item, receiver in shares:
        by_item.setdefault(item.name, []).append(receiver)
    return "；".join(
        f"“{item}”" + (f"→{'、'.join(filter(None, names))}" if any(names) else "")
        for item, names in by_item.items()
    )


def first(
    batch: Delegation, stage: Stage, share: Share, since: datetime.date = datetime.date.min
) -> DelegationEvent | None:
    """Return the earliest event of a kind that took place for an item and a receiver, from a day on."""
    found = [
        event
        for event in batch.events_of(*share)
        if event.stage is stage and event.date and event.date >= since
    ]
    return min(found, key=lambda event: event.date or datetime.date.max, default=None)


def planned(batch: Delegation, stage: Stage, share: Share) -> DelegationEvent | None:
    """Return an event of a kind that is planned for an item and a receiver, and not done."""
    events = batch.events_of(*share)
    return next((one for one in events if one.stage is stage and not one.date), None)


class Desk(NamedTuple):
    """What duties are counted with."""

    settings: Settings
    calendar: WorkingCalendar
    rules: PeriodRules
    day: datetime.date

    @property
    def follows(self) -> bool:
        """Whether 吉发〔2020〕7号 is followed."""
        return follows(self.settings)

    def terms(self, rule: str) -> Terms:
        """Return a period rule as it is counted here."""
        return terms_of(self.rules.get(rule), self.settings.deadlines)


def on_day(day: datetime.date) -> Outcome:
    """Return a day as a last day that no notice can change."""
    return Outcome(day, day, day, decided=True)


def by_plan(desk: Desk, event: DelegationEvent) -> tuple[Outcome | None, Standing]:
    """Return the day of a plan, and how it stands."""
    if event.planned is None:
        return None, Standing.OPEN
    return on_day(event.planned), warned(desk, event.planned)


def warned(desk: Desk, end: datetime.date) -> Standing:
    """Judge a day that is set by a term or a plan."""
    left = (end - desk.day).days
    if left < 0:
        return Standing.OVERDUE
    return Standing.SOON if left <= warning_days(desk.settings) else Standing.OPEN
