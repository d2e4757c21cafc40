"""G14 并联审批事项不完整."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.element import KeyPath
from quanze.model.joint_flow import branch_of, in_rings, places_of, waits_of
from quanze.model.joint_matter import JointMatter, JointStage
from quanze.model.register import Register, group
from quanze.rules.rule import Family, Reach, Rule, found
from quanze.rules.tables import is_filler


def check(register: Register) -> Iterator[Finding]:
    """Find joint matters of which nobody could say who does what, and in which order."""
    for matter in register.joint_matters:
        yield from _lead(matter)
        if not matter.stages:
            yield found("G14", matter, message="并联事项“{name}”没有写“阶段”：由哪些事项组成")
        for number, stage in enumerate(matter.stages):
            if not stage.parts:
                yield found(
                    "G14", matter, "阶段", number,
                    message="并联事项“{name}”的阶段“{stage}”没有写“并联”的各项", stage=stage.name,
                )  # fmt: skip
            yield from _parts(register, matter, number, stage)
    yield from _same_codes(register)


def _lead(matter: JointMatter) -> Iterator[Finding]:
    stages = matter.stages
    by_stage = bool(stages) and all(not is_filler(one.lead or "") for one in stages)
    if is_filler(matter.lead or "") and not by_stage:
        yield found("G14", matter, message="并联事项“{name}”没有写牵头部门")


def _parts(
    register: Register, matter: JointMatter, number: int, stage: JointStage
) -> Iterator[Finding]:
    branches = tuple(branch_of(part, register) for part in stage.parts)
    rings = set(in_rings(waits_of(branches)))
    known = places_of(branches)
    for place, branch in enumerate(branches):
        path: KeyPath = ("阶段", number, "并联", place)
        if not branch.part.item and is_filler(branch.part.name or ""):
            yield found(
                "G14", matter, *path,
                message="并联事项“{name}”的阶段“{stage}”有一项既没有写“事项”也没有写“名称”",
                stage=stage.name,
            )  # fmt: skip
        elif not branch.part.item and is_filler(branch.body):
            yield found(
                "G14", matter, *path,
                message="并联事项“{name}”的“{part}”没有写由哪个部门办", part=branch.name,
            )  # fmt: skip
        for index, key in enumerate(branch.part.after):
            if key not in known:
                yield found(
                    "G14", matter, *path, "在后", index,
                    message="并联事项“{name}”的“{part}”写着在“{key}”办完以后，这一阶段没有这一项",
                    part=branch.name, key=key,
                )  # fmt: skip
        if place in rings:
            yield found(
                "G14", matter, *path, "在后",
                message="并联事项“{name}”的“{part}”归根到底要等自己办完：“在后”写成了一圈",
                part=branch.name,
            )  # fmt: skip


def _same_codes(register: Register) -> Iterator[Finding]:
    """Find codes by which more than one thing would be found."""
    for code, matters in group((str(one.code), one) for one in register.joint_matters).items():
        items = [chain[0].name for chain in register.chains_by_code.get(code, ())]
        for matter in matters[1:] if not items else matters:
            other = (*items, matters[0].name)[0]
            yield found(
                "G14", matter, "编码",
                message="并联事项“{name}”与“{other}”的编码相同：{number}", other=other, number=code,
            )  # fmt: skip


RULE = Rule(
    code="G14",
    name="并联审批事项不完整",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="并联审批由一个牵头部门统一受理、转告有关部门；没有牵头部门、说不清由哪些事项组成、谁先谁后，"
    "流程画不出来，时限也算不出来。",
    source="《行政许可法》第二十六条第二款（确定一个部门受理申请并转告有关部门分别提出意见后统一办理）；"
    "通化市责任清单实施意见二（二）（对涉及多个部门的审批事项，要明确一个牵头部门）。"
    "怎样写各项和先后，是 quanze 的约定",
    mend="写上“牵头部门”和各阶段的“并联”；不在本清单库里的，写“名称”和“部门”；“在后”写同一阶段里另一项的编码或名称，不能绕成一圈。",
    check=check,
)
