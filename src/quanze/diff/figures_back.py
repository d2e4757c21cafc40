"""Figures of former versions: from the list as it is, record by record back to the first.

Nothing is guessed: where a record does not fit what the walk has come to, the walk ends and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quanze.diff.entries import same
from quanze.diff.records import by_number
from quanze.law.adjustment import approved
from quanze.model.adjustment import AdjustmentRecord, ListName, RecordedChange
from quanze.model.compression import Comparison, Limits, Sum, Tally, limits_of
from quanze.model.period import Period
from quanze.model.register import Register

_STATUTORY: Final = "法定时限"
_PROMISED: Final = "承诺时限"


@dataclass(frozen=True)
class FormerFigures:
    """The figures of the list as a record left it."""

    record: AdjustmentRecord
    total: int
    comparisons: Mapping[Comparison, int]
    sums: tuple[Sum, ...]
    unknown: int
    """Powers that were in the list then and are gone since, whose limits no record tells."""


@dataclass(frozen=True)
class WalkBack:
    """The figures after each approved record, the oldest first."""

    versions: tuple[FormerFigures, ...]
    before: int | None
    """How many powers there were before the first of them; None where there is no record."""
    end: str
    """Why the walk does not reach the first record, in Chinese; empty where it does."""


def figures_back(register: Register) -> WalkBack:
    """Walk from the list as it is back through its records of adjustments."""
    return _Walk(register).walked()


class _Broken(Exception):
    """A record does not fit; the text says how, in Chinese."""


_Change = tuple[str, Limits | None]
"""A power as it was before a record: its code and limits; None: nobody knows these."""


class _Walk:
    def __init__(self, register: Register) -> None:
        self._settings = register.settings
        self._records = sorted(register.adjustments, key=by_number)
        self._state: dict[str, Limits | None] = {
            str(power.code): limits_of(power) for power in register.powers
        }
        self._tally = Tally(one for one in self._state.values() if one is not None)
        self._unknown = 0
        self._at_removal = _limits_at_removal(self._records)

    def walked(self) -> WalkBack:
        versions: list[FormerFigures] = []
        before, end = None, ""
        for record in reversed(self._records):
            counts = approved(record, self._settings)
            try:
                gone, came = self._undone(record)
            except _Broken as broken:
                if not counts:
                    continue  # a draft that the list does not follow yet
                end = f"记录 {record.number}：{broken}"
                break
            if counts:
                versions.append(self._figures(record))
            self._apply(gone, came)
            before = len(self._state) if versions else None
        return WalkBack(tuple(reversed(versions)), before, end)

    def _figures(self, record: AdjustmentRecord) -> FormerFigures:
        return FormerFigures(
            record,
            len(self._state),
            self._tally.comparisons,
            tuple(self._tally.sums()),
            self._unknown,
        )

    def _apply(self, gone: Iterable[str], came: Iterable[_Change]) -> None:
        for code in gone:
            self._count(self._state.pop(code), -1)
        for code, limits in came:
            self._state[code] = limits
            self._count(limits, 1)

    def _count(self, limits: Limits | None, times: int) -> None:
        if limits is None:
            self._unknown += times
        else:
            self._tally.add(limits, times)

    def _undone(self, record: AdjustmentRecord) -> tuple[list[str], list[_Change]]:
        """Tell which codes the list did not have before a record, and which it had instead."""
        if record.totals.after != len(self._state):
            raise _Broken(
                f"写着调整后是 {record.totals.after} 项，从现在的清单往回推是 {len(self._state)} 项"
            )
        gone: list[str] = []
        came: list[_Change] = []
        for change in record.changes:
            if change.list_name is not ListName.POWER:
                continue
            if change.fingerprint is None:
                gone.append(self._known(change))
            if change.content is None:
                came.append(self._before(record, change))
        self._proved(record, gone, [code for code, _ in came])
        return gone, came

    def _known(self, change: RecordedChange) -> str:
        if change.key not in self._state:
            raise _Broken(f"{change.name or change.key}已不在往回推到的清单里")
        limits = self._state[change.key]
        if change.content is not None and limits not in (None, _limits(change.content)):
            raise _Broken(f"{change.name or change.key}的时限后来改了，没有记录")
        return change.key

    def _before(self, record: AdjustmentRecord, change: RecordedChange) -> _Change:
        if change.fingerprint is not None:
            return change.key, self._at_removal.get((record.number, change.key))
        limits = self._state[change.key]
        if limits is not None:
            limits = Limits(
                _former(change, _STATUTORY, limits.statutory),
                _former(change, _PROMISED, limits.promised),
            )
        return change.old_key or change.key, limits

    def _proved(self, record: AdjustmentRecord, gone: list[str], came: list[str]) -> None:
        left = self._state.keys() - set(gone)
        if len(set(gone)) < len(gone) or len(set(came)) < len(came) or not left.isdisjoint(came):
            raise _Broken("同一个编码写了两次，或者早已在清单里")
        if len(left) + len(came) != record.totals.before:
            raise _Broken(
                f"写着调整前是 {record.totals.before} 项，按变更往回推是 {len(left) + len(came)} 项"
            )


def _former(change: RecordedChange, name: str, present: Period | None) -> Period | None:
    element = next((one for one in change.elements if one.name == name), None)
    if element is None:
        return present
    if not same(element.new, present):
        raise _Broken(f"{change.name or change.key}的“{name}”后来改了，没有记录")
    return _period(element.old)


def _limits(content: Mapping[str, Any]) -> Limits:
    return Limits(_period(content.get(_STATUTORY)), _period(content.get(_PROMISED)))


def _period(value: Any) -> Period | None:
    return Period(value) if isinstance(value, str) and value.strip() else None


def _limits_at_removal(records: Iterable[AdjustmentRecord]) -> dict[tuple[str, str], Limits]:
    """Return the limits that powers had when they were taken out, as far as a record tells them.

    A record that takes a power out does not say them; the one that brought it does.
    """
    known: dict[str, Limits] = {}
    found: dict[tuple[str, str], Limits] = {}
    for record in records:
        for change in record.changes:
            if change.list_name is not ListName.POWER:
                continue
            if change.content is not None:
                known[change.key] = _limits(change.content)
            elif (limits := known.pop(change.old_key or change.key, None)) is None:
                continue
            elif change.fingerprint is not None:
                found[record.number, change.key] = limits
            else:
                known[change.key] = _changed(limits, change)
    return found


def _changed(limits: Limits, change: RecordedChange) -> Limits:
    new = {one.name: _period(one.new) for one in change.elements}
    return Limits(new.get(_STATUTORY, limits.statutory), new.get(_PROMISED, limits.promised))
