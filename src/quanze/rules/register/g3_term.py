"""G3 定向赋权没有期限，或者不满一年."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.delegation import follows, full_year
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem, Term
from quanze.model.element import Element
from quanze.model.items import YesNo
from quanze.model.register import Register
from quanze.rules.delegations import batches, listed
from quanze.rules.rule import Family, Reach, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find targeted grants whose term is missing, open or shorter than a year."""
    if not follows(register.settings):
        return
    for batch in batches(register):
        if batch.targeted is not YesNo.NO:
            yield from _without_term(batch)
        # A term that is written shows by itself that the grant is for a time.
        if batch.is_targeted or batch.targeted is None:
            yield from _with_term(batch)


def _without_term(batch: Delegation) -> Iterator[Finding]:
    without: dict[int, tuple[DelegatedItem, list[str]]] = {}
    for item, receiver in batch.shares():
        if batch.term_of(item, receiver) is None:
            without.setdefault(id(item), (item, []))[1].append(receiver)
    missing = sum(len(receivers) for _, receivers in without.values())
    if not batch.term and missing == len(list(batch.shares())):
        told = "定向赋权“{name}”" if batch.is_targeted else "“{name}”没有写是不是定向赋权，也"
        yield found("G3", batch, message=f"{told}没有写期限")
        return
    if not batch.is_targeted:
        return
    for item, receivers in without.values():
        yield found(
            "G3", item,
            message="定向赋权的事项“{name}”{whom}没有写期限",
            whom=f"（{listed(receivers)}）" if any(receivers) else "",
        )  # fmt: skip


def _with_term(batch: Delegation) -> Iterator[Finding]:
    holders = [held for share in batch.shares() if (held := batch.term_of(*share))]
    for element, term in {id(held[0]): held for held in holders}.values():
        yield from _judged(element, term)


def _judged(element: Element, term: Term) -> Iterator[Finding]:
    if term.until is None:
        yield found(
            "G3", element, "期限", message="“{name}”的期限没有写到哪一天止（自 {since}）",
            since=str(term.since),
        )  # fmt: skip
    elif term.since <= term.until and not full_year(term.since, term.until):
        yield found(
            "G3", element, "期限", "至",
            message="“{name}”的期限不满一年：{since} 至 {until}，共 {days} 天",
            since=str(term.since), until=str(term.until),
            told={"days": str((term.until - term.since).days + 1)},
        )  # fmt: skip


RULE = Rule(
    code="G3",
    name="定向赋权没有期限或者不满一年",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="定向赋权是给部分地区先行先试的：没有期限，试点就不会评估、不会收尾；期限太短，下级配了人还没有办熟就要交回。"
    "“定向: 是”的，或者没有写“定向”而有需求清单、试点安排的，算定向赋权；没有写“定向”而写了期限的，期限也要满一年；两样都没有写的，不知道要不要期限，也是错误。",
    source="吉发〔2020〕7号一（二）：凡是定向赋权事项，全部明确赋权期限，最低期限1年。"
    "行政区划代码写明是外省的不查；设置“放权: {按吉发7号: 是}”的查",
    mend="写明期限，自哪一天起、到哪一天止，至少一年（2026-09-01 起的，到 2027-08-31 正好一年）；"
    "给本级以下全部地区的，写“定向: 否”。",
    check=check,
)
