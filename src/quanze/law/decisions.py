"""What people have to decide about an adjustment: the draft asks for it, the rules say what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.model.adjustment import AdjustmentRecord, DocumentFate, ListName, RecordedChange
from quanze.model.adjustment_words import ChangeLevel, Trigger
from quanze.model.change_kind import ADDED, CANCELLED, DEVOLVED, IN_KINDS, MERGED, OUT_KINDS
from quanze.model.element import KeyPath
from quanze.model.settings import TRIGGER

OUTWARD: Final = tuple(kind for kind in OUT_KINDS if kind != CANCELLED)
"""An item that left the list in one of these kinds went to somebody."""
INWARD: Final = tuple(kind for kind in IN_KINDS if kind != ADDED)
"""An item that came to the list in one of these kinds was somebody's before."""
CLEANED: Final = (CANCELLED, DEVOLVED, MERGED)
"""Kinds that a clean-up of the list makes, by one of its principles."""
SUPERVISED: Final = (CANCELLED, DEVOLVED)
"""Kinds after which the matter still has to be supervised."""
_FROM_OUTSIDE: Final = (Trigger.LAW, Trigger.SUPERIOR, Trigger.INSTITUTIONS)
"""Grounds that decide by themselves what becomes of an item: no principle of a clean-up is applied."""


@dataclass(frozen=True)
class Decision:
    """Something that people have not decided yet."""

    path: KeyPath
    """Where in the record it belongs, with its key."""
    what: str
    """What is missing, in Chinese."""
    hint: str
    """What to write, in Chinese."""
    change: RecordedChange | None = None

    @property
    def key(self) -> str:
        return str(self.path[-1])


def open_decisions(record: AdjustmentRecord) -> Iterator[Decision]:
    """Go through what people have to decide and have not, in the order of the record."""
    if record.level is not ChangeLevel.WORDING:
        if record.trigger is None:
            yield Decision(("事由",), "事由", "、".join(Trigger))
        if not record.grounds:
            yield Decision(("依据",), "依据", "据以调整的法规、文件")
        if record.taken(TRIGGER) is None:
            yield Decision(_day_of_ground(record), "调整事由的日期", "调整事由发生的日期")
    for index, document in enumerate(record.documents):
        if document.fate is None:
            yield Decision(("规范性文件", index, "处理"), "处理", "、".join(DocumentFate))
    for index, change in enumerate(record.changes):
        for key, hint in _of_change(change, record.trigger):
            yield Decision(("变更", index, key), key, hint, change)


def _day_of_ground(record: AdjustmentRecord) -> KeyPath:
    """Return where the day of the ground is to be written; the steps where it is no step yet."""
    names = [step.step for step in record.steps]
    return ("办理", names.index(TRIGGER), "日期") if TRIGGER in names else ("办理",)


def needs_principle(change: RecordedChange, trigger: Trigger | None) -> bool:
    """Whether a change is one of a clean-up; where the ground is not known yet, it may be."""
    is_power = change.list_name is ListName.POWER
    return is_power and change.kind in CLEANED and trigger not in _FROM_OUTSIDE


def left_to_somebody(change: RecordedChange) -> bool:
    """Whether a power left the list, to be exercised by somebody else."""
    gone = change.list_name is ListName.POWER and change.fingerprint is not None
    return gone and change.kind in OUTWARD


def came_from_somebody(change: RecordedChange) -> bool:
    """Whether a power came to the list that somebody else exercised before."""
    came = change.list_name is ListName.POWER and change.content is not None
    return came and change.kind in INWARD


def needs_supervision(change: RecordedChange) -> bool:
    """Whether a power is exercised no longer by this government, and its matter goes on."""
    return change.list_name is ListName.POWER and change.kind in SUPERVISED


def _of_change(change: RecordedChange, trigger: Trigger | None) -> Iterator[tuple[str, str]]:
    if needs_principle(change, trigger) and not change.principle:
        unless = "、".join(_FROM_OUTSIDE)
        yield "原则", f"按哪一条清理原则，quanze record --principles 列出；事由是{unless}的可以删去"
    if left_to_somebody(change) and not change.destination:
        yield "去向", f"{change.kind}给谁"
    if came_from_somebody(change) and not change.former_holder:
        yield "来自", f"{change.kind}的，原来由谁行使"
    if needs_supervision(change) and not change.oversight:
        yield "后续监管", f"{change.kind}以后怎样监管"
