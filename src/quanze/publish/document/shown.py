"""What the site shows of an item, as paragraphs and tables: one function for each form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from quanze.model.boundary import BoundaryMatter
from quanze.model.department import Counter
from quanze.model.duty import Accountability, OversightMeasure
from quanze.model.items import (
    DiscretionStep,
    Fee,
    IntermediaryService,
    JointHandling,
    Levy,
    Material,
    SpecialProcedure,
)
from quanze.publish.document.content import Block, Column, Look, Paragraph, Section
from quanze.publish.document.flow_steps import flow
from quanze.publish.document.pieces import (
    Asked,
    Manner,
    based,
    bases,
    column,
    filled,
    pairs,
    paragraphs,
    run_in,
    text_of,
)
from quanze.publish.flow_chart import Drawing
from quanze.publish.privacy import public_remarks
from quanze.publish.site import answers
from quanze.publish.site.item_page import DutyView
from quanze.publish.site.item_parts import SubView

BOX: Final = "□"
_HOW: Final = "how"
_MATERIALS: Final = "申请材料"
SAME_AS_ITEM: Final = "没有列出的要素与主项相同。"


def sections_of(question: answers.Question, manner: Manner) -> tuple[Section, ...]:
    """Return what answers a question: short answers run in, larger ones under titles.

    How an item is done is asked in the order of doing it: what to bring comes before the fee.
    """
    short = tuple(run_in(row.label, text_of(row)) for row in question.rows)
    large = tuple(Section(block.title, blocks_of(block, manner)) for block in question.blocks)
    return (*large, *short) if question.id == _HOW else (*short, *large)


def blocks_of(block: answers.Block, manner: Manner) -> tuple[Block, ...]:
    """Return an answer that needs room; what no form is known for is told as text."""
    shown = _FORMS.get(block.form)
    return shown(block.value, manner) if shown else tuple(paragraphs(str(block.value)))


def _materials(told: Sequence[Material], manner: Manner) -> tuple[Block, ...]:
    numbered = list(enumerate(told, 1))
    tick = Asked(Column("备齐", 1.5, centred=True), lambda _: BOX)
    asked = (
        Asked(Column("序号", 1.5, centred=True), lambda pair: pair[0]),
        Asked(Column("材料名称", 8), lambda pair: _material(pair[1])),
        Asked(Column("形式", 2, centred=True), lambda pair: pair[1].form),
        Asked(Column("份数", 1.5, centred=True), lambda pair: pair[1].copies),
        Asked(Column("必要", 1.5, centred=True), lambda pair: pair[1].required),
        Asked(Column("来源", 3.2, centred=True), lambda pair: pair[1].source),
    )
    return filled(asked if manner.staff else (*asked, tick), numbered)


def _material(told: Material) -> str:
    """A material's name, and under it what concerns this one only."""
    more = (
        ("免交", told.exemption),
        ("依据", told.basis),
        ("说明", told.note),
        ("样本", told.sample),
    )
    return "\n".join((told.name, *(f"{label}：{text}" for label, text in more if text)))


def _discretion(told: Sequence[DiscretionStep], _: Manner) -> tuple[Block, ...]:
    asked = (
        column("阶次", "step", 1.6, centred=True),
        column("情形", "condition", 6),
        column("标准", "standard", 6),
        column("依据", "basis", 3),
    )
    return filled(asked, told)


def _special_procedures(told: Sequence[SpecialProcedure], _: Manner) -> tuple[Block, ...]:
    asked = (
        column("程序", "name", 4),
        column("时限", "limit", 3, centred=True),
        column("不计入时限的依据", "basis", 7),
    )
    return filled(asked, told)


def _counters(told: Sequence[Counter], _: Manner) -> tuple[Block, ...]:
    asked = (
        column("窗口", "name", 4),
        column("地点", "place", 6),
        column("时间", "hours", 4),
        column("电话", "phone", 3),
    )
    return filled(asked, told)


def _intermediary(told: Sequence[IntermediaryService], _: Manner) -> tuple[Block, ...]:
    asked = (
        column("中介服务", "name", 4),
        column("机构", "body", 3),
        column("时限", "period", 2.2, centred=True),
        column("收费", "fee", 3),
        column("依据", "basis", 4),
    )
    return filled(asked, told)


def _fee(told: str | Fee, manner: Manner) -> tuple[Block, ...]:
    if isinstance(told, str):
        return tuple(paragraphs(told))
    more = (("减免", told.reduction), ("缴纳方式", told.payment))
    said = pairs(("项目", told.name), ("标准", told.standard), *more)
    return (*said, *based(told.basis, manner))


def _levy(told: Levy, _: Manner) -> tuple[Block, ...]:
    return pairs(
        ("征", told.levy), ("停", told.stop), ("减", told.reduce), ("缓", told.defer),
        ("免", told.exempt), ("缴纳方式", told.payment),
    )  # fmt: skip


def _joint(told: JointHandling, _: Manner) -> tuple[Block, ...]:
    return pairs(
        ("牵头部门", told.lead),
        ("参与部门", "、".join(told.bodies)),
        ("时限", told.limit),
        ("窗口", told.window),
    )


