"""D1 权责不一致."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.duty import Duty
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.rules.rule import Family, Rule, found, shortened


def check(register: Register) -> Iterator[Finding]:
    """Find powers without duties and duties without power; what could not be read is not missing."""
    for lists in register.departments:
        if "duty" not in lists.unread:
            without = [power for power in lists.powers if not _has_duty(lists, power)]
            if without and not lists.duties:
                yield _no_duties(lists, len(without))
            else:
                for power in without:
                    yield found("D1", power, message="“{name}”没有责任事项")
        if "power" not in lists.unread:
            yield from _duties(lists)


def _no_duties(lists: DepartmentLists, count: int) -> Finding:
    """One finding for a department that has no duties yet."""
    _, origin = lists.heads.get("power", ("", lists.powers[0].origin))
    return Finding(
        "D1",
        origin,
        f"{lists.name}的 {count} 项职权都没有责任事项，责任清单还没有建",
        params={"department": lists.name},
        name=lists.name,
    )


def _has_duty(lists: DepartmentLists, power: Power) -> bool:
    codes = [power.code, *(sub.code for sub in power.sub_items if sub.code)]
    return any(str(code) in lists.duties_by_item or str(code) in lists.unread for code in codes)


def _duties(lists: DepartmentLists) -> Iterator[Finding]:
    for duty in lists.duties:
        code = str(duty.item)
        power = lists.power_of(duty)
        if power is None:
            if code not in lists.unread:
                message = "责任事项写的编码 {item} 在本部门的权力清单里没有"
                yield found("D1", duty, "事项", message=message)
            continue
        if not duty.stages:
            message = "“{power}”的责任事项没有写责任"
            yield found("D1", duty, message=message, power=shortened(power.name))
        yield from _sub_item(duty, power)


def _sub_item(duty: Duty, power: Power) -> Iterator[Finding]:
    if duty.sub_item and duty.sub_item not in {sub.name for sub in power.sub_items}:
        message = "责任事项写的子项“{sub}”，“{power}”里没有"
        yield found(
            "D1", duty, "子项", message=message, sub=duty.sub_item, power=shortened(power.name)
        )


RULE = Rule(
    code="D1",
    name="权责不一致",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="有权必有责：每项职权都要有对应的责任事项；责任事项对应的职权已经取消的，责任也要随之调整。",
    source="通化市责任清单实施意见；中央编办、原国务院法制办《关于深入推进和完善地方各级政府工作部门权责清单制度的指导意见》（2018，权责不对等）",
    mend="在 duty.yaml 里补写这项职权的责任；职权取消、换了编码的，改正或者删去责任事项。",
    check=check,
)
