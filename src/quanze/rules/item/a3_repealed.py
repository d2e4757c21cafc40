"""A3 依据已废止, A18 依据将要废止 and A19 依据废止的日期不明."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.state import CitationState
from quanze.model.register import Register
from quanze.rules.cited_laws import Cited, cited_laws, written
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find citations of laws that are repealed on the day of the list."""
    for cited in cited_laws(register, CitationState.REPEALED):
        yield _finding("A3", cited, f"已于{_start(cited)}废止", _MEND)


def check_coming(register: Register) -> Iterator[Finding]:
    """Find citations of laws whose repeal is announced for a later day."""
    for cited in cited_laws(register, CitationState.TO_BE_REPEALED):
        start = _start(cited)
        yield _finding("A18", cited, f"将于{start}废止", f"在{start}以前办完调整：{_MEND}")


def check_undated(register: Register) -> Iterator[Finding]:
    """Find citations of laws that are repealed nobody knows when."""
    for cited in cited_laws(register, CitationState.REPEALED_SOMETIME):
        mend = f"查清{{law}}是否还有效；确已废止的，{_MEND}"
        yield _finding("A19", cited, "据索引已经废止、起日不详", mend)


_MEND = "改引{by}中对应的条款；没有对应条款的，按程序取消或调整这个事项。"


def _start(cited: Cited) -> str:
    return written(cited.law.repeal.start if cited.law.repeal else None)


def _finding(code: str, cited: Cited, what: str, mend: str) -> Finding:
    repeal = cited.law.repeal
    by = cited.index.name(repeal.by) if repeal and repeal.by else ""
    return found(
        code,
        cited.element,
        *cited.places[0],
        message=f"“{{name}}”引用的{{law}}{what}{'，由{by}代替' if by else ''}{cited.times}",
        mend=mend,
        related=cited.related,
        law=cited.title,
        by=by or "现行有效的法规",
    )


RULE = Rule(
    code="A3",
    name="依据已废止",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="法规废止以后，依据它设定的职权就没有了依据：不改引新法，作出的决定就会被撤销。是否废止，按“清单日期”（或 --as-of 的日期）判断。",
    source="白城市、濮阳市关于权力清单动态调整的规定（依据修改、废止的，取消或者调整）；法规索引所列废止日期",
    mend="改引代替它的法规中对应的条款；没有对应条款的，按程序取消或调整这个事项。",
    check=check,
)
COMING_RULE = Rule(
    code="A18",
    name="依据将要废止",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="法规的废止已经公布、还没有到日子：要在那一天以前改好清单。到了那一天，就成为 A3 的错误。",
    source="白城市关于权力清单动态调整的规定（调整事由发生后十个工作日内申请）；法规索引所列废止日期",
    mend="在废止日期以前，改引代替它的法规中对应的条款。",
    check=check_coming,
)
UNDATED_RULE = Rule(
    code="A19",
    name="依据废止的日期不明",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="索引知道这部法规已被代替，但不知道从哪一天起废止，不能断定在清单日期是否有效。",
    source="法规索引（没有写明废止起日的条目）",
    mend="查清它是否还有效；确已废止的，改引代替它的法规。",
    check=check_undated,
)
