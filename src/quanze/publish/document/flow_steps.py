"""A flow in a document: the picture, and a table of the same steps."""

from __future__ import annotations

from quanze.model.items import YesNo
from quanze.publish.document.content import Block, Column, Picture
from quanze.publish.document.pieces import Asked, Manner, filled, pairs, period
from quanze.publish.flow_chart import NOT_COUNTED, Drawing, StepRow, chart_of


def flow(drawing: Drawing, manner: Manner) -> tuple[Block, ...]:
    """Return a flow: the picture, and the same steps in words."""
    about = drawing.flow
    asked = (
        Asked(Column("步骤", 1.5, centred=True), lambda row: row.ordered.number),
        Asked(Column("环节", 6.2), lambda row: _step(row, manner)),
        Asked(Column("办理人", 2.6, centred=True), lambda row: row.step.role),
        Asked(Column("时限", 2.8, centred=True), _limit),
        Asked(Column("责任岗位", 2.8, centred=True), lambda row: row.step.post),
        Asked(Column("下一步", 3.4), _ways),
    )
    shown = asked if manner.staff else (*asked[:4], asked[5])
    return (
        Picture(chart_of(about)),
        *filled(shown, drawing.rows),
        *pairs(("行使主体", about.body), ("总时限", about.limit), ("备注", about.remarks)),
    )


def _step(row: StepRow, manner: Manner) -> str:
    stage = f"阶段：{row.step.stage}" if manner.staff and row.step.stage else ""
    return "\n".join(filter(None, (row.step.name, stage, row.step.note)))


def _limit(row: StepRow) -> str:
    not_counted = NOT_COUNTED if row.step.counted is YesNo.NO else ""
    limit = period(row.step.limit) if row.step.limit else ""
    return "\n".join(filter(None, (limit, not_counted)))


def _ways(row: StepRow) -> str:
    return "\n".join(
        f"{way.label}：第{way.number}步" if way.label else f"第{way.number}步"
        for way in row.ordered.next
    )
