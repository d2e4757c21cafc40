"""G5 赋权批次的交接、备案超过期限."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.law.delegation import Duty, Standing, follows, named
from quanze.law.delegation_duties import OF_PROVINCES, duties
from quanze.model.delegation_parts import Stage
from quanze.model.register import Register
from quanze.rules.delegations import batches
from quanze.rules.rule import Family, Reach, Rule, found

_JUDGED: Final = (Stage.HANDOVER, Stage.FILING)


def check(register: Register) -> Iterator[Finding]:
    """Find hand-overs and filings that were, or are by now, too late."""
    if not follows(register.settings):
        return
    readable = tuple(batches(register))
    if not readable:
        return
    for duty in duties(register.settings, readable, register.date):
        if duty.stage in _JUDGED and duty.standing in (Standing.LATE, Standing.OVERDUE):
            yield _late(register, duty)


def _late(register: Register, duty: Duty) -> Finding:
    day, due = duty.done or register.date, duty.due
    certain = "可能" if due is not None and day <= due.latest else ""
    told = {
        "step": duty.stage,
        "what": named(duty.shares),
        "due": str(due),
        "certain": certain,
        "basis": f"{duty.basis}；{OF_PROVINCES}" if OF_PROVINCES in duty.note else duty.basis,
    }
    if duty.done and duty.event:
        return found(
            "G5", duty.event, "日期",
            message="{what}的{step}（{day}）{certain}晚了：期限到 {due}（{basis}）",
            mend="日期写错的改正；确实晚了的，在“说明”里写明原因，写豁免。",
            told={key: told[key] for key in ("certain", "basis")},
            step=told["step"], what=told["what"], due=told["due"], day=str(duty.done),
        )  # fmt: skip
    element, path = (duty.event, "计划") if duty.event else (duty.batch, "办理")
    return found(
        "G5", element, path,
        message="{what}没有写{step}的日期，期限{certain}已过：到 {due}（{basis}）",
        told={key: told[key] for key in ("certain", "basis")},
        step=told["step"], what=told["what"], due=told["due"],
    )  # fmt: skip


RULE = Rule(
    code="G5",
    name="赋权批次交接、备案超过期限",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="决定公布了，交接没有完成，上下两级都不办；交接了不备案，编办和政务服务管理部门不知道权力在谁手里。",
    source="吉发〔2020〕7号三（七）：自放权决定公布之日起30个工作日内完成交接（另有规定的除外）；三（十）：完成交接后，"
    "省级政府部门应于10个工作日内报省委编办、省政务服务和数字化建设管理局备案（市、县放权的参照）。"
    "按工作日历计算；行政区划代码写明是外省的不查；调整记录里的交接是 C13",
    mend="办完的，在批次的“办理”里写上日期；没有办的抓紧办。公布日期不写，就算不出期限。",
    check=check,
)
