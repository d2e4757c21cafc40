"""What the records of adjustments tell of the days from which an item was in the list, or not any more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from quanze.law.adjustment import approved, steps_needed
from quanze.model.adjustment import AdjustmentRecord, ListName, RecordedChange
from quanze.model.change_kind import RECODED, REGULAR_AGAIN, RESERVED
from quanze.model.register import Register, group
from quanze.model.settings import Settings

_CAME, _WENT, _RECODED = "列入", "离开", "换码"


@dataclass(frozen=True)
class Turn:
    """A day on which an item came to the list, left it, or changed what it is."""

    day: datetime.date
    what: str
    kind: str
    """How the record calls it: 取消, 下放 …"""
    other: str = ""
    """The body that it went to, or the code that it has now."""


class Past:
    """The turns of each item, in order of their days."""

    def __init__(self, register: Register) -> None:
        turns = (turn for record in register.adjustments for turn in _turns(record, register))
        self._turns = {
            code: tuple(sorted(found, key=lambda turn: turn.day))
            for code, found in group(turns).items()
        }

    def left(self, code: str) -> Turn | None:
        """Return how an item that is not in the list left it; None where no record tells."""
        turns = self._turns.get(code, ())
        return next((turn for turn in reversed(turns) if turn.what in (_WENT, _RECODED)), None)

    def came(self, code: str) -> Turn | None:
        """Return how an item that is in the list came to it last; None where it was there before."""
        return next((t for t in reversed(self._turns.get(code, ())) if t.what == _CAME), None)

    def recoded(self, code: str) -> str:
        """Return the code that an item has now; empty where it has no other."""
        left = self.left(code)
        return left.other if left and left.what == _RECODED else ""

    def reserved_on(self, code: str, day: datetime.date, *, now: bool) -> bool:
        """Whether an item was a reserved power on a day, `now` being what it is in the list."""
        turns = [t for t in self._turns.get(code, ()) if t.what in (RESERVED, REGULAR_AGAIN)]
        later = next((turn for turn in turns if turn.day > day), None)
        return later.what == REGULAR_AGAIN if later else now


def _turns(record: AdjustmentRecord, register: Register) -> Iterator[tuple[str, Turn]]:
    day = effective(record, register.settings)
    if day is None:
        return
    for change in record.changes:
        if change.list_name is ListName.POWER:
            yield from _of_change(change, day)


def _of_change(change: RecordedChange, day: datetime.date) -> Iterator[tuple[str, Turn]]:
    if change.content is not None:
        yield change.key, Turn(day, _CAME, change.kind)
    elif change.fingerprint is not None:
        yield change.key, Turn(day, _WENT, change.kind, change.destination or "")
    if change.kind == RECODED and change.old_key:
        yield change.old_key, Turn(day, _RECODED, change.kind, change.key)
    if change.kind in (RESERVED, REGULAR_AGAIN):
        yield change.key, Turn(day, change.kind, change.kind)


def effective(record: AdjustmentRecord, settings: Settings) -> datetime.date | None:
    """Return the day on which a record took effect: that of the last step it needs; None for a draft."""
    if not approved(record, settings):
        return None
    taken = (record.taken(step.name) for step in steps_needed(settings, record.level))
    return max((step.date for step in taken if step and step.date), default=None)
