"""quanze law check: the state of every citation and every quotation, in one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from quanze.cli.console import out, say
from quanze.cli.law_answers import standing_text
from quanze.law.quotation import Comparison, Outcome, quotations
from quanze.law.state import CitationState
from quanze.law.survey import LawUse, Use, survey
from quanze.load.schema_errors import label

if TYPE_CHECKING:
    from quanze.cli.law import Opened
    from quanze.law.texts import Texts

_SHOWN: Final = 3
_STATES: Final = {
    CitationState.REPEALED: ("已废止", "bold red"),
    CitationState.TO_BE_REPEALED: ("将废止", "yellow"),
    CitationState.REPEALED_SOMETIME: ("已废止，日期不明", "yellow"),
    CitationState.OUTDATED: ("版本陈旧", "yellow"),
    CitationState.NO_SUCH_ARTICLE: ("条号不存在", "yellow"),
}
_OUTCOMES: Final = {
    Outcome.RENUMBERED: ("条号已变", "yellow"),
    Outcome.NOT_THERE: ("条文中没有原文", "yellow"),
    Outcome.CHANGED: ("原文与条文不一致", "cyan"),
}
_UNKNOWN: Final = {
    CitationState.UNKNOWN: "未收录（索引里没有这部法规）",
    CitationState.NEWER: "新于索引（引用的版本比索引里的新）",
    CitationState.REPEALED_SOMETIME: "废止日期不明",
    CitationState.NO_VERSION: "没有写版本",
}


@dataclass(frozen=True)
class LawReport:
    """Every citation of a register, and what comes of comparing its quotation."""

    laws: tuple[LawUse, ...]
    quotations: tuple[tuple[Use, Comparison], ...]
    has_texts: bool

    @property
    def has_repealed(self) -> bool:
        """Whether a law is cited that is repealed by the day."""
        return any(law.states[CitationState.REPEALED] for law in self.laws)

    @property
    def states(self) -> Counter[CitationState]:
        """State -> how many citations have it."""
        return sum((law.states for law in self.laws), Counter())


def checked(desk: Opened, texts: Texts) -> LawReport:
    """Judge every citation and compare every quotation."""
    laws = survey(desk.register, desk.index)
    compared = quotations(texts, desk.register.date)
    found = tuple((use, compared.of(use.at.basis)) for law in laws for use in law.uses)
    return LawReport(laws, found, bool(texts))


def check_text(desk: Opened, report: LawReport, *, show_all: bool) -> None:
    """Print the report for a person."""
    settings = desk.register.settings
    uses = sum(len(law.uses) for law in report.laws)
    day = desk.register.date
    say(f"{settings.name}：{len(report.laws)} 部法规，{uses} 处引用（按 {day} 判断）\n")
    for state, (title, style) in _STATES.items():
        _state(desk, report, state, f"[{style}]{title}[/]", show_all=show_all)
    for outcome, (title, style) in _OUTCOMES.items():
        _outcome(desk, report, outcome, f"[{style}]{title}[/]", show_all=show_all)
    _unknown(report)


def _state(
    desk: Opened, report: LawReport, state: CitationState, title: str, *, show_all: bool
) -> None:
    total = report.states[state]
    if not total:
        return
    out().print(f"{title}  {total} 处")
    for law in report.laws:
        uses = [use for use in law.uses if state in use.cited.states]
        if uses:
            say(f"  {law.title}　{_said(law, state, uses)}　{len(uses)} 处")
            _places(desk, [(use, _written(use)) for use in uses], show_all=show_all)
    say("")


def _said(law: LawUse, state: CitationState, uses: list[Use]) -> str:
    """What is wrong with the citations of a law that have a state."""
    if state is CitationState.OUTDATED:
        newest = uses[0].cited.newest
        return f"新的文本是 {newest.date} 的" if newest else ""
    if state is CitationState.NO_SUCH_ARTICLE:
        return f"这部法规只有 {uses[0].cited.articles} 条"
    return standing_text(law)


def _written(use: Use) -> str:
    basis = use.at.basis
    return " ".join(f"{basis.articles or ''}{basis.version or ''}".split())


def _outcome(
    desk: Opened, report: LawReport, outcome: Outcome, title: str, *, show_all: bool
) -> None:
    found = [(use, result) for use, result in report.quotations if result.outcome is outcome]
    if not found:
        return
    out().print(f"{title}  {len(found)} 处")
    by_law: dict[str, list[tuple[Use, str]]] = {}
    for use, result in found:
        by_law.setdefault(use.at.basis.law or "", []).append((use, _compared(result)))
    for law, entries in by_law.items():
        say(f"  {law}　{len(entries)} 处")
        _places(desk, entries, show_all=show_all)
    say("")


def _compared(result: Comparison) -> str:
    cited = "、".join(map(str, result.cited))
    if result.outcome is Outcome.RENUMBERED:
        return f"{cited} → {'、'.join(map(str, result.now))}"
    if result.outcome is Outcome.NOT_THERE and result.now:
        return f"{cited}（内容最接近{'、'.join(map(str, result.now))}）"
    if result.stands:
        return f"{cited}：原文“{result.quoted}”，条文“{result.stands}”"
    return f"{cited}：条文里没有“{result.quoted}”" if result.quoted else cited


def _places(desk: Opened, entries: list[tuple[Use, str]], *, show_all: bool) -> None:
    from quanze.rules.rule import shortened

    shown = entries if show_all else entries[:_SHOWN]
    for use, told in shown:
        element = use.at.element
        place = desk.places.place(element.origin.at(*use.at.path))
        name = str(getattr(element, "name", None) or getattr(element, "item", None) or "")
        where = "·".join(filter(None, (shortened(name, 24), label(use.at.path[:2]))))
        say(f"    {place}  {where}  {shortened(told, 80)}")
    if len(entries) > len(shown):
        say(f"    还有 {len(entries) - len(shown)} 处；用 --all 列出")


def _unknown(report: LawReport) -> None:
    """Say what could not be judged: that is not wrong, but nobody has looked at it."""
    told = [f"{title} {report.states[s]} 处" for s, title in _UNKNOWN.items() if report.states[s]]
    if told:
        say("不知道的（不算有错）：" + "；".join(told))
    if not report.has_texts:
        say("原文没有核对：手头没有法规条文。写 --texts 文件夹，或者安装 quanze[law]。")
        return
    counted = Counter(result.outcome for _, result in report.quotations)
    differing = sum(counted[outcome] for outcome in _OUTCOMES)
    say(
        f"原文核对：一致 {counted[Outcome.SAME]} 处，不一致 {differing} 处，"
        f"没有条文可比或没有写原文 {counted[Outcome.UNKNOWN] + counted[Outcome.NO_ARTICLE]} 处"
    )


def check_data(desk: Opened, report: LawReport) -> dict[str, Any]:
    """Return the report for a program: every citation that something can be said of."""
    results = {id(use): result for use, result in report.quotations}
    entries = [_entry(desk, law, use, results[id(use)]) for law in report.laws for use in law.uses]
    counted = Counter(str(result.outcome) for _, result in report.quotations)
    return {
        "名称": desk.register.settings.name,
        "按哪天": str(desk.register.date),
        "索引": desk.index.gathered,
        "状态": {str(state): report.states[state] for state in CitationState},
        "原文": dict(counted) if report.has_texts else None,
        "引用": entries,
    }


def _entry(desk: Opened, law: LawUse, use: Use, result: Comparison) -> dict[str, Any]:
    place = desk.places.place(use.at.element.origin.at(*use.at.path))
    element = use.at.element
    return {
        "法规": law.title,
        "版本": use.at.basis.version or "",
        "条款": use.at.basis.articles or "",
        "部门": use.at.lists.name,
        "编码": use.item[1] if use.item else "",
        "名称": str(getattr(element, "name", None) or getattr(element, "matter", None) or ""),
        "要素": label(use.at.path),
        "状态": _sorted(use.cited.states),
        "不存在的条": [str(article) for article in use.cited.beyond],
        "原文": str(result.outcome),
        "现在的条": [str(number) for number in result.now],
        "所引": result.quoted,
        "条文": result.stands,
        "文件": place.file,
        "行": place.line,
        "列": place.column,
    }


def _sorted(states: Iterable[CitationState]) -> list[str]:
    order = list(CitationState)
    return [str(state) for state in sorted(states, key=order.index)]
