"""清单: a department's lists as one book: the catalogue, the table of each item, duties, boundaries, flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from quanze.model.duty import PublicService
from quanze.model.element import Element
from quanze.model.figures import type_of
from quanze.model.items import Fee, Material
from quanze.model.power import HandlingItem, Power, PowerElements, SubItem
from quanze.model.register import DepartmentLists, group
from quanze.publish.document.content import Block, Column, Paragraph, Section, Table
from quanze.publish.document.flow_steps import flow
from quanze.publish.document.pieces import NOTHING, Manner, based, period, run_in, text_of
from quanze.publish.document.shown import accountability, duties, matter_body, oversight
from quanze.publish.document.volumes import Volume, by_type
from quanze.publish.flow_chart import Drawings
from quanze.publish.site import answers
from quanze.publish.site.item_page import duty_views, suspended
from quanze.publish.workbook.plain_text import cell_text, labelled, numbered

STAFF: Final = Manner(staff=True)
FLOWS: Final = "运行流程图"


def list_of(lists: DepartmentLists, volume: Volume, drawings: Drawings) -> tuple[Section, ...]:
    """Return the parts of a department's 清单 that a volume holds, numbered through all volumes."""
    first, last = volume.number == 1, volume.number == volume.of
    parts: tuple[tuple[object, bool, Callable[[], Section]], ...] = (
        (lists.main_duties, first, lambda: _main_duties(lists)),
        (lists.powers, first, lambda: _directory(lists)),
        (lists.powers, True, lambda: _tables(volume)),
        (lists.duties, True, lambda: _all_duties(lists, volume)),
        (lists.boundaries, last, lambda: _boundaries(lists)),
        (lists.public_services, last, lambda: _services(lists)),
        (lists.oversight, last, lambda: _oversight(lists)),
        (lists.flows, last, lambda: flow_part(lists, lists.powers, drawings, STAFF)),
    )
    there = [(held, part) for told, held, part in parts if told]
    made = (replace(part(), number=at) for at, (held, part) in enumerate(there, 1) if held)
    return tuple(part for part in made if part.blocks or part.sections)


def _tables(volume: Volume) -> Section:
    sections = tuple(replace(_information(power), number=at) for at, power in volume.numbered)
    return Section("权力事项信息表", sections=sections, new_page=True)


def _services(lists: DepartmentLists) -> Section:
    sections = tuple(map(_service, lists.public_services))
    return Section("公共服务事项", sections=sections, new_page=True)


def _oversight(lists: DepartmentLists) -> Section:
    return Section("事中事后监管", oversight(lists.oversight, STAFF), new_page=True)


def _main_duties(lists: DepartmentLists) -> Section:
    made: list[Block] = []
    for number, duty in enumerate(lists.main_duties, 1):
        office = f"（承办机构：{duty.office}）" if duty.office else ""
        made.append(Paragraph(f"{number}．{duty.content}{office}"))
        made += (Paragraph(f"（{at}）{task}") for at, task in enumerate(duty.tasks, 1))
        made += based(duty.bases, Manner())
    return Section("主要职责", tuple(made))


def _directory(lists: DepartmentLists) -> Section:
    """The catalogue: a band for each type with the number of its items."""
    columns = (
        Column("序号", 1.4, centred=True),
        Column("事项名称、编码", 9.5),
        Column("承办机构", 2.6),
        Column("法定时限", 3.1, centred=True),
        Column("承诺时限", 3.1, centred=True),
        Column("收费", 2, centred=True),
    )
    rows: list[tuple[str, ...]] = []
    for kind, powers in group((type_of(power), power) for power in by_type(lists)).items():
        rows.append((f"{kind}（{len(powers)}项）",))
        rows += (_directory_row(number, power) for number, power in enumerate(powers, 1))
    filled = [at for at in range(len(columns)) if any(row[at:] and row[at] for row in rows)]
    kept = tuple(
        row if len(row) == 1 else tuple(row[at] or NOTHING for at in filled) for row in rows
    )
    blocks = (Table(tuple(columns[at] for at in filled), kept),) if rows else ()
    return Section("权力清单目录", blocks, new_page=bool(lists.main_duties))


def _directory_row(number: int, power: Power) -> tuple[str, ...]:
    fee = "收费" if isinstance(power.fee, Fee) else power.fee or ""
    limits = (power.statutory_limit, power.promised_limit)
    return (
        str(number),
        f"{power.name}\n{power.code}",
        power.office or "",
        *(period(limit) if limit else "" for limit in limits),
        fee,
    )


