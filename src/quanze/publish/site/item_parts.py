"""Sub-items and handling items of an item, and the materials that each of them asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from quanze.model.power import HandlingItem, Power, SubItem
from quanze.model.register import group
from quanze.publish.site.answers import Block, Question, Row, answers

WHOLE: Final = "主项"
"""The item itself, where its sub-items have duties of their own."""


@dataclass(frozen=True, slots=True)
class SubView:
    """A sub-item or handling item, with what it says differently from the item it belongs to."""

    name: str
    code: str | None
    type: str | None
    questions: tuple[Question, ...]
    handling: tuple[SubView, ...] = ()


def materials(power: Power) -> Iterator[Block]:
    """One table for all; where parts of the item have materials of their own, each says whose it is."""
    parts: tuple[SubItem | HandlingItem, ...] = (*power.sub_items, *power.handling_items)
    if not any(part.materials for part in parts):
        if power.materials:
            yield Block("申请材料", "materials", power.materials, "materials")
        return
    asked = group((part.materials or power.materials, part.name) for part in parts)
    if power.materials and power.materials not in asked:
        asked = {power.materials: (WHOLE,), **asked}
    for number, (materials, names) in enumerate(filter(itemgetter(0), asked.items()), 1):
        title = f"申请材料：{'、'.join(names)}"
        yield Block(title, "materials", materials, f"materials-{number}")


def part_view(part: SubItem | HandlingItem) -> SubView:
    """A part of an item whose materials stand with those of the item."""
    view = sub_view(part)
    return replace(view, questions=tuple(map(_referring, view.questions)))


def _referring(question: Question) -> Question:
    blocks = tuple(block for block in question.blocks if block.form != "materials")
    if len(blocks) == len(question.blocks):
        return question
    there = Row("申请材料", "见下面的“怎么办”")
    return replace(question, rows=(*question.rows, there), blocks=blocks)


def sub_view(sub: SubItem | HandlingItem) -> SubView:
    """Collect what a sub-item says."""
    return SubView(
        name=sub.name,
        code=sub.code,
        type=str(sub.type) if isinstance(sub, SubItem) and sub.type else None,
        questions=tuple(question for question in answers(sub) if question.answered),
        handling=tuple(map(sub_view, sub.handling_items)) if isinstance(sub, SubItem) else (),
    )
