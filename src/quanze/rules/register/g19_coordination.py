"""G19 议事协调机构的分工不清."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.load.layout import REGULATIONS
from quanze.model.coordinating_body import CoordinatedTask, CoordinatingBody
from quanze.model.register import Register
from quanze.model.word_table import plain
from quanze.rules.rule import Family, Reach, Rule, found, shortened


def check(register: Register) -> Iterator[Finding]:
    """Find bodies and tasks without a lead, and those who work on a task and are no member."""
    known = {rule.name for rule in register.regulations}
    complete = REGULATIONS not in register.unread
    for body in register.coordinating_bodies:
        if body.until is not None and body.until <= register.date:
            continue
        if not body.lead:
            yield found("G19", body, message="“{name}”没有写牵头部门（办公室所在的部门）")
        for index, task in enumerate(body.tasks):
            yield from _task(register, body, index, task)
        for index, rule in enumerate(body.rules if complete else ()):
            if rule not in known:
                yield found(
                    "G19", body, "工作规则", index,
                    message="“{name}”的工作规则{rule}，配套制度里没有",
                    mend="写与“配套制度”里一致的名称；还没有列进去的补上。",
                    rule=rule,
                )  # fmt: skip


def _task(
    register: Register, body: CoordinatingBody, index: int, task: CoordinatedTask
) -> Iterator[Finding]:
    title = shortened(task.task)
    if not task.lead:
        yield found(
            "G19", body, "任务", index, message="“{name}”的任务“{task}”没有写主办", task=title
        )
    members = _members(register, body)
    named: list[tuple[str, tuple[str | int, ...], str]]
    named = [(task.lead, ("主办",), "主办")] if task.lead else []
    named += [(name, ("协办", place), "协办") for place, name in enumerate(task.assisting)]
    for name, path, role in named:
        if body.members and _known_as(register, name) not in members:
            yield found(
                "G19", body, "任务", index, *path,
                message="“{name}”的任务“{task}”由{department}{role}，它不是成员单位",
                task=title, department=name, role=role,
            )  # fmt: skip
    if task.lead and task.lead in task.assisting:
        yield found(
            "G19", body, "任务", index, "协办",
            message="“{name}”的任务“{task}”里，{department}既主办又协办",
            task=title, department=task.lead,
        )  # fmt: skip


def _members(register: Register, body: CoordinatingBody) -> set[str]:
    names = [member.department for member in body.members]
    return {_known_as(register, name) for name in (*names, *filter(None, [body.lead]))}


def _known_as(register: Register, name: str) -> str:
    """Return the name of a department, by whatever name it is called; others as they are written."""
    lists = register.departments_by_name.get(name)
    return plain(lists.name if lists else name)


RULE = Rule(
    code="G19",
    name="议事协调机构的分工不清",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="几个部门一起做的事，没有写谁主办，或者主办、协办的不是成员单位，出了事就没有人负责。",
    source="济南市政府部门制度建设三年行动计划实施方案二（一）3：议事协调机构办公室所在部门要建立完善议事协调机构工作规则，"
    "确定主办、协办关系，明确工作协作机制",
    mend="补写牵头部门、主办；主办、协办的部门写进“成员单位”，或者改正名称。没有写成员单位的，不核对。",
    check=check,
)
