"""What records of adjustments say, in the terms of a comparison, and whether it is what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quanze.diff.changes import Change, Changes, ElementChange
from quanze.diff.entries import Entry, EntryKey, Renaming, canonical, same
from quanze.diff.match import Declared
from quanze.model.adjustment import (
    AdjustmentRecord,
    ElementRecord,
    ListName,
    RecordedChange,
    Totals,
)
from quanze.model.change_kind import IN_KINDS, OUT_KINDS


def declarations(records: Iterable[AdjustmentRecord]) -> dict[str, Declared]:
    """Return what records say of powers that came or went: code -> its kind and where it went.

    Where several speak of one power, the last does.
    """
    return {
        change.key: Declared(change.kind, change.other_body, change.content is not None)
        for record in sorted(records, key=by_number)
        for change in record.changes
        if change.list_name is ListName.POWER
        and (
            (change.fingerprint and change.kind in OUT_KINDS)
            or (change.content is not None and change.kind in IN_KINDS)
        )
    }


_DIGITS: Final = 9
"""More digits than any number has: Python refuses to read thousands of them."""


def by_number(record: AdjustmentRecord) -> tuple[str, int, str]:
    """Return what sorts records by their numbers: 2026-10 comes after 2026-9."""
    year, _, number = record.number.partition("-")
    return year, int(number[:_DIGITS]) if number.isdecimal() else 0, record.number


def recorded_changes(changes: Changes) -> tuple[RecordedChange, ...]:
    """Write changes as a record holds them; what people decide is left out."""
    return tuple(_recorded(change, changes.renaming) for change in changes.changes)


def totals(changes: Changes) -> Totals:
    """Count the powers before and after, and the entries of each kind."""
    return Totals.model_validate(
        {
            "原有": changes.before,
            "增加": changes.added,
            "减少": changes.removed,
            "现有": changes.after,
            "种类": dict(changes.counts),
        }
    )


def _recorded(change: Change, renaming: Renaming) -> RecordedChange:
    old = change.old.under(renaming) if change.old else None
    at = change.new or old or change.entry
    data: dict[str, Any] = {
        "种类": change.kind,
        "清单": change.key.listed,
        "对象": at.key.key,
        "名称": at.name,
        "部门": at.department,
        "级别": change.level,
        "关联": change.related,
    }
    if change.old and change.new and change.old.key.key != change.new.key.key:
        data["原对象"] = change.old.key.key
    if old and change.new and old.department != change.new.department:
        data["原部门"] = old.department
    if change.new is None and old:
        data["原内容"] = _former(old) if change.is_power else None
        data["原指纹"] = old.fingerprint
    elif change.old is None:
        data["内容"] = dict(at.data)
    else:
        data["要素"] = [_element(element) for element in change.elements]
    return RecordedChange.model_validate(data)


_FORMER: Final = ("类型", "行使主体", "设定依据")
"""What a notice says of a power that is gone."""


def _former(entry: Entry) -> dict[str, Any] | None:
    return {name: entry.data[name] for name in _FORMER if name in entry.data} or None


def _element(change: ElementChange) -> dict[str, Any]:
    values = {"要素": change.name, "原": change.old, "新": change.new}
    return {key: value for key, value in values.items() if value is not None}


def key_of(change: RecordedChange) -> EntryKey:
    """Return the identity of the entry that a recorded change speaks of, after the change."""
    return EntryKey(change.list_name, change.scope, change.key)


def renaming_of(changes: Iterable[RecordedChange]) -> Renaming:
    """Return the new names of departments and codes that recorded changes bring."""
    departments, codes = {}, {}
    for change in changes:
        if change.old_key and change.list_name is ListName.DEPARTMENT:
            departments[change.old_key] = change.key
        elif change.old_key and change.list_name is ListName.POWER:
            codes[change.old_key] = change.key
    return Renaming(departments, codes)


@dataclass(frozen=True)
class Mismatch:
    """Something in which a record and the change it speaks of differ."""

    key: EntryKey
    name: str
    what: str
    """In Chinese, without the name."""


def mismatches(record: AdjustmentRecord, changes: Changes) -> Iterator[Mismatch]:
    """Hold a record against what changed; nothing where it says exactly that.

    The changes must have been compared with the declarations of this record.
    """
    told = {key_of(change): change for change in record.changes}
    made = {key_of(change): change for change in recorded_changes(changes)}
    for key, change in made.items():
        if key not in told:
            yield Mismatch(key, change.name or key.key, f"改了（{change.kind}），记录里没有")
        else:
            yield from _differences(told[key], change, key)
    times = Counter(map(key_of, record.changes))
    for key, change in told.items():
        if times[key] > 1:
            yield Mismatch(key, change.name or key.key, "记录里写了两次")
        if key not in made:
            yield Mismatch(key, change.name or key.key, f"记录写着{change.kind}，清单里没有这样改")
    yield from _sums(record, changes)


_FACTS: Final = ("种类", "名称", "部门", "原对象", "原部门", "级别", "原指纹")


def _differences(told: RecordedChange, made: RecordedChange, key: EntryKey) -> Iterator[Mismatch]:
    """Compare what the tool fills in; what people decide is theirs."""
    name = made.name or key.key
    written, actual = told.data(), made.data()
    for fact in _FACTS:
        if written.get(fact) != actual.get(fact):
            wrong, right = written.get(fact, "（没有）"), actual.get(fact, "（没有）")
            yield Mismatch(key, name, f"“{fact}”记录写的是{wrong}，实际是{right}")
    if set(told.related) != set(made.related):
        yield Mismatch(key, name, "“关联”的编码与实际不一致")
    if canonical(told.content) != canonical(made.content):
        yield Mismatch(key, name, "“内容”与清单里的不一致")
    if canonical(told.former) != canonical(made.former):
        yield Mismatch(key, name, "“原内容”与改动前的清单不一致")
    yield from _element_differences(told.elements, made.elements, key, name)


def _element_differences(
    told: tuple[ElementRecord, ...], made: tuple[ElementRecord, ...], key: EntryKey, name: str
) -> Iterator[Mismatch]:
    written: Mapping[str, ElementRecord] = {element.name: element for element in told}
    actual: Mapping[str, ElementRecord] = {element.name: element for element in made}
    if len(written) < len(told):
        yield Mismatch(key, name, "同一个要素写了两次")
    for element in (name for name in actual if name not in written):
        yield Mismatch(key, name, f"改了“{element}”，记录里没有")
    for element in (name for name in written if name not in actual):
        yield Mismatch(key, name, f"记录写着改了“{element}”，清单里没有这样改")
    for element in (name for name in written if name in actual):
        one, other = written[element], actual[element]
        if not same(one.old, other.old):
            yield Mismatch(key, name, f"“{element}”的原内容与改动前的清单不一致")
        if not same(one.new, other.new):
            yield Mismatch(key, name, f"“{element}”的新内容与改动后的清单不一致")


def _sums(record: AdjustmentRecord, changes: Changes) -> Iterator[Mismatch]:
    key = EntryKey(ListName.POWER, "", "")
    if record.level is not changes.level:
        yield Mismatch(key, "整份记录", f"“级别”写的是{record.level}，实际是{changes.level}")
    if record.totals.data() != totals(changes).data():
        yield Mismatch(key, "整份记录", "“合计”与实际不一致")
