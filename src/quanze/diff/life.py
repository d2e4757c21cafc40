"""The life of one item: what happened to it and to what it came from and went into, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from quanze.diff.changes import Change
from quanze.diff.entries import Data, Entry, EntryKey, same
from quanze.diff.history import Step
from quanze.diff.verification import Said, Verification
from quanze.load.git_history import Commit
from quanze.load.source import CannotRun
from quanze.model.adjustment import ListName
from quanze.model.change_kind import MERGED

IN_THE_FIRST: Final = "最初"
"""The item was there in the first version: who put it in the list is not known."""


@dataclass(frozen=True)
class Event:
    """Something that happened to an item."""

    index: int
    commit: Commit
    entry: Entry
    """The item, or its duty, after the event; as it was before, where it is gone."""
    change: Change | None = None
    """None where it stood in the first version."""
    said: Said | None = None
    """What a record says of it."""

    @property
    def kind(self) -> str:
        """What happened; where it came or went, as the record says it."""
        if self.change is None:
            return IN_THE_FIRST
        if self.said is not None and self.said.is_about(self.change):
            return self.said.change.kind
        return self.change.kind

    @property
    def record(self) -> str:
        """The number of the record that says it."""
        return self.said.told.record.number if self.said else ""

    @property
    def other_body(self) -> str:
        """To whom the item went, or from whom it came."""
        said = self.said.other_body if self.said else ""
        return said or (self.change.other_body if self.change else "")

    @property
    def is_of_item(self) -> bool:
        """Whether it is of the item itself, not of its duty."""
        return self.entry.key.listed is ListName.POWER

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the item, after the event and before."""
        entries = (self.entry, self.change.old if self.change else None)
        return frozenset(entry.key.item for entry in entries if entry)

    @property
    def gone(self) -> bool:
        """Whether the item left the list by it."""
        return self.change is not None and self.change.new is None


@dataclass(frozen=True)
class Blame:
    """Which event gave an element the value that it has."""

    name: str
    value: Any
    """None where the element was removed."""
    event: Event
    key: EntryKey
    """Of which the element is: of the item, or of one of its duties."""

    @property
    def is_of_item(self) -> bool:
        """Whether it is of the item itself, not of its duty."""
        return self.key.listed is ListName.POWER

    @property
    def sub_item(self) -> str:
        """For which part of the item alone the duty is, or which of several it is."""
        return self.key.key.removeprefix(self.key.item).removeprefix("/")


@dataclass(frozen=True)
class Life:
    """Everything that happened to an item, the oldest first."""

    code: str
    events: tuple[Event, ...]
    ancestors: tuple[str, ...] = ()
    """Codes that it came from."""
    descendants: tuple[str, ...] = ()
    """Codes that it went into."""
    present: Entry | None = None
    """The item as it is; None where no item of this code is in the list."""
    duties: tuple[Entry, ...] = ()
    """What the newest list says that it obliges to."""

    @cached_property
    def last(self) -> Event:
        """The last event of the item itself, under its own code."""
        own = (one for one in reversed(self.events) if one.is_of_item and self.code in one.codes)
        return next(own)

    def blame(self) -> tuple[Blame, ...]:
        """Tell of every element of the item, then of its duties, which event gave its present value.

        Elements that were removed have no value; they stand last.
        """
        if self.present is None:
            return ()
        present = {duty.key: duty.data for duty in self.duties}
        gone = [
            one.entry.key
            for one in self.events
            if not one.is_of_item and one.gone and self.code in one.codes
        ]
        found = _blamed(self.present.data, self._back(self.present.key), self.present.key)
        for key in dict.fromkeys((*present, *gone)):
            blames = _blamed(present.get(key, {}), self._back(key), key)
            found += [one for one in blames if one.name not in _NOT_OF_DUTIES]
        return tuple(found)

    def _back(self, key: EntryKey) -> Iterator[Event]:
        """Go through the events of an entry from the newest, under the keys that it bore."""
        for event in reversed(self.events):
            old = event.change.old if event.change else None
            if event.entry.key == key:
                yield event
                key = old.key if old else key
            elif event.is_of_item and old and event.entry.key.key == key.item:
                # A duty goes on under the new code of its item: that alone is no change of it.
                key = key._replace(key=old.key.key + key.key.removeprefix(key.item))


_NOT_OF_DUTIES: Final = ("事项", "子项", "部门")
"""What of a duty only says whose it is."""


