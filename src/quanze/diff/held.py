"""Records that came together, held against what changed: in the order of their numbers they are its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from quanze.diff.changes import Change
from quanze.diff.entries import OF_CODES, Entries, Entry, EntryKey
from quanze.diff.match import compare_entries
from quanze.diff.records import Mismatch, by_number, declarations, key_of, mismatches
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
    return tuple(sorted(records, key=by_number))


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
        what = f"改了（{what_changed(change)}），没有记录"
        yield Held(None, Mismatch(change.key, change.entry.name, what))


def what_changed(change: Change) -> str:
    """Say in Chinese what happened: the kind, and the elements that changed."""
    elements = "、".join(element.name for element in change.elements)
    return f"{change.kind}：{elements}" if elements else change.kind


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
        same = power is not None and power.data.get("部门") == state[key].data.get("部门")
        return str(power.data.get("名称", key.key)) if power is not None and same else key.key
    data = state[key].data
    return str(data.get("名称") or data.get("管理事项") or key.key)


def _department(entry: Entry) -> str:
    if entry.key.listed in OF_CODES:
        return str(entry.data.get("部门", ""))
    return entry.key.department or entry.key.key
