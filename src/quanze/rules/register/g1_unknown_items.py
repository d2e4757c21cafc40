"""G1 配套清单写的事项查不到."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quanze.findings import Finding, Severity
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem
from quanze.model.element import Element
from quanze.model.register import Register
from quanze.rules.parts import parts
from quanze.rules.rule import Family, Reach, Rule, found


class _Named(NamedTuple):
    """A code that a list names, and where."""

    code: str
    element: Element
    path: tuple[str | int, ...]
    title: str


def check(register: Register) -> Iterator[Finding]:
    """Find codes that the lists of the whole name and no item has."""
    named = [
        *_by_regulations(register),
        *_by_negative_list(register),
        *_by_joint_matters(register),
        *_by_delegations(register),
    ]
    if not named:
        return
    known = {
        str(code)
        for power in register.powers
        for part in parts(power)
        if (code := getattr(part.own, "code", None))
    }
    known |= {
        str(service.code)
        for lists in register.departments
        for service in lists.public_services
        if service.code
    }
    unread = frozenset[str]().union(*(lists.unread for lists in register.departments))
    if "power" in unread:
        return
    for one in named:
        if one.code not in known and one.code not in unread:
            yield found(
                "G1", one.element, *one.path,
                message="“{title}”写的事项 {number}，清单库里没有",
                title=one.title, number=one.code,
            )  # fmt: skip


def _all(
    codes: tuple[str, ...], element: Element, title: str, *path: str | int
) -> Iterator[_Named]:
    for index, code in enumerate(codes):
        yield _Named(str(code), element, (*path, index), title)


def _by_regulations(register: Register) -> Iterator[_Named]:
    for rule in register.regulations:
        yield from _all(rule.items, rule, rule.name, "适用事项")
    for body in register.coordinating_bodies:
        for index, task in enumerate(body.tasks):
            yield from _all(task.items, body, body.name, "任务", index, "相关事项")


def _by_negative_list(register: Register) -> Iterator[_Named]:
    listed = register.negative_list
    if listed is not None:
        for index, approval in enumerate(listed.items):
            yield _Named(str(approval.code), listed, ("核准事项", index), listed.title)
        for entry in listed.entries:
            yield from _all(entry.items, entry, entry.project, "相关事项")


def _by_joint_matters(register: Register) -> Iterator[_Named]:
    for matter in register.joint_matters:
        for number, stage in enumerate(matter.stages):
            for place, part in enumerate(stage.parts):
                if part.item:
                    path = ("阶段", number, "并联", place, "事项")
                    yield _Named(str(part.item), matter, path, matter.name)


def _by_delegations(register: Register) -> Iterator[_Named]:
    for batch in register.delegations:
        for item in batch.items:
            # What was handed down is rightly gone from the giver's list.
            if _is_ours(register, batch, item) and batch.mode_of(item).leaves_power:
                yield _Named(str(item.code), item, ("编码",), batch.title)
            for index, taking in enumerate(item.takings):
                if taking.code and taking.receiver in register.departments_by_name:
                    yield _Named(str(taking.code), item, ("承接", index, "编码"), batch.title)


def _is_ours(register: Register, batch: Delegation, item: DelegatedItem) -> bool:
    return batch.giver_of(item) in register.departments_by_name


RULE = Rule(
    code="G1",
    name="配套清单写的事项查不到",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="配套制度、负面清单、并联事项、赋权批次用编码指着事项；编码对不上，事项的页面上就看不到它的制度，"
    "也查不出谁委托、谁承接、并联要办多久。",
    source="济南市政府部门制度建设三年行动计划实施方案（针对权责事项逐项建立工作制度）；"
    "吉发〔2020〕7号第七条、第十一条（承接事项纳入承接部门的权责清单）",
    mend="改正编码；事项换了编码的写现在的编码，已经取消的从这里删去。",
    check=check,
)
