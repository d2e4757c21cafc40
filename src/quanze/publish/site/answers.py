"""The information table as answers to a citizen's six questions.

办什么 怎么办 哪里办 找谁办 多长时间办 办不好怎么办. Every element has its place under one of them;
elements that are not given are left out, nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from quanze.model.element import Element
from quanze.model.items import Fee
from quanze.model.power import PowerElements
from quanze.publish.privacy import public_remarks


@dataclass(frozen=True, slots=True)
class Row:
    """A short answer: an element's name and what the list says. `form` tells how it is shown."""

    label: str
    value: Any
    form: str = "text"


class More(NamedTuple):
    """Where a block stands whole of which a page shows only the beginning."""

    page: str
    shown: int
    total: int
    """How many pieces the page shows, and how many there are."""


@dataclass(frozen=True, slots=True)
class Block:
    """An answer that needs room, a table for instance; `form` names the macro that shows it."""

    title: str
    form: str
    value: Any
    id: str = ""
    staff: bool = False
    """Whether it is for those who handle the item: part of the 业务手册, but not of the 服务指南."""
    more: More | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what the list answers."""

    id: str
    title: str
    rows: tuple[Row, ...] = ()
    blocks: tuple[Block, ...] = ()
    lead: Block | None = None
    """What answers it at one glance; it stands first, in place of some of the rows."""

    @property
    def answered(self) -> bool:
        return bool(self.lead or self.rows or self.blocks)

    def led(self, lead: Block, *told: str) -> Question:
        """Return the question with a first answer, and without the rows that it tells."""
        rows = tuple(row for row in self.rows if row.label not in told)
        return replace(self, lead=lead, rows=rows)

    def more(self, rows: Iterable[Row] = (), blocks: Iterable[Block] = ()) -> Question:
        """Return the question with further answers."""
        return replace(self, rows=(*self.rows, *rows), blocks=(*self.blocks, *blocks))


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    title: str
    rows: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


QUESTIONS = (
    _Asked(
        "what",
        "办什么",
        (
            "content",
            "service_target",
            "conditions",
            "quantity_limit",
            "handling_type",
            "result",
            "result_type",
            "level",
            "authority",
            "department_role",
            "themes",
            "catalogue_code",
            "local_code",
        ),
    ),
    # 不收费 is a row; a fee with its standard and bases is a block.
    _Asked(
        "how",
        "怎么办",
        ("fee", "handling_forms", "delivery", "visits", "flow_text"),
        ("materials", "joint", "intermediary", "fee", "levy", "discretion"),
    ),
    _Asked(
        "where",
        "哪里办",
        ("place", "hours", "website", "online_depth", "in_hall", "not_in_hall_reason", "area"),
    ),
    _Asked(
        "who",
        "找谁办",
        (
            "body",
            "body_nature",
            "power_source",
            "entrusting_body",
            "office",
            "joint_bodies",
            "consultation",
        ),
    ),
    _Asked(
        "time",
        "多长时间办",
        ("statutory_limit", "statutory_limit_note", "promised_limit", "promised_limit_note"),
        ("special_procedures",),
    ),
    _Asked("wrong", "办不好怎么办", ("supervision", "remedy")),
    _Asked(
        "basis",
        "依据",
        (),
        ("bases", "exercise_bases", "authorising_basis"),
    ),
    _Asked("other", "其他", ("remarks",)),
)
"""The six questions, the legal bases, and what has no other place."""

_FORMS = {
    "catalogue_code": "code",
    "local_code": "code",
    "visits": "times",
    "website": "linked",
    "place": "linked",
    "consultation": "channels",
    "supervision": "channels",
    "statutory_limit": "period",
    "promised_limit": "period",
    "joint_bodies": "names",
    "themes": "names",
    "handling_forms": "names",
    "bases": "bases",
    "exercise_bases": "bases",
    "authorising_basis": "bases",
}


def label_of(model: type[Element], attribute: str) -> str:
    """Return the Chinese name of an element, as the register writes it."""
    return str(model.model_fields[attribute].alias)


def answers(elements: PowerElements) -> tuple[Question, ...]:
    """Return what the information table answers, question by question."""
    return tuple(
        Question(asked.id, asked.title, _rows(elements, asked.rows), _blocks(elements, asked))
        for asked in QUESTIONS
    )


def _rows(elements: PowerElements, attributes: tuple[str, ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for attribute in attributes:
        value = getattr(elements, attribute)
        if attribute == "remarks":
            rows += (Row(label, text) for label, text in public_remarks(value).items())
        elif value is not None and value not in ((), "") and not isinstance(value, Fee):
            rows.append(
                Row(label_of(PowerElements, attribute), value, _FORMS.get(attribute, "text"))
            )
    return tuple(rows)


def _blocks(elements: PowerElements, asked: _Asked) -> tuple[Block, ...]:
    return tuple(
        Block(
            label_of(PowerElements, attribute),
            _FORMS.get(attribute, attribute),
            value,
            attribute.replace("_", "-"),
        )
        for attribute in asked.blocks
        if (value := getattr(elements, attribute)) and not isinstance(value, str)
    )
