"""R4 清理原则有误."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.principles import SOURCE, principles
from quanze.model.adjustment import RecordedChange
from quanze.model.register import Register
from quanze.rules.record.places import in_change
from quanze.rules.rule import Family, Reach, Rule


def check(register: Register) -> Iterator[Finding]:
    """Find principles that are unknown, or do not lead to the change that was made."""
    for record in register.adjustments:
        for change in record.changes:
            if change.principle is not None:
                yield from _of_change(change, change.principle)


def _of_change(change: RecordedChange, name: str) -> Iterator[Finding]:
    principle = principles().get(name)
    if principle is None:
        mend = f"写十项原则的一项：{'、'.join(principles())}；本地另有原则的，写豁免说明。"
        yield in_change(
            "R4", change, ("原则",), "的原则“{principle}”不在十项原则里", mend, principle=name
        )
    elif change.kind not in principle.kinds:
        yield in_change(
            "R4", change, ("原则",), "不是按“{principle}”作的：按这一条作出的是{kinds}",
            principle=name, kinds="、".join(principle.kinds),
        )  # fmt: skip


RULE = Rule(
    code="R4",
    name="清理原则有误",
    severity=Severity.WARNING,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="每一条原则只能作出一定的变更：没有依据的是取消，不是下放。原则和变更对不上，其中一个写错了。",
    source=SOURCE,
    mend="改正原则，或者改正变更的种类；十项原则用 quanze record --principles 查看。",
    check=check,
)
