"""R2 审批步骤缺少或者有误."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from quanze.findings import Finding, Severity
from quanze.law.adjustment import steps_needed, steps_of
from quanze.model.adjustment import AdjustmentRecord, StepTaken
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.register import Register
from quanze.model.settings import TRIGGER, AdjustmentStep, Settings
from quanze.rules.record.places import in_record, step_path
from quanze.rules.rule import Family, Reach, Rule


def check(register: Register) -> Iterator[Finding]:
    """Find approvals that are missing, have no body, or whose dates cannot be."""
    for record in register.adjustments:
        needed = steps_needed(register.settings, record.level)
        yield from _missing(record, needed)
        yield from _out_of_order(record, needed, register.settings)
        yield from _to_come(record, register.date)


def _missing(record: AdjustmentRecord, needed: Sequence[AdjustmentStep]) -> Iterator[Finding]:
    for step in needed:
        taken = record.taken(step.name)
        if taken is None:
            yield in_record(
                "R2", record, step_path(record, step.name, "日期"),
                "还没有{step}：级别是{level}的调整，要{step}以后才能生效",
                step=step.name, level=record.level,
            )  # fmt: skip
        elif taken.body is None and step.after != TRIGGER:
            yield in_record(
                "R2", record, step_path(record, step.name, "机关"),
                "没有写{step}的机关", "补写{step}由哪个机关办理。", step=step.name,
            )  # fmt: skip


def _out_of_order(
    record: AdjustmentRecord, needed: Sequence[AdjustmentStep], settings: Settings
) -> Iterator[Finding]:
    """Find a step that was taken before one that it follows from.

    Nobody is told in which order the departments that examine do so; a ground may be known beforehand.
    """
    if not needed:
        return
    names = [step.name for step in needed]
    later = [step.name for step in steps_of(settings, record.level) if step.afterwards]
    pairs = [(names[0], name) for name in names[1:]]
    if record.level is ChangeLevel.SUBSTANTIAL:
        pairs += [(name, names[-1]) for name in names[1:-1]]
    pairs += [(names[-1], name) for name in later]
    for first, second in pairs:
        before, after = record.taken(first), record.taken(second)
        if before and after and _day(after) < _day(before):
            yield in_record(
                "R2", record, step_path(record, second, "日期"),
                "{second}（{after}）早于{first}（{before}）", "对照原始文件，改正日期。",
                second=second, after=str(after.date), first=first, before=str(before.date),
            )  # fmt: skip


def _day(step: StepTaken) -> datetime.date:
    return step.date or datetime.date.max


def _to_come(record: AdjustmentRecord, day: datetime.date) -> Iterator[Finding]:
    """Find steps of days to come; a ground may lie ahead, as a law that is to be repealed."""
    today = max(day, datetime.date.today())
    for index, step in enumerate(record.steps):
        if step.step != TRIGGER and step.date is not None and step.date > today:
            yield in_record(
                "R2", record, ("办理", index, "日期"), "{step}的日期 {date} 还没有到",
                "办完以后再写日期。", step=step.step, date=str(step.date),
            )  # fmt: skip


RULE = Rule(
    code="R2",
    name="审批步骤缺少或者有误",
    severity=Severity.ERROR,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="增加、取消、下放要报本级人民政府批准，变更要素要审核和合法性审查；没有批准就改了清单，改动没有效力。",
    source="《白城市应急管理局清单动态调整制度》第七条；一个设区的市的行政权力清单办法第二十二条（参考）；本地的步骤写在 quanze.yaml 的“法规: 调整”里",
    mend="办完这一步以后，在记录的“办理”里补写日期和机关；还没有批准的，清单的改动先不要合并。",
    check=check,
)
