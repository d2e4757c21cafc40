"""What the page of one item shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from quanze.model.basis import LegalBasis
from quanze.model.duty import Accountability, Duty, DutyStage
from quanze.model.flow import Flow, StepKind
from quanze.model.items import Fee
from quanze.model.period import Period
from quanze.model.power import Power, Regularity
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists, Register, group
from quanze.model.written_date import in_chinese
from quanze.publish.flow_chart import Drawings
from quanze.publish.privacy import public_remarks
from quanze.publish.site.answers import Block, Question, Row, answers, label_of
from quanze.publish.site.contact import first_phone, linked, web_address
from quanze.publish.site.item_parts import WHOLE, part_view
from quanze.publish.site.item_parts import materials as materials_of
from quanze.publish.site.limit_bars import limit_bars
from quanze.publish.site.plan import plan
from quanze.publish.site.saving import saving

EX_OFFICIO: Final = (PowerKind.PENALTY, PowerKind.COERCION, PowerKind.INSPECTION)
"""Types that an office exercises of its own accord: nobody applies, so no promise is made to him."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the key facts at the top of the page; `value` is None where the list is silent."""

    label: str
    value: Any
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DutyView:
    """责任事项 and 追责, as the list states them.

    `applies` names the sub-items that it is for; empty if it is for the item as a whole.
    """

    applies: tuple[str, ...]
    stages: tuple[DutyStage, ...]
    bases: tuple[LegalBasis, ...]
    accountability: Accountability | None
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """The page of one item."""

    tags: tuple[str, ...]
    halted: str
    """That the item is not exercised at present, in two words; empty where it is."""
    suspended: str
    """Since when, until when and why."""
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    silent: tuple[str, ...]
    """The questions that the list does not answer."""
    online: str | None
    """Where the item is applied for online."""
    summary: str
    """The item in one sentence."""


def item_view(
    power: Power,
    lists: DepartmentLists,
    register: Register,
    drawings: Drawings,
    also: Collection[str] = (),
) -> ItemView:
    """Collect what all lists say about an item; `also` are questions to which the page has more."""
    questions = tuple(
        _from_lists(question, power, lists, register, drawings) for question in answers(power)
    )
    answered = [q.id for q in questions if q.answered or q.id in also]
    return ItemView(
        tags=_tags(power),
        halted=power.suspension.told_on(register.date) if power.suspension else "",
        suspended=suspended(power),
        facts=_facts(power, lists),
        questions=tuple(q for q in questions if q.id in answered),
        silent=tuple(q.title for q in questions[:6] if q.id not in answered),
        online=web_address(power.website),
        summary=_summary(power, lists),
    )


def _summary(power: Power, lists: DepartmentLists) -> str:
    told = (
        ("法定时限", power.statutory_limit),
        ("承诺时限", power.promised_limit),
        ("收费", power.fee if isinstance(power.fee, str) else None),
        ("办理地点", power.place),
    )
    said = "".join(f"，{label}：{value}" for label, value in told if value)
    return f"{power.name}（{power.type}），{power.body or lists.name}{said}。"


def suspended(power: Power) -> str:
    """Say since when, until when and why an item is not exercised; empty where none of it is written."""
    at = power.suspension
    if at is None:
        return ""
    until = f"，到{in_chinese(at.until)}为止" if at.until else ""
    why = "".join(
        f"{label}：{text.rstrip('。')}。"
        for label, text in (("依据", at.basis), ("理由", at.reason))
        if text
    )
    return f"这一事项从{in_chinese(at.since)}起暂停行使{until}。{why}"


def _tags(power: Power) -> tuple[str, ...]:
    tags = [str(power.type)]
    if power.level:
        tags.append(str(power.level))
    if power.regularity is Regularity.RESERVED:
        tags.append("非常用（一事一审）")
    if power.forwarding == "是":
        tags.append("审核转报")
    return tuple(tags)


def _facts(power: Power, lists: DepartmentLists) -> tuple[Fact, ...]:
    explained = "见“多长时间办”" if power.statutory_limit_note else None
    statutory = Fact("法定时限", _period(power.statutory_limit) or explained)
    promised = Fact(
        "承诺时限",
        _period(power.promised_limit),
        saving(power.statutory_limit, power.promised_limit),
    )
    fee = Fact("收费", _fee(power.fee), "标准见“怎么办”" if isinstance(power.fee, Fee) else None)
    asked = _phone("咨询电话", power.consultation, _of(lists, "consultation"))
    if power.type.kind not in EX_OFFICIO:
        return statutory, promised, *_visits(power), fee, asked
    given = [fact for fact in (promised, fee) if fact.value is not None]
    watched = _phone("监督电话", power.supervision, _of(lists, "supervision"))
    body = Fact("行使主体", power.body) if power.body else Fact("所属部门", lists.name)
    return body, statutory, *given, asked, watched


def _visits(power: Power) -> list[Fact]:
    if power.visits is None:
        return []
    return [Fact("到现场", f"{power.visits} 次" if power.visits else "不用到现场")]


def _of(lists: DepartmentLists, attribute: str) -> Any:
    return getattr(lists.department, attribute) if lists.department else ()


def _period(period: Period | None) -> str | None:
    if period is None:
        return None
    return f"{period}（未写明单位）" if period.missing_unit else str(period)