def _blamed(data: Data, back: Iterator[Event], key: EntryKey) -> list[Blame]:
    found: dict[str, Blame] = {}
    for event in back:
        came = event.change is None or event.change.old is None
        for name in [*data] if came else _touched(event):
            if came and not same(event.entry.data.get(name), data.get(name)):
                continue  # the department has another name since: that is no change of the item
            found.setdefault(name, Blame(name, data.get(name), event, key))
        if came:
            break
    order = [name for name in data if name in found] + [name for name in found if name not in data]
    return [found[name] for name in order]


def _touched(event: Event) -> Iterable[str]:
    """Return the elements that an event changed; all where it took the entry away."""
    if event.change is None:
        return ()
    if event.gone:
        return event.entry.data
    return [one.name for one in event.change.elements]


def life(verification: Verification, code: str) -> Life:
    """Follow an item through the history.

    Raises:
        CannotRun: no version of the register has such an item.
    """
    past = verification.past
    reach, ancestors, descendants = _reach(past.steps, code)
    events = tuple(_ordered(_events(verification, reach), code))
    if not any(one.is_of_item and code in one.codes for one in events):
        raise CannotRun(
            f"清单库的历史里没有编码为 {code} 的事项。请检查编码；quanze stats 可以看到有哪些部门。"
        )
    newest = past.entries(past.newest)
    present = newest.get(EntryKey(ListName.POWER, "", code))
    duties = tuple(entry for key, entry in newest.items() if _is_duty(key) and key.item == code)
    return Life(code, events, tuple(ancestors), tuple(descendants), present, duties)


def _ordered(events: Iterable[Event], code: str) -> Iterator[Event]:
    """Put in each commit the item itself first, then its duties, then others with theirs."""
    for _, group in groupby(events, key=lambda one: one.index):
        items: dict[str, list[Event]] = {}
        for event in group:
            items.setdefault(event.entry.key.item, []).append(event)
        own = [item for item, of_item in items.items() if any(code in one.codes for one in of_item)]
        for item in dict.fromkeys((*own, *items)):
            yield from sorted(items[item], key=lambda one: not one.is_of_item)


@dataclass(frozen=True)
class _Link:
    """By a commit, an item came from another."""

    index: int
    old: str
    new: str


def _links(steps: tuple[Step, ...]) -> Iterator[_Link]:
    for step in steps:
        for change in step.changes.powers:
            for old, new in _successions(change):
                yield _Link(step.index, old, new)


def _successions(change: Change) -> Iterator[tuple[str, str]]:
    """Tell which code went into which."""
    code = change.key.key
    if change.old is None or (change.kind == MERGED and change.new is not None):
        yield from ((old, code) for old in change.related)
    elif change.new is not None and change.old.key != change.new.key:
        yield change.old.key.key, code
    else:
        yield from ((code, new) for new in change.related)


Reach = Mapping[str, tuple[int, int]]
"""Code -> the first and the last commit in which its story is the item's own."""


def _reach(steps: tuple[Step, ...], code: str) -> tuple[Reach, list[str], list[str]]:
    """Find what an item came from, up to then, and what it went into, from then on."""
    links = list(_links(steps))
    end = len(steps)
    reach = {code: (0, end)}
    before: dict[str, int] = {code: end}
    for link in reversed(links):
        if link.new in before and link.index <= before[link.new] and link.old not in before:
            before[link.old] = link.index
            reach[link.old] = (0, link.index)
    after: dict[str, int] = {code: 0}
    for link in links:
        if link.old in after and link.index >= after[link.old] and link.new not in after:
            after[link.new] = link.index
            reach.setdefault(link.new, (link.index, end))
    ancestors, descendants = list(before)[1:], list(after)[1:]
    return reach, ancestors, descendants


def _events(verification: Verification, reach: Reach) -> Iterator[Event]:
    past = verification.past
    commit = past.commits[past.first]
    for entry in past.entries(past.first).values():
        if _within(entry.key, past.first, reach):
            yield Event(past.first, commit, entry)
    for step in past.steps:
        for change in step.changes.changes:
            keys = [entry.key for entry in (change.old, change.new) if entry]
            if any(_within(key, step.index, reach) for key in keys):
                said = verification.said_of(change, step.index)
                yield Event(step.index, step.commit, change.entry, change, said)


def _within(key: EntryKey, index: int, reach: Reach) -> bool:
    if key.listed is not ListName.POWER and not _is_duty(key):
        return False
    code = key.item
    if code not in reach:
        return False
    first, last = reach[code]
    return first <= index <= last


def _is_duty(key: EntryKey) -> bool:
    return key.listed is ListName.DUTY
