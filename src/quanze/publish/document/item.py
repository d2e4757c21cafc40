"""One item: what it says for citizens (服务指南) and for those who handle it (业务手册)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from quanze.model.power import Power, PowerElements
from quanze.model.register import DepartmentLists, Register
from quanze.publish.document.content import Block, Column, Paragraph, Section, Table
from quanze.publish.document.pieces import Manner, paragraphs
from quanze.publish.document.shown import accountability, blocks_of, duties, sections_of
from quanze.publish.flow_chart import Drawings
from quanze.publish.site.answers import QUESTIONS, Question, answers, label_of
from quanze.publish.site.item_page import EX_OFFICIO, Fact, ItemView, item_view

_FOR_SEARCH: Final = ("常用说法", "前身")
_STAFF_ONLY: Final = frozenset(
    (
        *_FOR_SEARCH,
        *(
            label_of(PowerElements, attribute)
            for attribute in (
                "department_role", "body_nature", "power_source", "catalogue_code", "local_code",
            )
        ),
    )
)  # fmt: skip
"""What a citizen does not ask for; it stands in the handbook."""
_HANDBOOK: Final = (
    ("what", "事项概况"),
    ("who", "实施主体和承办机构"),
    ("basis", "依据"),
    ("how", "申请、受理和办理"),
    ("time", "办理时限和特别程序"),
    ("where", "办理地点和方式"),
    ("wrong", "监督和救济"),
    ("other", "其他"),
)
"""The site's questions in the order and in the words of those who handle an item."""
_OWN_PARTS: Final = (
    ("discretion", "裁量基准"),
    ("duties", "责任事项"),
    ("accountability", "追责情形"),
    ("oversight", "事中事后监管"),
    ("matters", "职责边界"),
)
"""What has a part of its own in the handbook: the form of the site's block, and its title there."""
_IN_THE_MIDDLE: Final = 6
"""After how many of the questions those parts stand."""


def has_guide(power: Power) -> bool:
    """Whether somebody applies for it, so that there is something to guide him through."""
    return power.type.kind not in EX_OFFICIO


def guide(
    power: Power, lists: DepartmentLists, register: Register, drawings: Drawings, *, in_book: bool
) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Return a 服务指南: the key facts, and the answers to a citizen's questions."""
    view = item_view(power, lists, register, drawings)
    manner = Manner(in_book=in_book)
    asked = map(_for_citizens, _questions(power, view))
    sections = (Section(one.title, sections=sections_of(one, manner)) for one in asked)
    return _opening(power, lists, view), tuple(one for one in sections if one.sections)


def _questions(power: Power, view: ItemView) -> Iterator[Question]:
    """Go through the site's questions; what the site draws instead of writing is written here."""
    written = {question.id: question.rows for question in answers(power)}
    for question in view.questions:
        if question.lead is None:
            yield question
            continue
        rows = written[question.id]
        known = {row.label for row in rows}
        more = (row for row in question.rows if row.label not in known)
        yield replace(question, lead=None, rows=(*rows, *more))


def _for_citizens(question: Question) -> Question:
    return replace(
        question,
        rows=tuple(row for row in question.rows if row.label not in _STAFF_ONLY),
        blocks=tuple(block for block in question.blocks if not block.staff),
    )


def manual(
    power: Power, lists: DepartmentLists, register: Register, drawings: Drawings, *, in_book: bool
) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Return the 业务手册: everything that the register says of an item, for those who handle it."""
    view = item_view(power, lists, register, drawings)
    manner = Manner(staff=True, in_book=in_book)
    told = {question.id: _without_parts(question) for question in _questions(power, view)}
    general = [
        Section(title, sections=sections_of(told[name], manner))
        for name, title in _HANDBOOK
        if name in told and told[name].answered
    ]
    known = {name for name, _ in _HANDBOOK}
    general += [
        Section(question.title, sections=sections_of(question, manner))
        for name, question in told.items()
        if name not in known
    ]
    middle = _place(general)
    parts = tuple(_parts(view, manner))
    opening = tuple(map(_in_handbook, _opening(power, lists, view)))
    return opening, (*general[:middle], *parts, *general[middle:])


def _in_handbook(block: Block) -> Block:
    """Let the key facts point to the handbook's titles instead of the site's."""
    if not isinstance(block, Table):
        return block
    return replace(block, rows=tuple(tuple(map(_renamed, row)) for row in block.rows))


def _renamed(text: str) -> str:
    titles = dict(_HANDBOOK)
    for asked in QUESTIONS:
        text = text.replace(f"“{asked.title}”", f"“{titles.get(asked.id, asked.title)}”")
    return text


def _place(general: list[Section]) -> int:
    before = {title for _, title in _HANDBOOK[:_IN_THE_MIDDLE]}
    return sum(section.title in before for section in general)


def _without_parts(question: Question) -> Question:
    apart = {form for form, _ in _OWN_PARTS}
    return replace(
        question, blocks=tuple(block for block in question.blocks if block.form not in apart)
    )


def _parts(view: ItemView, manner: Manner) -> Iterator[Section]:
    told = {block.form: block for question in view.questions for block in question.blocks}
    for form, title in _OWN_PARTS:
        block = told.get("duties" if form == "accountability" else form)
        if block is None:
            continue
        if form == "duties":
            blocks = duties(block.value, manner)
        elif form == "accountability":
            blocks = accountability(block.value, manner)
        else:
            blocks = blocks_of(block, manner)
        if blocks:
            yield Section(title, blocks)


def _opening(power: Power, lists: DepartmentLists, view: ItemView) -> tuple[Block, ...]:
    """What everybody looks for first, two to a line; and that an item is not exercised at present."""
    facts = [("事项编码", str(power.code)), ("事项类型", "、".join(view.tags))]
    facts += [(fact.label, _plain(fact)) for fact in view.facts if fact.value is not None]
    if all(label != "行使主体" for label, _ in facts):
        facts.insert(2, ("行使主体", power.body or lists.name))
    if len(facts) % 2:
        facts.append(("", ""))
    rows = tuple((*facts[at], *facts[at + 1]) for at in range(0, len(facts), 2))
    columns = (Column("", 2.2), Column("", 6.6), Column("", 2.2), Column("", 4.2))
    table = Table(columns, rows, headed=False, forms=(0, 2))
    return (*(paragraphs(view.suspended) if view.suspended else ()), table)


def _plain(fact: Fact) -> str:
    value = fact.value
    text = value.striptags() if isinstance(value, Markup) else str(value)
    return f"{text}（{fact.note}）" if fact.note else text


def empty(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """Say that a list says no more of an item than its facts."""
    return () if sections else (Paragraph("清单里没有写其他要素。"),)
