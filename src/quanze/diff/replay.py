"""Applies a record to the lists it was made for: the newest state follows from the first by the records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from quanze.diff.entries import NAMED_BY, Entries, Entry, EntryKey, fingerprint, renamed, same
from quanze.diff.records import key_of, renaming_of
from quanze.model.adjustment import RecordedChange


class CannotReplay(Exception):
    """A recorded change does not fit the state it is applied to; the text says how, in Chinese."""

    def __init__(self, change: RecordedChange, what: str) -> None:
        super().__init__(f"{change.name or change.key}：{what}")
        self.change = change


def replayed(entries: Entries, changes: Iterable[RecordedChange]) -> dict[EntryKey, Entry]:
    """Return the entries after recorded changes.

    Raises:
        CannotReplay: a change speaks of an entry that is not there, or that says something else.
    """
    changes = tuple(changes)
    renaming = renaming_of(changes)
    state = {key: now for key, (_, now) in renamed(entries, renaming).items()}
    for change in changes:
        key = key_of(change)
        if change.content is not None:
            if key in state:
                raise CannotReplay(change, "记录写着新增，可是已经有了")
            state[key] = _entry(key, change, change.content)
        elif key not in state:
            raise CannotReplay(change, f"记录写着{change.kind}，可是以前没有")
        elif change.fingerprint is not None:
            if fingerprint(state[key].data) != change.fingerprint:
                raise CannotReplay(change, "删去的内容与“原指纹”不符")
            del state[key]
        else:
            state[key] = _entry(key, change, _altered(state[key], change))
    return state


_NAMES: Final = ("编码", "名称", "事项", "适用事项", "相关事项", "前身", "曾用名")
"""What names other entries, or the entry itself."""


def _entry(key: EntryKey, change: RecordedChange, data: dict[str, Any]) -> Entry:
    for name in _NAMES:
        if name in data and not _is_text(data[name]):
            raise CannotReplay(change, f"“{name}”不是清单里可以写的内容")
    return Entry(key, change.name or key.key, change.department or "", data)


def _is_text(value: Any) -> bool:
    """Whether a value is a text, or a list of texts; a record may hold anything."""
    texts = value if isinstance(value, list | tuple) else [value]
    return all(isinstance(text, str) for text in texts)


def _altered(entry: Entry, change: RecordedChange) -> dict[str, Any]:
    data = dict(entry.data)
    for element in change.elements:
        identity = _is_identity(change, element.name)
        if not identity and not same(data.get(element.name), element.old):
            raise CannotReplay(change, f"“{element.name}”原来不是记录写的内容")
        if element.new is None:
            data.pop(element.name, None)
        else:
            data[element.name] = element.new
    return data


def _is_identity(change: RecordedChange, element: str) -> bool:
    """Whether an element is what a renaming has changed already."""
    return bool(change.old_key) and element == NAMED_BY.get(change.list_name)


def same_state(one: Entries, other: Entries) -> bool:
    """Whether two states hold the same entries that say the same."""
    return one.keys() == other.keys() and all(
        one[key].canonical == other[key].canonical for key in one
    )
