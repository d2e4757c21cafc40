"""What each sheet holds: columns and rows, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quanze.model.duty import Duty, DutyStage
from quanze.model.element import Element
from quanze.model.figures import type_of
from quanze.model.items import Fee
from quanze.model.power import HandlingItem, Power, SubItem
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists
from quanze.publish.flow_chart import chart_of
from quanze.publish.flowchart import steps_in_order
from quanze.publish.workbook.plain_text import cell_text, labelled, numbered

Departments = Sequence[DepartmentLists]
Cell = str | int
Row = tuple[Cell, ...]

DEPARTMENT: Final = "部门"
NUMBER: Final = "序号"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its header and its rows.

    `fixed` columns stay in sight on the screen, and are repeated where a sheet prints over several
    pages side by side. `low` rows are no higher than a screen takes well; the whole text stands in
    the cell and on the item's card.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    fixed: int = 0
    low: bool = False


def sheets(departments: Departments) -> list[Sheet]:
    """Return the sheets of a workbook; those without rows are left out, but for the catalogue."""
    several = len(departments) != 1
    made = [
        _catalogue(departments),
        _information(departments),
        _sub_items(departments),
        _generic("主要职责", "“三定”规定的主要职责", departments, lambda one: one.main_duties),
        _duties(departments),
        _boundaries(departments),
        _generic("公共服务", "公共服务事项", departments, lambda one: one.public_services),
        _generic("事中事后监管", "事中事后监管制度", departments, lambda one: one.oversight),
        _flows(departments),
    ]
    kept = [sheet for sheet in made if sheet.rows or sheet is made[0]]
    return kept if several else [_without_department(sheet) for sheet in kept]


def _without_department(sheet: Sheet) -> Sheet:
    """In one department's workbook the column of departments would say the same on every row."""
    at = sheet.columns.index(DEPARTMENT)
    return Sheet(
        sheet.name,
        sheet.about,
        sheet.columns[:at] + sheet.columns[at + 1 :],
        tuple(row[:at] + row[at + 1 :] for row in sheet.rows),
        max(sheet.fixed - 1, 0),
        sheet.low,
    )


def by_type(lists: DepartmentLists) -> list[Power]:
    """Return the powers in the official order of types, and within a type as the list has them."""
    order = {str(kind): number for number, kind in enumerate(PowerKind)}
    return sorted(lists.powers, key=lambda power: order.get(type_of(power), len(order)))


def _catalogue(departments: Departments) -> Sheet:
    columns = (
        NUMBER, DEPARTMENT, "编码", "名称", "类型", "行使层级", "行使主体", "承办机构",
        "法定时限", "承诺时限", "收费",
    )  # fmt: skip
    rows: list[Row] = []
    for lists in departments:
        for number, power in enumerate(by_type(lists), 1):
            texts = (
                power.code, power.name, power.type, power.level, power.body, power.office,
                power.statutory_limit, power.promised_limit,
                power.fee.standard if isinstance(power.fee, Fee) else power.fee,
            )  # fmt: skip
            rows.append((number, lists.name, *map(cell_text, texts)))
    return Sheet("目录", "全部职权的目录（一单）", columns, tuple(rows), fixed=4)


def _information(departments: Departments) -> Sheet:
    records = [
        {DEPARTMENT: lists.name, **dict(labelled(power)), **children(power)}
        for lists in departments
        for power in by_type(lists)
    ]
    order = (DEPARTMENT, "编码", "名称", "类型")
    columns = (*order, *(label for label in _labels(Power) if label not in order))
    made = _used("信息表", "每项职权的全部要素（一表）", columns, records, fixed=3)
    return replace(made, low=True)


def children(power: Power) -> dict[str, str]:
    """Return the names of a power's sub-items, which have a sheet of their own."""
    return {
        "子项": numbered(map(_named, power.sub_items)) if power.sub_items else "",
        "业务办理项": numbered(map(_named, power.handling_items)) if power.handling_items else "",
    }


def _named(sub: SubItem | HandlingItem) -> str:
    return f"{sub.name}（{sub.code}）" if sub.code else sub.name


def _sub_items(departments: Departments) -> Sheet:
    records = [
        {DEPARTMENT: lists.name, "事项编码": str(power.code), "事项": power.name, **record}
        for lists in departments
        for power in by_type(lists)
        for record in _sub_records(power)
    ]
    own = (DEPARTMENT, "事项编码", "事项", "层次", "名称", "编码")
    columns = (*own, *(label for label in _labels(SubItem) if label not in own))
    return _used("子项", "子项和业务办理项；空着的与主项相同", columns, records, fixed=3)


def _sub_records(power: Power) -> Iterator[dict[str, str]]:
    for sub in power.sub_items:
        handling = numbered(map(_named, sub.handling_items)) if sub.handling_items else ""
        yield {"层次": "子项", **dict(labelled(sub)), "业务办理项": handling}
        yield from map(_handling_record, sub.handling_items)
    yield from map(_handling_record, power.handling_items)


def _handling_record(item: HandlingItem) -> dict[str, str]:
    return {"层次": "业务办理项", **dict(labelled(item))}


