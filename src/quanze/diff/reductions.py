"""四减: how many steps, days, materials and proofs an item asks for, before and after.

Only powers that are in both versions are measured; what a list does not say is unknown, never 0.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from quanze.diff.changes import Changes
from quanze.diff.entries import NESTED, Data, Entries, Entry, EntryKey, Renaming, entries_of
from quanze.model.adjustment import ListName
from quanze.model.flow import StepKind
from quanze.model.period import Period, Unit
from quanze.model.register import Register

PROOF: Final = "证明"
"""A material whose name has this word is a proof that somebody else has to write."""
_STEPS: Final = (StepKind.PROCESS, StepKind.DECISION, StepKind.DOCUMENT)


class Measure(StrEnum):
    """What 四减 reduces."""

    STEPS = "环节"
    LIMIT = "时限"
    MATERIALS = "材料"
    PROOFS = "证明"


UNITS: Final = {
    Measure.STEPS: "个",
    Measure.LIMIT: "个工作日",
    Measure.MATERIALS: "份",
    Measure.PROOFS: "份",
}


@dataclass(frozen=True)
class Amount:
    """What one version says of a measure: a number, or why there is none."""

    number: int | None
    said: str = ""
    """What the list says, where that is more than a number."""

    def __str__(self) -> str:
        return self.said or ("不明" if self.number is None else str(self.number))

    @property
    def value(self) -> int | str | None:
        """The number, else what the list says; None where it is unknown."""
        return self.said or None if self.number is None else self.number


@dataclass(frozen=True)
class Reduction:
    """A measure of one power in both versions."""

    item: Entry
    measure: Measure
    old: Amount
    new: Amount

    @property
    def comparable(self) -> bool:
        """Whether both versions give a number of the same unit."""
        return self.old.number is not None and self.new.number is not None

    @property
    def unknown(self) -> bool:
        """Whether a version says nothing of it."""
        return self.old.value is None or self.new.value is None

    @property
    def change(self) -> int:
        """How much more there is now; 0 where that cannot be said."""
        if self.old.number is None or self.new.number is None:
            return 0
        return self.new.number - self.old.number

    @property
    def altered(self) -> bool:
        """Whether the two versions differ in it, whether or not that is a number."""
        return self.old.value != self.new.value


@dataclass(frozen=True)
class Sum:
    """A measure over all powers whose number is known in both versions."""

    measure: Measure
    items: int
    old: int
    new: int
    unknown: int
    """Powers of which a version says nothing."""
    incomparable: tuple[Reduction, ...]
    """Powers whose limits are in other units: 20日 became 10个工作日."""

    @property
    def change(self) -> int:
        """How much more there is now."""
        return self.new - self.old


@dataclass(frozen=True)
class Reductions:
    """四减 between two versions."""

    measured: tuple[Reduction, ...]

    def of(self, codes: Container[str]) -> Reductions:
        """Return what was measured of some powers, and of those in which something differs."""
        differing = {one.item.key.key for one in self.altered}
        return Reductions(
            tuple(
                one
                for one in self.measured
                if one.item.key.key in codes or one.item.key.key in differing
            )
        )

    @cached_property
    def altered(self) -> tuple[Reduction, ...]:
        """What differs, power by power."""
        return tuple(one for one in self.measured if one.altered)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """One sum for each measure."""
        return tuple(
            _sum(measure, [one for one in self.measured if one.measure is measure])
            for measure in Measure
        )


def _sum(measure: Measure, measured: list[Reduction]) -> Sum:
    known = [one for one in measured if one.comparable]
    return Sum(
        measure,
        len(known),
        sum(one.old.number or 0 for one in known),
        sum(one.new.number or 0 for one in known),
        sum(one.unknown for one in measured),
        tuple(one for one in measured if not one.comparable and not one.unknown and one.altered),
    )


def reductions(old: Entries, new: Entries, renaming: Renaming) -> Reductions:
    """Measure every power that is in both versions."""
    before = {entry.under(renaming).key: entry for entry in _powers(old)}
    was, now = _Flows(old), _Flows(new)
    return Reductions(
        tuple(
            Reduction(entry, measure, amount, now.amounts(entry)[measure])
            for entry in _powers(new)
            if entry.key in before
            for measure, amount in was.amounts(before[entry.key]).items()
        )
    )


def reductions_of(changes: Changes, old: Register, new: Register) -> Reductions:
    """Measure the powers that changed, and those of which flows changed.

    Args:
        changes: what changed.
        old: what measuring needs of the older version beside the powers that changed.
        new: the same of the newer one.
    """
    before = {change.old.key: change.old for change in changes.powers if change.old}
    after = {change.new.key: change.new for change in changes.powers if change.new}
    was, now = before | entries_of(old), after | entries_of(new)
    measured = reductions(was, now, changes.renaming)
    return measured.of({change.key.key for change in changes.powers})


def _powers(entries: Entries) -> Iterator[Entry]:
    return (entry for entry in entries.values() if entry.key.listed is ListName.POWER)


class _Flows:
    """The flows of one version, found from the power."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._by_item = {
            (entry.department, str(code)): entry
            for entry in entries.values()
            if entry.key.listed is ListName.FLOW
            for code in entry.data.get("适用事项", ())
        }

    def amounts(self, power: Entry) -> Mapping[Measure, Amount]:
        """Measure a power."""
        materials = list(_materials(power.data))
        count = len(materials) if materials else None
        proofs = sum(PROOF in name for name in materials) if materials else None
        return {
            Measure.STEPS: Amount(self._steps(power)),
            Measure.LIMIT: _limit(power.data),
            Measure.MATERIALS: Amount(count),
            Measure.PROOFS: Amount(proofs),
        }

    def _steps(self, power: Entry) -> int | None:
        flow = self._flow(power)
        if flow is None:
            return None
        kinds = (step.get("种类", StepKind.PROCESS) for step in flow.data.get("步骤", ()))
        return sum(kind in _STEPS for kind in kinds) or None

    def _flow(self, power: Entry) -> Entry | None:
        named = power.data.get("流程")
        if named is not None:
            return self._entries.get(EntryKey(ListName.FLOW, power.department, str(named)))
        return self._by_item.get((power.department, power.key.key))


def _limit(data: Data) -> Amount:
    written = data.get("承诺时限")
    if not written:
        return Amount(None)
    period = Period(written)
    if period.unit is Unit.WORKING_DAY and not period.further:
        return Amount(period.amount, str(written))
    return Amount(None, str(written))


def _materials(data: Data) -> Iterator[str]:
    """Go through the names of all materials, those of sub-items that list their own too."""
    for material in data.get("申请材料", ()):
        yield str(material.get("名称", ""))
    for nested in NESTED:
        parts: Iterable[Mapping[str, Any]] = data.get(nested, ())
        for part in parts:
            yield from _materials(part)
