"""Records that came together, held against what changed: in the order of their numbers they are its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from quanze.diff.entries import Entries, Entry, EntryKey
from quanze.diff.match import compare_entries
from quanze.diff.records import Mismatch, declarations, key_of, mismatches
from quanze.diff.replay import CannotReplay, replayed
from quanze.model.adjustment import AdjustmentRecord, ListName
from quanze.model.change_kind import Levels


class Held(NamedTuple):
    """Something in which records and the change differ."""

    record: AdjustmentRecord | None
    """The record that says it; None where no record says anything of it."""
    mismatch: Mismatch


def in_order(records: Sequence[AdjustmentRecord]) -> tuple[AdjustmentRecord, ...]:
    """Return records in the order of their numbers."""
    return tuple(sorted(records, key=lambda record: by_number(record.number)))


def by_number(written: str) -> tuple[str, int, str]:
    """Return what sorts the numbers of records: 2026-10 comes after 2026-9."""
    year, _, number = written.partition("-")
    return year, int(number) if number.isdecimal() else 0, number


def held(
    records: Sequence[AdjustmentRecord], old: Entries, new: Entries, own: Levels
) -> Iterator[Held]:
    """Tell in what records differ from the change between two states; nothing where they say it all."""
    if len(records) == 1:
        (record,) = records
        changes = compare_entries(old, new, own, declarations([record]))
        yield from (Held(record, mismatch) for mismatch in mismatches(record, changes))
        return
    state = old
    for record in in_order(records):
        try:
            after = _named(replayed(state, record.changes), record)
        except CannotReplay as problem:
            told = problem.change
            name = told.name or told.key
            yield Held(record, Mismatch(key_of(told), name, f"按记录重放时接不上：{problem}"))
            return
        changes = compare_entries(state, after, own, declarations([record]))
        yield from (Held(record, mismatch) for mismatch in mismatches(record, changes))
        state = after
    for change in compare_entries(state, new, own, declarations(records)).changes:
        elements = "、".join(element.name for element in change.elements)
        kind = f"{change.kind}：{elements}" if elements else change.kind
        yield Held(None, Mismatch(change.key, change.entry.name, f"改了（{kind}），没有记录"))


def _named(state: dict[EntryKey, Entry], record: AdjustmentRecord) -> dict[EntryKey, Entry]:
    """Give the entries that a record changed the names that their lists give them, not the record."""
    for change in record.changes:
        key = key_of(change)
        if key in state:
            state[key] = replace(
                state[key], name=_name(key, state), department=_department(state[key])
            )
    return state


def _name(key: EntryKey, state: Entries) -> str:
    if key.listed is ListName.DUTY:
        item = key.key.partition("/")[0].partition("#")[0]
        power = state.get(EntryKey(ListName.POWER, "", item))
        same = power is not None and power.data.get("部门") == key.department
        return str(power.data["名称"]) if power is not None and same else key.key
    data = state[key].data
    return str(data.get("名称") or data.get("管理事项") or key.key)


def _department(entry: Entry) -> str:
    if entry.key.listed is ListName.POWER:
        return str(entry.data.get("部门", ""))
    return entry.key.department or entry.key.key