def _subs(told: Sequence[SubView], manner: Manner) -> tuple[Block, ...]:
    said = any(one.questions for sub in told for one in (sub, *sub.handling))
    note = (Paragraph(SAME_AS_ITEM, look=Look.NOTE),) if said else ()
    return (*_parts(told, manner, "{}．"), *note)


def _parts(told: Sequence[SubView], manner: Manner, numeral: str) -> Iterator[Block]:
    for number, sub in enumerate(told, 1):
        about = "，".join(filter(None, (sub.type, sub.code)))
        yield Paragraph(f"{numeral.format(number)}{sub.name}{f'（{about}）' if about else ''}")
        for question in sub.questions:
            # The materials of all parts stand together: a row about them only points there.
            rows = (row for row in question.rows if row.label != _MATERIALS)
            yield from pairs(*((row.label, text_of(row)) for row in rows))
            for block in question.blocks:
                yield Paragraph("", f"{block.title}：")
                yield from blocks_of(block, manner)
        yield from _parts(sub.handling, manner, "（{}）")


def duties(told: Sequence[DutyView], manner: Manner) -> tuple[Block, ...]:
    """Return what is to be done, stage by stage; without what follows from not doing it."""
    made: list[Block] = []
    for view in told:
        made += _applies(view)
        asked = (
            column("环节", "stage", 2.6, centred=True),
            column("责任事项", "content", 9),
            column("责任岗位", "post", 2.6, centred=True),
            column("依据", "bases", 4.5),
        )
        made += filled(asked, view.stages)
        made += based(view.bases, manner, "责任依据")
        made += pairs(*view.remarks)
    return tuple(made)


def accountability(told: Sequence[DutyView], manner: Manner) -> tuple[Block, ...]:
    """Return what is answered for, and by whom; what several parts have alike is told once."""
    made: list[Block] = []
    for view in told:
        if view.accountability:
            made += (*_applies(view), *accounted(view.accountability, manner))
    return tuple(made)


def accounted(told: Accountability, manner: Manner) -> tuple[Block, ...]:
    """Return one 追责."""
    said = pairs(("追责情形", told.cases), ("追责对象", told.scope))
    return (*said, *based(told.bases, manner, "追责依据"))


def _applies(view: DutyView) -> list[Block]:
    return [Paragraph("；".join(view.applies), "适用于：")] if view.applies else []


def _duties(told: Sequence[DutyView], manner: Manner) -> tuple[Block, ...]:
    return (*duties(told, manner), *accountability(told, manner))


def oversight(told: Sequence[OversightMeasure], manner: Manner) -> tuple[Block, ...]:
    """Return how an item is watched over once it is decided."""
    made: list[Block] = []
    for number, measure in enumerate(told, 1):
        made.append(Paragraph(f"{number}．{measure.name}"))
        made += pairs(
            ("监管对象", measure.target), ("监管内容", measure.content),
            ("监管方式", measure.method), ("双随机抽查", measure.random_check),
            ("监管措施", measure.measures), ("监管程序", measure.procedure),
            ("处理方式", measure.handling), ("承办机构", measure.office),
        )  # fmt: skip
        made += based(measure.bases, manner)
        made += pairs(*public_remarks(measure.remarks).items())
    return tuple(made)


def matters(told: Sequence[BoundaryMatter], manner: Manner) -> tuple[Block, ...]:
    """Return boundary matters, each with the departments' shares."""
    made: list[Block] = []
    for number, matter in enumerate(told, 1):
        made += (Paragraph(f"{number}．{matter.matter}"), *matter_body(matter, manner))
    return tuple(made)


def matter_body(matter: BoundaryMatter, manner: Manner) -> tuple[Block, ...]:
    """Return what a boundary matter says under its name."""
    asked = (
        column("部门", "department", 3.6),
        column("角色", "role", 1.4, centred=True),
        column("分工", "task", 8),
        column("依据", "bases", 4),
    )
    said = pairs(
        ("议事协调机构", matter.coordinating_body), ("协调机制", matter.coordination),
        ("争议处理", matter.dispute), ("案例", matter.example),
    )  # fmt: skip
    return (
        *filled(asked, matter.shares),
        *said,
        *based(matter.bases, manner),
        *pairs(*public_remarks(matter.remarks).items()),
    )


def _flow(drawing: Drawing, manner: Manner) -> tuple[Block, ...]:
    if manner.in_book:
        return (Paragraph(f"见后面的“运行流程图”：{drawing.flow.name}。"),)
    return flow(drawing, manner)


_FORMS: Final[dict[str, Callable[[Any, Manner], tuple[Block, ...]]]] = {
    "bases": bases,
    "materials": _materials,
    "discretion": _discretion,
    "special_procedures": _special_procedures,
    "fee": _fee,
    "levy": _levy,
    "joint": _joint,
    "intermediary": _intermediary,
    "counters": _counters,
    "subs": _subs,
    "duties": _duties,
    "oversight": oversight,
    "matters": matters,
    "flow": _flow,
}
"""The forms of `site.answers.Block`."""
