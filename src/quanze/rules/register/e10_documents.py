"""E10 依据落空的规范性文件."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.index import LawIndex, index_of
from quanze.law.state import CitationState, state_of
from quanze.model.citation import Citation
from quanze.model.item_code import ItemCode
from quanze.model.reference_list import ReferenceItem, ReferenceKind
from quanze.model.register import Register
from quanze.rules.cited_laws import written
from quanze.rules.references import Listing, codes, entries, listing_of
from quanze.rules.rule import Family, Reach, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find normative documents that rest on an item no longer listed, or on a repealed law."""
    documents = list(entries(register, ReferenceKind.DOCUMENTS))
    if not documents:
        return
    listing, index = listing_of(register), index_of(register)
    cancelled = {
        code
        for _, item in entries(register, ReferenceKind.CANCELLED)
        if not item.scope
        for code in codes(item)
    }
    for _, document in documents:
        reasons = [
            *_fallen_items(document, listing, cancelled),
            *_repealed_laws(document, index, register),
        ]
        if reasons:
            number = f"（{document.number}）" if document.number else ""
            yield found(
                "E10", document,
                message="规范性文件“{name}”{number}的依据有变化：{reasons}",
                number=number, reasons="；".join(reasons),
            )  # fmt: skip


def _fallen_items(document: ReferenceItem, listing: Listing, cancelled: set[str]) -> Iterator[str]:
    for code in document.items:
        if code.normalised in cancelled:
            yield f"事项 {code} 已经取消"
        elif listing.complete and not _is_listed(code, listing):
            yield f"事项 {code} 不在清单里"


def _is_listed(code: ItemCode, listing: Listing) -> bool:
    return code.normalised in listing.by_code or code.normalised in listing.former


def _repealed_laws(document: ReferenceItem, index: LawIndex, register: Register) -> Iterator[str]:
    for law in document.laws:
        judged = state_of(Citation(law), index, register.date)
        if CitationState.REPEALED in judged.states and judged.repeal is not None:
            yield f"{law}已于{written(judged.repeal.start)}废止"


RULE = Rule(
    code="E10",
    name="规范性文件的依据落空",
    severity=Severity.INFO,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="事项取消、法规废止以后，依据它制定的规范性文件要跟着清理：修改、继续执行、宣布失效还是废止，由制定机关决定。",
    source="通化市责任清单实施意见（对涉及的规范性文件及时提出处理意见）；对照“references/”里种类为“规范性文件”的参照清单",
    mend="请制定机关对这份文件提出修改、继续执行、宣布失效或者废止的意见；处理完的，改正参照清单。",
    check=check,
)
