"""The part of D8 that goes by records: what was cancelled or handed down, and nobody supervises."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding
from quanze.law.decisions import needs_supervision
from quanze.model.adjustment import RecordedChange
from quanze.model.item_code import ItemCode
from quanze.model.register import DepartmentLists, Register
from quanze.model.texts import texts_within
from quanze.model.word_table import plain
from quanze.rules.record.places import in_change
from quanze.rules.shared import shared


def unsupervised(register: Register) -> Iterator[Finding]:
    """Find recorded changes that say nothing of supervision, where no measure names the item."""
    for record in register.adjustments:
        for change in record.changes:
            if needs_supervision(change) and not change.oversight and not _named(register, change):
                yield in_change(
                    "D8", change, ("后续监管",),
                    "没有写后续监管，清单里的事中事后监管也没有提到它",
                    "在记录里补写“后续监管”，或者在 duty.yaml 写上监管制度，名称或内容里写明原事项。",
                )  # fmt: skip


class Watched:
    """What the measures of a department name, by code or in words; indexed once."""

    def __init__(self, lists: DepartmentLists) -> None:
        self._codes = {item.normalised for measure in lists.oversight for item in measure.items}
        texts = (text for measure in lists.oversight for _, text in texts_within(measure))
        # No name goes over the end of a line: it has no white space in it.
        self._words = "\n".join(map(plain, texts))

    def lists(self, *codes: str) -> bool:
        """Whether a measure is for an item with one of some codes."""
        return not self._codes.isdisjoint(codes)

    def says(self, name: str) -> bool:
        """Whether a measure has a name in its texts."""
        return name in self._words


@shared
def watched_in(register: Register) -> dict[str, Watched]:
    """Return what is watched, department by department."""
    return {lists.slug: Watched(lists) for lists in register.departments}


def _named(register: Register, change: RecordedChange) -> bool:
    code, name = ItemCode(change.key).normalised, plain(change.name or "")
    if any("duty" in lists.unread for lists in register.departments):
        return True
    everywhere = watched_in(register).values()
    return any(one.lists(code) or (name and one.says(name)) for one in everywhere)
