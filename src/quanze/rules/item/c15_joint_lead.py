"""C15 并联办理没有牵头部门."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.register import Register
from quanze.rules.parts import every_part
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_filler


def check(register: Register) -> Iterator[Finding]:
    """Find items handled jointly that name no leading department."""
    for power, part in every_part(register):
        joint = part.own.joint
        if joint is not None and is_filler(joint.lead or ""):
            yield found(
                "C15", power, *part.path, "并联办理",
                message="{what}并联办理，没有写牵头部门", what=part.title,
            )  # fmt: skip


RULE = Rule(
    code="C15",
    name="并联办理没有牵头部门",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="并联审批由一个牵头部门统一受理、转告有关部门分别提出意见；没有牵头部门，申请人不知道找谁，超时也没有人负责。",
    source="《行政许可法》第二十六条第二款；通化市责任清单实施意见（对涉及多个部门的审批事项，要明确一个牵头部门）",
    mend="在“并联办理: 牵头部门”里写上统一受理的部门；不是并联办理的，删去“并联办理”。",
    check=check,
)
