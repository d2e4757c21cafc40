"""E6 许可没有进驻大厅."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.items import YesNo
from quanze.model.register import Register
from quanze.rules.item.c2_permit_limit import is_permit
from quanze.rules.parts import every_part, is_empty
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find permits kept out of the service hall that do not say why."""
    for power, part in every_part(register):
        if part.own.in_hall is YesNo.NO and is_permit(part) and is_empty(part.value("未进驻理由")):
            message = "{what}是行政许可，没有进驻政务服务大厅，也没有写理由"
            yield found("E6", power, *part.path, "进驻大厅", message=message, what=part.title)


RULE = Rule(
    code="E6",
    name="许可没有进驻大厅",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="审批事项应当集中到政务服务大厅办理；因场地、涉密等原因不进驻的，要说明理由，不然就是“体外循环”。",
    source="《优化营商环境条例》第三十六条；通化市责任清单实施意见（三集中两到位）；辽源市“一单一表一图”访谈",
    mend="进驻的改为“是”；不进驻的，在“未进驻理由”里写明经批准的理由。",
    check=check,
)
