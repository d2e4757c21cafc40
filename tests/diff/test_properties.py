"""What holds for every two registers, whatever was edited, moved, merged, parted, recoded or renamed."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from quanze.diff.changes import Change, Changes
from quanze.diff.entries import canonical, entries_of
from quanze.diff.match import changes_between, compare_entries
from quanze.diff.records import declarations, mismatches, recorded_changes, totals
from quanze.diff.replay import replayed, same_state
from quanze.load.emit import emit
from quanze.load.yaml_reader import read
from quanze.model.adjustment import AdjustmentRecord, ListName
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import change_kinds
from quanze.model.element import KeyPath
from tests.diff.worlds import PLAIN_STEPS, World, edited, worlds

MANY = settings(suppress_health_check=[HealthCheck.too_slow])


def diff(old: World, new: World) -> Changes:
    return changes_between(old.register(), new.register())


def record_of(changes: Changes) -> AdjustmentRecord:
    """Make a record, write it as YAML, and read it again."""
    record = AdjustmentRecord.model_construct(
        number="2024-1",
        level=changes.level,
        totals=totals(changes),
        changes=recorded_changes(changes),
    )
    return AdjustmentRecord.model_validate(read(emit(record.data())))


@given(worlds())
def test_a_register_does_not_differ_from_itself(world: World) -> None:
    changes = diff(world, world.copy())
    assert not changes
    assert changes.before == changes.after == len(world.powers())
    assert changes.level is ChangeLevel.WORDING


@MANY
@given(edited())
def test_the_sums_are_right(pair: tuple[World, World]) -> None:
    old, new = pair
    changes = diff(old, new)
    assert (changes.before, changes.after) == (len(old.powers()), len(new.powers()))
    assert changes.before + changes.added - changes.removed == changes.after
    assert sum(changes.counts.values()) == len(changes.changes)


@MANY
@given(edited())
def test_every_entry_changes_at_most_once_and_to_something_else(pair: tuple[World, World]) -> None:
    old, new = pair
    changes = diff(old, new)
    assert max(Counter(one.old.key for one in changes.changes if one.old).values(), default=1) == 1
    assert max(Counter(one.new.key for one in changes.changes if one.new).values(), default=1) == 1
    for change in changes.changes:
        for element in change.elements:
            assert canonical(element.old) != canonical(element.new)


@MANY
@given(edited())
def test_no_removal_looks_like_anything_else(pair: tuple[World, World]) -> None:
    """A power whose code is gone is 取消 unless the newer version declares it as 前身."""
    old, new = pair
    gone = codes(old) - codes(new)
    declared = {code for _, power in new.powers() for code in power.get("前身", ())}
    told = {one.key.key: one.kind for one in diff(old, new).powers if one.new is None}
    assert gone - declared <= told.keys()
    assert all(told[code] == "取消" for code in gone - declared)


def codes(world: World) -> set[str]:
    return {power["编码"] for _, power in world.powers()}


@MANY
@given(edited(tuple(PLAIN_STEPS)))
def test_seen_from_the_other_side_each_kind_is_its_mirror(pair: tuple[World, World]) -> None:
    old, new = pair
    forth, back = diff(old, new), diff(new, old)
    assert sorted(map(_mirrored, forth.changes)) == sorted(map(_as_told, back.changes))
    assert forth.level is back.level


def _mirrored(change: Change) -> tuple[str, ...]:
    kinds = change_kinds()
    elements = (f"{one.name}{canonical(one.new)}{canonical(one.old)}" for one in change.elements)
    mirror = kinds[change.kind].mirror or change.kind
    return mirror, str(change.key), change.level, *sorted(elements)


def _as_told(change: Change) -> tuple[str, ...]:
    elements = (f"{one.name}{canonical(one.old)}{canonical(one.new)}" for one in change.elements)
    return change.kind, str(change.key), change.level, *sorted(elements)


@MANY
@given(edited())
def test_the_newer_state_follows_from_the_older_one_by_the_record(
    pair: tuple[World, World],
) -> None:
    before, after = (entries_of(world.register()) for world in pair)
    record = record_of(compare_entries(before, after, {}))
    assert same_state(replayed(before, record.changes), after)


@MANY
@given(edited())
def test_a_record_agrees_with_what_it_was_made_of(pair: tuple[World, World]) -> None:
    changes = diff(*pair)
    assert list(mismatches(record_of(changes), changes)) == []


@MANY
@given(edited(), st.data())
def test_a_record_that_was_tampered_with_is_caught(
    pair: tuple[World, World], draw: st.DataObject
) -> None:
    """Any fact that is changed, or left out, is told; so is a change that is written twice."""
    old, new = pair
    honest = record_of(diff(old, new)).data()
    leaves = [path for path in _leaves(honest) if path[0] in ("变更", "合计", "级别")]
    data = copy.deepcopy(honest)
    _tamper(data, draw.draw(st.sampled_from(leaves)), draw.draw(st.booleans()))
    try:
        record = AdjustmentRecord.model_validate(data)
    except ValidationError:
        return
    changes = changes_between(old.register(), new.register(), declarations([record]))
    assert list(mismatches(record, changes)) != []


def _leaves(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*path, index)
            yield from _leaves(inner, (*path, index))
    else:
        yield path


OTHERS: dict[str, list[str]] = {
    "级别": [*ChangeLevel],
    "清单": [*ListName],
    "种类": ["名称变更", "合并", "机构更名"],
}
"""Other values where not everything may be written. A record may declare 取消 to be 下放: no fact."""


def _tamper(data: Any, path: KeyPath, leave_out: bool) -> None:
    """Write another value, or leave it out; an entry of a list is left out or written twice."""
    *outer, last = path
    for part in outer:
        data = data[part]
    value = data[last]
    if isinstance(last, int) and (leave_out or isinstance(value, dict)):
        data[:] = [*data[:last], *data[last + 1 :]] if leave_out else [*data, value]
    elif leave_out:
        del data[last]
    elif last in OTHERS:
        data[last] = next(other for other in OTHERS[str(last)] if other != value)
    else:
        data[last] = value + 1 if isinstance(value, int) else f"{value}改"
