"""The sheets beside the powers: duties, boundaries, public services, oversight, flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from quanze.model.boundary import BoundaryMatter, Share
from quanze.model.duty import Duty, DutyStage
from quanze.model.element import Element
from quanze.model.register import DepartmentLists
from quanze.publish.flow_chart import chart_of
from quanze.publish.flowchart import steps_in_order
from quanze.publish.workbook.plain_text import cell_text, labelled
from quanze.publish.workbook.sheet import (
    DEPARTMENT,
    NUMBER,
    Departments,
    Row,
    Sheet,
    counted,
    used,
)


def others(departments: Departments) -> Iterator[Sheet]:
    """Yield the sheets, empty ones too."""
    yield _generic("主要职责", "主要职责", "条", departments, lambda one: one.main_duties)
    yield _duties(departments)
    yield _boundaries(departments)
    yield _generic(
        "公共服务", "公共服务事项清单", "项", departments, lambda one: one.public_services
    )
    yield _generic("事中事后监管", "事中事后监管制度", "项", departments, lambda one: one.oversight)
    yield _flows(departments)


def _generic(
    name: str,
    heading: str,
    noun: str,
    departments: Departments,
    entries: Callable[[DepartmentLists], Iterable[Element]],
) -> Sheet:
    records = [
        {DEPARTMENT: lists.name, **dict(labelled(entry))}
        for lists in departments
        for entry in entries(lists)
    ]
    columns = tuple(dict.fromkeys(label for record in records for label in record))
    sums = counted(records, noun)
    return used(name, heading, sums, columns or (DEPARTMENT,), records, fixed=2)


def _duties(departments: Departments) -> Sheet:
    columns = (
        DEPARTMENT, "编码", "名称", "类型", "子项", "责任事项", "责任依据", "追责情形", "对象范围",
        "追责依据", "备注",
    )  # fmt: skip
    records = [
        {DEPARTMENT: lists.name, **duty_record(duty, lists)}
        for lists in departments
        for duty in lists.duties
    ]
    sums = counted(records, "项")
    return used("责任事项", "责任事项和追责情形", sums, columns, records, fixed=3)


def duty_record(duty: Duty, lists: DepartmentLists) -> dict[str, str]:
    """Return what a duty says, column by column."""
    power = lists.power_of(duty)
    account = duty.accountability
    return {
        "编码": str(duty.item),
        "名称": power.name if power else "（权力清单中没有这个编码）",
        "类型": cell_text(power.type) if power else "",
        "子项": lists.sub_item_of(duty) or "",
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


_BOUNDARY: Final = (
    NUMBER, DEPARTMENT, "管理事项", "分工部门", "角色", "分工", "分工依据", "议事协调机构", "协调机制",
    "争议处理", "案例", "依据", "相关事项", "备注",
)  # fmt: skip
_SHARES: Final = ("分工部门", "角色", "分工", "分工依据")


def _boundaries(departments: Departments) -> Sheet:
    """One row for each department's share; what concerns the whole matter is shown once for all of them."""
    rows: list[Row] = []
    spans: list[tuple[int, int]] = []
    for lists in departments:
        for number, matter in enumerate(lists.boundaries, 1):
            first = len(rows)
            for share in matter.shares or (None,):
                told = (*_share_texts(share), *_whole_matter(matter))
                rows.append((number, lists.name, matter.matter, *told))
            spans.append((first, len(rows) - 1))
    used = [
        n
        for n, label in enumerate(_BOUNDARY)
        if label in (NUMBER, DEPARTMENT) or any(row[n] for row in rows)
    ]
    return Sheet(
        "职责边界",
        "职责边界清单",
        counted(spans, "个管理事项"),
        tuple(_BOUNDARY[n] for n in used),
        tuple(tuple(row[n] for n in used) for row in rows),
        fixed=3,
        spans=tuple(spans),
        shared=tuple(label for label in _BOUNDARY if label not in _SHARES),
    )


def _share_texts(share: Share | None) -> Row:
    if share is None:
        return ("",) * len(_SHARES)
    return (share.department, cell_text(share.role), share.task, cell_text(share.bases))


def _whole_matter(matter: BoundaryMatter) -> Iterator[str]:
    return map(
        cell_text,
        (
            matter.coordinating_body, matter.coordination, matter.dispute, matter.example,
            matter.bases, matter.items, matter.remarks,
        ),
    )  # fmt: skip


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
    flows = sum(len(lists.flows) for lists in departments)
    sums = f"共 {flows} 个流程，{len(rows)} 个步骤"
    return Sheet("流程步骤", "行政权力运行流程步骤", sums, columns, tuple(rows), fixed=4)