def _information(power: Power) -> Section:
    """The table of one item (一表): everything that the power list says of it."""
    rows: list[tuple[str, ...]] = [("编码", str(power.code)), ("类型", str(power.type))]
    if not_exercised := suspended(power):
        rows.append(("暂停", not_exercised))
    rows += _told(power)
    for sub in power.sub_items:
        rows += _sub("子项", sub)
        for handling in sub.handling_items:
            rows += _sub(f"子项“{sub.name}”的业务办理项", handling)
    for handling in power.handling_items:
        rows += _sub("业务办理项", handling)
    return Section(power.name, (_form(rows),))


def _sub(kind: str, part: SubItem | HandlingItem) -> Iterator[tuple[str, ...]]:
    yield (f"{kind}：{part.name}",)
    if part.code:
        yield ("编码", str(part.code))
    yield from (row for row in _told(part) if len(row) > 1)


def _told(elements: PowerElements) -> Iterator[tuple[str, ...]]:
    for question in answers.answers(elements):
        if question.answered:
            yield (question.title,)
        yield from ((row.label, text_of(row)) for row in question.rows)
        yield from ((block.title, _block(block)) for block in question.blocks)


def _block(block: answers.Block) -> str:
    if block.form == "materials":
        return numbered(map(_material, block.value))
    return cell_text(block.value)


def _material(told: Material) -> str:
    parts = (told.form, f"{told.copies}份" if told.copies else None, told.source)
    short = "，".join(filter(None, parts))
    more = (
        ("必要", told.required), ("免交", told.exemption), ("依据", told.basis),
        ("说明", told.note), ("样本", told.sample),
    )  # fmt: skip
    long = "；".join(f"{label}：{text}" for label, text in more if text)
    return told.name + (f"（{short}）" if short else "") + (f"；{long}" if long else "")


def _form(rows: Iterable[tuple[str, ...]]) -> Table:
    columns = (Column("要素", 2.4), Column("内容", 12))
    return Table(columns, tuple(rows), headed=False, forms=(0,))


def _all_duties(lists: DepartmentLists, volume: Volume) -> Section:
    return Section("责任清单", sections=tuple(_duties(lists, volume)), new_page=True)


def _duties(lists: DepartmentLists, volume: Volume) -> Iterator[Section]:
    """Items with the same duties share one part, so that a type's common text stands once.

    The last volume also has the duties of items that the power list does not have.
    """
    last = volume.number == volume.of
    known = lists.powers_by_code
    held = {str(power.code) for power in volume.powers}
    alike = group(
        (duty_views(told, lists.sub_item_of), known[code].name if code in known else _unknown(code))
        for code, told in lists.duties_by_item.items()
        if code in held or (last and code not in known)
    )
    for views, applies in alike.items():
        title = applies[0] if len(applies) == 1 else f"{applies[0]}等{len(applies)}项"
        whose: tuple[Block, ...] = (
            (Paragraph("；".join(applies), "适用于："),) if len(applies) > 1 else ()
        )
        yield Section(title, (*whose, *duties(views, STAFF), *accountability(views, STAFF)))


def _unknown(code: str) -> str:
    return f"编码 {code}（权力清单中没有这个编码）"


def _boundaries(lists: DepartmentLists) -> Section:
    sections = tuple(Section(one.matter, matter_body(one, STAFF)) for one in lists.boundaries)
    return Section("职责边界", sections=sections, new_page=True)


def _service(service: PublicService) -> Section:
    return Section(service.name, (_form(_elements(service)),))


def _elements(element: Element) -> list[tuple[str, ...]]:
    return [(label, text) for label, text in labelled(element) if text and label != "名称"]


def service_sections(service: PublicService) -> tuple[Section, ...]:
    """Return what a public service says, element by element."""
    return tuple(run_in(label, text) for label, text in _elements(service))


def flow_part(
    lists: DepartmentLists, powers: Sequence[Power], drawings: Drawings, manner: Manner
) -> Section:
    """The flows that some powers use (一图), each once, with the names of the items."""
    using = group((found, power) for power in powers if (found := lists.flow_of(power)))
    shown = dict.fromkeys((*using, *lists.flows)) if powers is lists.powers else using
    sections = tuple(
        Section(
            one.name,
            (*_users(using.get(one, ())), *flow(drawings.draw(one), manner)),
            new_page=number > 1,
        )
        for number, one in enumerate(shown, 1)
    )
    return Section(FLOWS, sections=sections, new_page=True)


def _users(powers: Sequence[Power]) -> tuple[Block, ...]:
    names = "、".join(power.name for power in powers)
    return (Paragraph(names, "适用于："),) if names else ()
