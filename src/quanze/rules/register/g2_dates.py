"""G2 配套清单的日期先后颠倒."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from quanze.findings import Finding, Severity
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import Stage, Term
from quanze.model.element import Element
from quanze.model.negative_list import NegativeEntry, NegativeList
from quanze.model.register import Register
from quanze.rules.rule import Family, Reach, Rule, found


class _Order(NamedTuple):
    """Two dates of which the second cannot be before the first."""

    element: Element
    path: tuple[str | int, ...]
    first: tuple[str, datetime.date | None]
    second: tuple[str, datetime.date | None]


def check(register: Register) -> Iterator[Finding]:
    """Find dates that cannot follow each other as they are written."""
    for order in _orders(register):
        (before, early), (after, late) = order.first, order.second
        if early is not None and late is not None and late < early:
            yield found(
                "G2", order.element, *order.path,
                message="“{name}”的{after}（{late}）早于{before}（{early}）",
                before=before, after=after, early=early.isoformat(), late=late.isoformat(),
            )  # fmt: skip


def _orders(register: Register) -> Iterator[_Order]:
    for rule in register.regulations:
        for key, day in (("有效期至", rule.until), ("废止", rule.abolished)):
            yield _Order(rule, (key,), ("施行", rule.since), (key, day))
    for body in register.coordinating_bodies:
        yield _Order(body, ("撤销",), ("设立", body.since), ("撤销", body.until))
    listed = register.negative_list
    dated: tuple[NegativeList | NegativeEntry, ...] = (listed, *listed.entries) if listed else ()
    for one in dated:
        yield _Order(one, ("失效",), ("施行", one.since), ("失效", one.until))
    for batch in register.delegations:
        yield from _of_batch(batch)


def _of_batch(batch: Delegation) -> Iterator[_Order]:
    for element, term in (
        (batch, batch.term),
        *((item, item.term) for item in batch.items),
        *((agreement, agreement.term) for agreement in batch.agreements),
    ):
        if term is not None:
            yield _of_term(element, term)
    decided = next((e.date for e in batch.events if e.stage is Stage.DECISION), None)
    for event in batch.events:
        if event.stage not in (Stage.DEMAND, Stage.DECISION, Stage.TRAINING):
            yield _Order(event, ("日期",), ("决定", decided), (str(event.stage), event.date))


def _of_term(element: Element, term: Term) -> _Order:
    return _Order(element, ("期限", "至"), ("期限的开始", term.since), ("期限的结束", term.until))


RULE = Rule(
    code="G2",
    name="配套清单的日期先后颠倒",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="期限的结束早于开始、交接早于决定，一定是写错了；照着这样的日期公布，谁在哪一天有权办就说不清。",
    source="吉发〔2020〕7号（二）（七）（赋权期限；自放权决定公布之日起完成交接）；"
    "济南市政府部门制度建设三年行动计划实施方案（统一登记、统一编号、统一公布）",
    mend="对照文件和协议改正日期。",
    check=check,
)