def _labels(model: type[Element]) -> list[str]:
    return [str(field.alias) for field in model.model_fields.values()]


def _used(
    name: str,
    about: str,
    columns: Sequence[str],
    records: Sequence[dict[str, str]],
    fixed: int = 0,
) -> Sheet:
    """A sheet with only those columns that some row fills."""
    kept = tuple(
        label for label in columns if label == DEPARTMENT or any(r.get(label) for r in records)
    )
    rows = tuple(tuple(record.get(label, "") for label in kept) for record in records)
    return Sheet(name, about, kept, rows, fixed)


def _generic(
    name: str,
    about: str,
    departments: Departments,
    entries: Callable[[DepartmentLists], Iterable[Element]],
) -> Sheet:
    records = [
        {DEPARTMENT: lists.name, **dict(labelled(entry))}
        for lists in departments
        for entry in entries(lists)
    ]
    columns = tuple(dict.fromkeys(label for record in records for label in record))
    return _used(name, about, columns or (DEPARTMENT,), records, fixed=2)


def _duties(departments: Departments) -> Sheet:
    columns = (
        DEPARTMENT, "编码", "名称", "类型", "子项", "责任事项", "责任依据", "追责情形", "对象范围",
        "追责依据", "备注",
    )  # fmt: skip
    records = [
        {DEPARTMENT: lists.name, **_duty_record(duty, powers.get(str(duty.item)))}
        for lists in departments
        for powers in ({str(power.code): power for power in reversed(lists.powers)},)
        for duty in lists.duties
    ]
    return _used("责任事项", "每项职权的责任事项和追责情形", columns, records, fixed=3)


def _duty_record(duty: Duty, power: Power | None) -> dict[str, str]:
    account = duty.accountability
    return {
        "编码": str(duty.item),
        "名称": power.name if power else "（权力清单中没有这个编码）",
        "类型": cell_text(power.type) if power else "",
        "子项": duty.sub_item or "",
        "责任事项": "\n".join(map(_stage, duty.stages)),
        "责任依据": cell_text(duty.bases) if duty.bases else "",
        "追责情形": cell_text(account.cases) if account else "",
        "对象范围": cell_text(account.scope) if account else "",
        "追责依据": cell_text(account.bases) if account and account.bases else "",
        "备注": cell_text(duty.remarks),
    }


def _stage(stage: DutyStage) -> str:
    head = f"【{stage.stage}】" if stage.stage else ""
    post = f"（责任岗位：{stage.post}）" if stage.post else ""
    bases = f"\n依据：{cell_text(stage.bases)}" if stage.bases else ""
    return f"{head}{stage.content}{post}{bases}"


def _boundaries(departments: Departments) -> Sheet:
    """One row for each department's share; what concerns the whole matter stands on its first row."""
    shares = ("分工部门", "角色", "分工", "分工依据")
    whole = ("议事协调机构", "协调机制", "争议处理", "案例", "依据", "相关事项", "备注")
    rows: list[Row] = []
    for lists in departments:
        for number, matter in enumerate(lists.boundaries, 1):
            told: Row = tuple(
                map(
                    cell_text,
                    (
                        matter.coordinating_body, matter.coordination, matter.dispute,
                        matter.example, matter.bases, matter.items, matter.remarks,
                    ),
                )
            )  # fmt: skip
            for share in matter.shares or (None,):
                parts = (
                    (share.department, cell_text(share.role), share.task, cell_text(share.bases))
                    if share
                    else ("", "", "", "")
                )
                rows.append((number, lists.name, matter.matter, *parts, *told))
                told = ("",) * len(whole)
    columns = (NUMBER, DEPARTMENT, "管理事项", *shares, *whole)
    used = [n for n, label in enumerate(columns) if label == DEPARTMENT or any(r[n] for r in rows)]
    return Sheet(
        "职责边界",
        "两个以上部门共同管理的事项",
        tuple(columns[n] for n in used) or columns,
        tuple(tuple(row[n] for n in used) for row in rows),
        fixed=3,
    )


def _flows(departments: Departments) -> Sheet:
    columns = (
        DEPARTMENT, "流程", "步骤", "环节", "种类", "办理人", "阶段", "时限", "计入时限",
        "责任岗位", "说明", "下一步",
    )  # fmt: skip
    rows: list[Row] = []
    for lists in departments:
        for flow in lists.flows:
            chart = chart_of(flow)
            source = {id(step): own for step, own in zip(chart.steps, flow.steps, strict=True)}
            for row in steps_in_order(chart):
                step = source[id(row.step)]
                ways = "；".join(
                    f"{way.label}：第{way.number}步" if way.label else f"第{way.number}步"
                    for way in row.next
                )
                texts = (
                    step.name, step.kind, step.role, step.stage, step.limit, step.counted,
                    step.post, step.note,
                )  # fmt: skip
                rows.append((lists.name, flow.name, row.number, *map(cell_text, texts), ways))
    return Sheet("流程步骤", "运行流程图的各个步骤（一图）", columns, tuple(rows), fixed=4)
