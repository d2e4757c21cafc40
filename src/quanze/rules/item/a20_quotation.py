"""A20 条号已变, A21 原文与条文不一致 and A22 条文中没有原文: quotations held against the law's text."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.bases import BasisAt
from quanze.law.index import index_of
from quanze.law.quotation import Comparison, Outcome, quotations
from quanze.law.state import CitationState, state_of
from quanze.model.law_text import ArticleNumber
from quanze.model.register import Register
from quanze.rules.bases import every_basis
from quanze.rules.rule import Family, Rule, found
from quanze.rules.shared import shared
from quanze.rules.texts import where

_TOLD = (Outcome.RENUMBERED, Outcome.CHANGED, Outcome.NOT_THERE)


def renumbered(register: Register) -> Iterator[Finding]:
    """Find quotations whose words now stand in another article."""
    for at, comparison in _with_outcome(register, Outcome.RENUMBERED):
        yield _finding(
            "A20",
            register,
            at,
            comparison,
            "{where}引用{law}{cited}，这段原文现在是{now}{text}",
            "对照现行条文，把“条款”改为{now}的款、项；“版本”“原文”一并核对。",
        )


def changed(register: Register) -> Iterator[Finding]:
    """Find quotations whose words are not those of the article."""
    for at, comparison in _with_outcome(register, Outcome.CHANGED):
        message = (
            "{where}引用{law}{cited}，原文写“{quoted}”，条文是“{stands}”{text}"
            if comparison.stands
            else "{where}引用{law}{cited}，原文里的“{quoted}”，条文里没有{text}"
        )
        yield _finding("A21", register, at, comparison, message)


def not_there(register: Register) -> Iterator[Finding]:
    """Find quotations whose words are neither in the article nor anywhere else in the law."""
    for at, comparison in _with_outcome(register, Outcome.NOT_THERE):
        message = "{where}引用的原文，不在{law}{cited}里，也没有在这部法律的其他条里找到{text}"
        near = "内容最接近的是{now}，先核对这一条：是的，改写条款和原文。" if comparison.now else ""
        mend = f"{near}已经删去的，按程序调整或者取消这个事项；引错了法规的，改正法规名称。"
        yield _finding("A22", register, at, comparison, message, mend)


def _with_outcome(register: Register, outcome: Outcome) -> Iterator[tuple[BasisAt, Comparison]]:
    """Go through the quotations of which a comparison says the same thing."""
    return ((at, found) for at, found in _departing(register) if found.outcome is outcome)


@shared
def _departing(register: Register) -> tuple[tuple[BasisAt, Comparison], ...]:
    """Compare every quotation as far as texts are at hand; keep those that are not as they should be.

    The text of a law that is repealed is not held against anybody: the law is to be replaced (A3).
    """
    if register.law_texts is None:
        return ()
    compared = quotations(register.law_texts, register.date)
    index = index_of(register)
    return tuple(
        (at, comparison)
        for at in every_basis(register)
        if (comparison := compared.of(at.basis)).outcome in _TOLD
        and CitationState.REPEALED not in state_of(at.basis.citation, index, register.date).states
    )


def _finding(
    code: str, register: Register, at: BasisAt, comparison: Comparison, message: str, mend: str = ""
) -> Finding:
    version = comparison.law.version if comparison.law else None
    return found(
        code,
        at.element,
        *at.path,
        message=message,
        mend=mend,
        told={
            "where": where(register, at.element, at.path),
            "now": _names(comparison.now),
            "quoted": comparison.quoted,
            "stands": comparison.stands,
            "text": f"（按{version}的文本比对）" if version else "",
        },
        law=at.basis.law or "",
        cited=_names(comparison.cited),
    )


def _names(numbers: tuple[ArticleNumber, ...]) -> str:
    return "、".join(map(str, numbers))


_WHY = "依据要写准到条文。法规修改以后条号和文字会变，照旧引用的，当事人和法院查不到，决定书引用时也会跟着错。"
_SOURCE = "《行政处罚法》第五十九条第一款第三项（决定书载明处罚的种类和依据）；编制清单的要求（依据写明条款和原文）"

RULE = Rule(
    code="A20",
    name="条号已变",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why=_WHY,
    source=_SOURCE,
    mend="对照现行条文，改正“条款”；“版本”“原文”一并核对。",
    check=renumbered,
    needs_texts=True,
)

CHANGED_RULE = Rule(
    code="A21",
    name="原文与条文不一致",
    severity=Severity.INFO,
    family=Family.ITEM,
    why=_WHY + "也有的是录入时写错、漏字。",
    source=_SOURCE,
    mend="对照现行条文改正“原文”；条文里的主管部门、罚款数额变了的，事项的其他要素也要核对。",
    check=changed,
    needs_texts=True,
)

NOT_THERE_RULE = Rule(
    code="A22",
    name="条文中没有原文",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why=_WHY + "整段都找不到的，多是法规修订时删去或者重写了，这项职权还有没有依据要重新判断。",
    source=_SOURCE,
    mend="在现行法规里找对应的条文：有的，改写条款和原文；已经删去的，按程序调整或者取消这个事项。引错了法规的，改正法规名称。",
    check=not_there,
    needs_texts=True,
)
