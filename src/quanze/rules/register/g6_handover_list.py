"""G6 移交清单不全."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.law.delegation import first, follows
from quanze.law.delegation_duties import OF_PROVINCES, is_provincial
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem, HandoverList, Stage
from quanze.model.register import Register
from quanze.rules.delegations import batches, listed
from quanze.rules.rule import Family, Reach, Rule, found

KINDS: Final = {
    "法律法规": "laws",
    "文件": "documents",
    "表证单书": "forms",
    "标准": "standards",
    "工作方案": "plan",
}


def check(register: Register) -> Iterator[Finding]:
    """Find lists of what was handed over that lack a kind, and hand-overs without a list."""
    if not follows(register.settings):
        return
    for batch in batches(register):
        for handed in batch.handovers:
            lacking = [kind for kind, key in KINDS.items() if not getattr(handed, key)]
            if lacking and _moves(batch, handed):
                yield found(
                    "G6", handed,
                    message="移交清单{whom}没有写{lacking}{only}",
                    told={"only": _only(register, batch)},
                    whom=f"（交给{listed(handed.receivers)}）" if handed.receivers else "",
                    lacking="、".join(lacking),
                )  # fmt: skip
        yield from _without(register, batch)


def _only(register: Register, batch: Delegation) -> str:
    return "" if is_provincial(register.settings, batch) else f"（{OF_PROVINCES}）"


def _moves(batch: Delegation, handed: HandoverList) -> bool:
    """Whether it goes with an item whose handling moves; a window takes over no files and standards."""
    return any(batch.mode_of(item).moves_handling for item in batch.items_of(handed.items))


def _without(register: Register, batch: Delegation) -> Iterator[Finding]:
    for item in batch.items:
        if not batch.mode_of(item).moves_handling:
            continue
        names = [one.name for one in batch.taken(item)] or [""]
        without = [name for name in names if _lacks(register, batch, item, name)]
        if without:
            yield found(
                "G6", item,
                message="“{name}”已经交接{whom}，没有移交清单{only}",
                told={"only": _only(register, batch)},
                whom=f"给{listed(without)}" if any(without) else "",
            )  # fmt: skip


def _lacks(register: Register, batch: Delegation, item: DelegatedItem, receiver: str) -> bool:
    event = first(batch, Stage.HANDOVER, (item, receiver))
    if event is None or event.date is None or event.date > register.date:
        return False
    return not batch.is_handed_over(item, receiver)


RULE = Rule(
    code="G6",
    name="移交清单不全",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="只给权力，不给依据、文书、标准，下级接不住，办出来的也与原来不一样。服务窗口前移的，办理没有移交，不查。",
    source="吉发〔2020〕7号三（八）：移交行政职权事项时，要制订工作方案，将有关法律法规、文件、表证单书及标准化成果等一并移交"
    "（条文写的是省级政府部门，市、县放权的参照）；行政区划代码写明是外省的不查",
    mend="补上没有移交的；确实没有的一类，写“无”，如“文件: [无]”。",
    check=check,
)
