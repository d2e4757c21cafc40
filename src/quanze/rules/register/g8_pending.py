"""G8 没有写已受理的案件怎样办, and G9 没有公布承接的内容."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.law.delegation import follows
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem, DelegationMode, Stage
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.delegations import batches, kind_of, listed
from quanze.rules.rule import Family, Reach, Rule, found

_PUBLISHED_BY_LAW: Final = {
    PowerKind.PERMIT: "《行政许可法》第二十四条第二款",
    PowerKind.PENALTY: "《行政处罚法》第二十条第二款",
}


def check_pending(register: Register) -> Iterator[Finding]:
    """Find batches that do not say what becomes of cases that the giver has accepted."""
    if not follows(register.settings):
        return
    for batch in batches(register):
        moving = [item for item in batch.items if batch.mode_of(item).moves_handling]
        if moving and not batch.pending:
            yield found(
                "G8", batch, message="“{name}”没有写“已受理案件”：交接以前已经受理的由谁办完"
            )


def check_published(register: Register) -> Iterator[Finding]:
    """Find items of which the public is not told what it must be told."""
    everywhere = follows(register.settings)
    for batch in batches(register):
        for item in batch.items:
            lacking = _lacking(batch, item) if everywhere else []
            if lacking:
                yield found(
                    "G9", item,
                    message="“{name}”没有写要向社会公布的{lacking}", lacking="、".join(lacking),
                )  # fmt: skip
        if everywhere and _unpublished(register, batch):
            yield found("G9", batch, "办理", message="“{name}”已经交接，没有写“公布”的日期")
        yield from _letters(register, batch)


def _lacking(batch: Delegation, item: DelegatedItem) -> list[str]:
    told = {
        "承接部门": batch.taken(item),
        "具体内容": item.content,
        "责任": item.responsibility or batch.responsibility,
    }
    return [name for name, value in told.items() if not value]


def _unpublished(register: Register, batch: Delegation) -> bool:
    done = {event.stage for event in batch.events if event.date and event.date <= register.date}
    return Stage.HANDOVER in done and Stage.PUBLICATION not in done


def _letters(register: Register, batch: Delegation) -> Iterator[Finding]:
    """The letter of entrustment itself has to be public where permits or penalties are entrusted."""
    for agreement in batch.agreements:
        if agreement.published is not None:
            continue
        kinds: dict[PowerKind, None] = {}
        for item in batch.items_of(agreement.items):
            kind = kind_of(register, item)
            if (
                kind in _PUBLISHED_BY_LAW
                and kind not in kinds
                and batch.mode_of(item) is DelegationMode.ENTRUSTED
                and _handed(register, batch, item, agreement.receiver)
            ):
                kinds[kind] = None
        laws = listed(_PUBLISHED_BY_LAW[kind] for kind in kinds)
        if laws:
            yield found(
                "G9", agreement,
                message="{name}没有写公布日期：委托的内容要向社会公布（{laws}）", laws=laws,
            )  # fmt: skip


def _handed(register: Register, batch: Delegation, item: DelegatedItem, receiver: str) -> bool:
    event = batch.happened(Stage.HANDOVER, item, receiver)
    return event is not None and event.date is not None and event.date <= register.date


PENDING_RULE = Rule(
    code="G8",
    name="没有写已受理的案件怎样办",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="交接那一天正在办的案件，两边都可能不认，申请人找不到人。",
    source="吉发〔2020〕7号三（十）：自交接之日起由承接部门负责办理，已受理的由原部门继续完成办理"
    "（条文写的是省级政府部门，市、县放权的参照）；行政区划代码写明是外省的不查",
    mend="写上“已受理案件”，如“交接以前已经受理的，由原来的部门继续办完”。",
    check=check_pending,
)

RULE = Rule(
    code="G9",
    name="没有公布承接的内容",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="权力换了地方，群众不知道找谁办、从哪一天起、谁负责。交接日期没有写的由 G5 按期限查。",
    source="吉发〔2020〕7号三（七）：及时向社会公布调整实施事项的承接部门、交接日期、具体内容及责任等；"
    "《行政许可法》第二十四条第二款（受委托行政机关和委托的内容予以公告）、《行政处罚法》第二十条第二款（委托书向社会公布）。"
    "行政区划代码写明是外省的，只查许可、处罚的委托书公布",
    mend="补写承接主体、“具体内容”、“责任”；在“办理”里写“公布”的日期，在协议里写“公布日期”。quanze delegation --notice "
    "写出公告。",
    check=check_published,
)