def _fee(fee: str | Fee | None) -> str | None:
    if isinstance(fee, Fee):
        return "收费"
    return fee if fee is None or len(fee) <= 16 else "见“怎么办”"


def _phone(label: str, own: Any, department: Any) -> Fact:
    if phone := first_phone(own):
        return Fact(label, phone)
    if own:
        return Fact(label, linked(own[0].address or own[0].name))
    phone = first_phone(department)
    return Fact(label, phone, "部门电话" if phone else None)


def _from_lists(
    question: Question,
    power: Power,
    lists: DepartmentLists,
    register: Register,
    drawings: Drawings,
) -> Question:
    """Add what other lists of the register answer."""
    if question.id == "what":
        return _what(question, power)
    if question.id == "how":
        return _how(question, power, lists.flow_of(power), drawings)
    if question.id == "where":
        return _where(question, power, lists)
    if question.id == "time":
        return _time(question, power)
    if question.id == "who":
        return _who(question, power, lists, register)
    if question.id == "wrong":
        return _wrong(question, power, lists)
    return question


def _where(question: Question, power: Power, lists: DepartmentLists) -> Question:
    if not power.place and (counters := _of(lists, "counters")):
        question = question.more(blocks=[Block("部门办事窗口", "counters", counters, "counters")])
    if (seen := plan(power)) is None:
        return question
    told = (label_of(Power, name) for name in ("place", "hours", "website"))
    return question.led(Block("时间和地点", "plan", seen), *told)


def _time(question: Question, power: Power) -> Question:
    if (both := limit_bars(power.statutory_limit, power.promised_limit)) is None:
        return question
    told = (label_of(Power, name) for name in ("statutory_limit", "promised_limit"))
    return question.led(Block("时限", "limits", both), *told)


def _how(question: Question, power: Power, flow: Flow | None, drawings: Drawings) -> Question:
    blocks = [block for block in question.blocks if block.form != "materials"]
    if flow:
        blocks.append(Block("办理流程图", "flow", drawings.draw(flow), "flow"))
    return replace(question, blocks=(*materials_of(power), *blocks))


def _what(question: Question, power: Power) -> Question:
    rows = []
    if power.predecessors:
        rows.append(Row("前身", power.predecessors, "codes"))
    if power.keywords:
        rows.append(Row("常用说法", power.keywords, "names"))
    blocks = []
    if power.sub_items:
        blocks.append(Block("子项", "subs", tuple(map(part_view, power.sub_items)), "sub-items"))
    if power.handling_items:
        handling = tuple(map(part_view, power.handling_items))
        blocks.append(Block("业务办理项", "subs", handling, "handling-items"))
    return question.more(rows, blocks)


def _who(question: Question, power: Power, lists: DepartmentLists, register: Register) -> Question:
    rows = []
    if not power.body:
        rows.append(Row("所属部门", lists.name))
    rows += _handled_by(lists.flow_of(power))
    if not power.consultation and (channels := _of(lists, "consultation")):
        rows.append(Row("部门咨询方式", channels, "channels"))
    matters = register.boundaries_by_item.get(str(power.code), ())
    blocks = [Block("相关职责边界", "matters", matters, "boundary", staff=True)] if matters else []
    return question.more(rows, blocks)


def _handled_by(flow: Flow | None) -> list[Row]:
    """Say who accepts and who decides, where the flow tells its stages."""
    said = ((stage, _roles(flow, stage)) for stage in ("受理", "决定")) if flow else ()
    return [Row(f"由谁{stage}", roles) for stage, roles in said if roles]


def _roles(flow: Flow, stage: str) -> str:
    steps = [step for step in flow.steps if step.stage == stage]
    # Who takes the decision, not who writes it out.
    taken = [step for step in steps if step.kind is StepKind.DECISION] or steps
    named = (step.role + (f"（{step.post}）" if step.post else "") for step in taken)
    return "、".join(dict.fromkeys(named))


def _wrong(question: Question, power: Power, lists: DepartmentLists) -> Question:
    rows = []
    if not power.supervision and (channels := _of(lists, "supervision")):
        rows.append(Row("部门监督渠道", channels, "channels"))
    blocks: list[Block] = []
    if duties := lists.duties_by_item.get(str(power.code), ()):
        views = duty_views(duties, lists.sub_item_of)
        blocks.append(Block("责任事项和追责情形", "duties", views, "duty", staff=True))
    if measures := lists.oversight_of(power):
        blocks.append(Block("事中事后监管", "oversight", measures, "oversight", staff=True))
    return question.more(rows, blocks)


def duty_views(
    duties: Sequence[Duty], sub_item_of: Callable[[Duty], str | None]
) -> tuple[DutyView, ...]:
    """Return what duties say; sub-items with the same duties share one view."""
    alike = group(
        (
            (duty.stages, duty.bases, duty.accountability, _remarks(duty)),
            sub_item_of(duty) or WHOLE,
        )
        for duty in duties
    )
    return tuple(
        DutyView(() if set(applies) == {WHOLE} else applies, *content)
        for content, applies in alike.items()
    )


def _remarks(duty: Duty) -> tuple[tuple[str, str], ...]:
    return tuple(public_remarks(duty.remarks).items())
