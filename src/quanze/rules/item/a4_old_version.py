"""A4 依据的版本陈旧, and A23 依据的条号不存在."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.state import CitationState, CitedLaw
from quanze.model.register import Register
from quanze.rules.cited_laws import cited_laws, written
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find citations that name a version older than the newest one in force."""
    for cited in cited_laws(register, CitationState.OUTDATED, lambda law: law.stated):
        newest = cited.law.newest
        if CitationState.REPEALED in cited.law.states or newest is None:
            continue  # A3 tells it.
        yield found(
            "A4",
            cited.element,
            *cited.places[0],
            message="“{name}”引用的{law}写的是 {stated} 年的版本，"
            f"{written(newest.date)}的版本已经施行{cited.times}",
            related=cited.related,
            law=cited.title,
            stated=str(cited.law.stated),
        )


def check_articles(register: Register) -> Iterator[Finding]:
    """Find citations of articles with a number higher than the law has."""
    for cited in cited_laws(register, CitationState.NO_SUCH_ARTICLE, lambda law: law.beyond):
        yield found(
            "A23",
            cited.element,
            *cited.places[0],
            message="“{name}”引用了{law}{articles}，"
            f"{_version(cited.law)}只有 {cited.law.articles} 条{cited.times}",
            related=cited.related,
            law=cited.title,
            articles="、".join(dict.fromkeys(f"{a}" for a in cited.law.beyond)),
        )


def _version(law: CitedLaw) -> str:
    return f"{written(law.newest.date)}的版本" if law.newest else "索引所见的版本"


RULE = Rule(
    code="A4",
    name="依据的版本陈旧",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="法规修改以后，条号和内容都可能变了，照旧版本办事会引错条款。只比写明的年份；没有写版本的、只写令号的、比索引还新的，都不报。",
    source="公主岭市的编制要求（依据写明条款和原文）；法规索引所列版本",
    mend="把版本改为最新的，并核对条号和原文有没有变化。",
    check=check,
)
ARTICLE_RULE = Rule(
    code="A23",
    name="依据的条号不存在",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="所引的条号比这部法规的条数还大，多半是照抄了旧版本的条号，或者写错了数字。没有数过条数的法规不报。",
    source="法规索引所列条数",
    mend="查对现行版本，改成正确的条号；索引不是最新的，在 laws/ 里补上新版本和条数。",
    check=check_articles,
)
