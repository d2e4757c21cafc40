"""T1 放假安排有错, and T2 放假安排与通常不同."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.calendar.checks import Kind, problems
from quanze.calendar.packaged import national_notices
from quanze.findings import Finding, Severity
from quanze.model.register import Register
from quanze.rules.rule import Family, Reach, Rule, found
from quanze.rules.settings import read_whole


def check(register: Register) -> Iterator[Finding]:
    """Find notices in the settings that cannot be right."""
    return _found(register, "T1", Kind.WRONG)


def check_unusual(register: Register) -> Iterator[Finding]:
    """Find notices in the settings that are not like others."""
    return _found(register, "T2", Kind.UNUSUAL)


def _found(register: Register, code: str, kind: Kind) -> Iterator[Finding]:
    settings = register.settings
    if not settings.calendar or not read_whole(settings):
        return
    for index, notice in enumerate(settings.calendar):
        for problem in problems(notice, (*national_notices(), *settings.calendar)):
            if problem.kind is kind:
                yield found(
                    code, settings, "日历", index, *problem.path,
                    message="{problem}", problem=problem.message,
                )  # fmt: skip


_SOURCE = (
    "《全国年节及纪念日放假办法》（国务院令第795号）第二条、第六条、第七条；"
    "国务院办公厅历年关于部分节假日安排的通知"
)

RULE = Rule(
    code="T1",
    name="放假安排有错",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="期限按工作日计算，错一天放假，全部期限都跟着错：该办结的算成没到期，没到期的算成超期。",
    source=_SOURCE,
    mend="对照通知原文改正 quanze.yaml 里的“日历”。",
    check=check,
)

UNUSUAL_RULE = Rule(
    code="T2",
    name="放假安排与通常不同",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="历年的通知都合这些规律：周一至周五放假的天数等于法定节假日加调休上班的天数，上一年作出，文号的年份与日期一致。不合的多半是抄错了。",
    source=_SOURCE,
    mend="对照通知原文核对；确实如此的，在“豁免”里写明理由。",
    check=check_unusual,
)
