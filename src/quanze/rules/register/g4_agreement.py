"""G4 委托没有书面协议，或者协议不全."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.law.delegation import follows
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import CONTENTS, Agreement, DelegationMode, Term
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.delegations import batches, kind_of, listed
from quanze.rules.rule import Family, Reach, Rule, found
from quanze.rules.tables import is_filler

_OF_PENALTIES: Final = ("事项内容", "期限")
"""What 行政处罚法 art 20 asks of every entrustment of penalties in the country."""


def check(register: Register) -> Iterator[Finding]:
    """Find entrusted items without an agreement, and agreements that lack a content."""
    everywhere = follows(register.settings)
    for batch in batches(register):
        for item in batch.items:
            asked = everywhere or kind_of(register, item) is PowerKind.PENALTY
            if asked and batch.mode_of(item) is DelegationMode.ENTRUSTED:
                names = [one.name for one in batch.taken(item)] or [""]
                without = [name for name in names if batch.agreement_of(item, name) is None]
                if without:
                    yield found(
                        "G4", item,
                        message="委托“{name}”{whom}，没有书面委托协议",
                        whom=f"给{listed(without)}" if any(without) else "",
                    )  # fmt: skip
        yield from _agreements(register, batch, everywhere=everywhere)


def _agreements(register: Register, batch: Delegation, *, everywhere: bool) -> Iterator[Finding]:
    for agreement in batch.agreements:
        asked = tuple(CONTENTS) if everywhere else _least(register, batch, agreement)
        lacking = [name for name in asked if not _written(agreement, name)]
        if lacking:
            yield found(
                "G4", agreement,
                message="{name}缺少{lacking}", lacking="、".join(lacking),
            )  # fmt: skip


def _least(register: Register, batch: Delegation, agreement: Agreement) -> tuple[str, ...]:
    covered = batch.items_of(agreement.items)
    penal = any(kind_of(register, item) is PowerKind.PENALTY for item in covered)
    return _OF_PENALTIES if penal else ()


def _written(agreement: Agreement, name: str) -> bool:
    value: str | Term | None = getattr(agreement, CONTENTS[name])
    return not (value is None or (isinstance(value, str) and is_filler(value)))


RULE = Rule(
    code="G4",
    name="委托没有书面协议或者协议不全",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="委托以后权力还是委托机关的，谁做什么、谁担责、怎样监督、到什么时候，全靠协议；协议不写清楚，出了问题两边都不认。",
    source="吉发〔2020〕7号三（七）：依法签订书面委托协议，细化明确委托事项具体内容、执行方式、双方权利义务、责任划分、"
    "监管措施、委托期限等内容；《行政处罚法》第二十条第二款：委托书应当载明委托的具体事项、权限、期限等内容。"
    "行政区划代码写明是外省的，只查行政处罚的委托",
    mend="补签协议，写在批次的“协议”里；“受委托机关”与“承接主体”里的名称一致，“事项”写全。六项内容是"
    "事项内容、执行方式、双方权利义务、责任划分、监管措施、期限。",
    check=check,
)
