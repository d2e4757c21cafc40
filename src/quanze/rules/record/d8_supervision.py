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


def _named(register: Register, change: RecordedChange) -> bool:
    return any(_names(lists, change) for lists in register.departments)


def _names(lists: DepartmentLists, change: RecordedChange) -> bool:
    code, name = ItemCode(change.key).normalised, plain(change.name or "")
    return "duty" in lists.unread or any(
        any(item.normalised == code for item in measure.items)
        or (name and any(name in plain(text) for _, text in texts_within(measure)))
        for measure in lists.oversight
    )
