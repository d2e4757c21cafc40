"""Who holds an item by a delegation, and since when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quanze.casework.bodies import same_body
from quanze.casework.columns import Known
from quanze.casework.handled import Case
from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import DelegatedItem, Stage
from quanze.model.register import Register


@dataclass(frozen=True)
class Holding:
    """An item as one receiver takes it."""

    batch: Delegation
    item: DelegatedItem
    receiver: str

    @property
    def mode(self) -> str:
        return str(self.batch.mode_of(self.item))

    @property
    def since(self) -> datetime.date | None:
        """The day of the hand-over; None while it has not been handed over."""
        event = self.batch.happened(Stage.HANDOVER, self.item, self.receiver)
        return event.date if event else None

    def state_on(self, day: datetime.date) -> HoldingState:
        """Whether it holds the item on a day."""
        return self.batch.state_on(day, self.item, self.receiver)

    def is_body(self, case: Case, region: str) -> bool:
        """Whether a case was handled by the receiver."""
        return same_body(case.text(Known.BODY), self.receiver, region) is True


def holdings(register: Register, code: str) -> tuple[Holding, ...]:
    """Return every receiver of an item, by the giver's code or a receiver's own."""
    return tuple(
        Holding(batch, item, taken.name)
        for batch, item in register.delegations_by_item.get(code, ())
        for taken in batch.taken(item)
        if str(item.code) == code or str(taken.code) == code
    )


def not_held(acting: Sequence[Holding], day: datetime.date) -> str:
    """Say that none of the receivers who acted held the item on the day; empty where one did."""
    states = [one.state_on(day) for one in acting]
    return "" if HoldingState.HELD in states else f"承接主体在 {day} 没有这项职权（{states[0]}）"
