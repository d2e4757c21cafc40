"""D10 兜底条款."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.register import DepartmentLists, Register
from quanze.rules.parts import parts
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.wording import is_catch_all


def check(register: Register) -> Iterator[Finding]:
    """Find catch-all clauses listed as an item, or as all that a duty says. Bases are A2's."""
    for lists in register.departments:
        for power in lists.powers:
            for part in parts(power):
                if is_catch_all(getattr(part.own, "name", "")):
                    message = "{what}是兜底的话，不是一项职权"
                    yield found("D10", power, *part.path, "名称", message=message, what=part.title)
        for service in lists.public_services:
            if is_catch_all(service.name):
                message = "公共服务事项“{name}”是兜底的话，不是一项服务"
                yield found("D10", service, "名称", message=message)
        yield from _duties(lists)


def _duties(lists: DepartmentLists) -> Iterator[Finding]:
    for duty in lists.duties:
        if duty.stages and all(is_catch_all(stage.content) for stage in duty.stages):
            power = lists.powers_by_code.get(str(duty.item))
            yield found(
                "D10", duty, "责任",
                message="“{power}”的责任只有兜底的话：{text}",
                power=shortened(power.name) if power else duty.item,
                text=shortened(duty.stages[0].content.strip()),
            )  # fmt: skip


RULE = Rule(
    code="D10",
    name="兜底条款",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="“法律法规规定的其他……”写成一项职权，等于清单没有边界；写成唯一的责任，等于没有责任。",
    source="公布的责任清单的通行写法（兜底责任只能列在具体责任之后）；中央编办、原国务院法制办《关于深入推进和完善地方各级政府工作部门权责清单制度的指导意见》（2018）",
    mend="把法律规定的具体职权、责任一项一项列出来；兜底的话只放在具体责任的最后。",
    check=check,
)
