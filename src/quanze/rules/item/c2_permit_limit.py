"""C2 许可的法定时限长于许可法."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.deadline.comparison import Later, compare_periods
from quanze.findings import Finding, Severity
from quanze.model.citation import Citation, parse_citations
from quanze.model.law_rank import LawRank
from quanze.model.numerals import NUMERAL, to_int
from quanze.model.patterns import pattern
from quanze.model.period import Period, Unit
from quanze.model.power import Power, SubItem
from quanze.model.power_type import PowerKind
from quanze.model.register import Register, group
from quanze.model.settings import Settings
from quanze.rules.bases import ranks
from quanze.rules.parts import Part, every_part
from quanze.rules.rule import Family, Rule, found
from quanze.rules.shared import shared

_REGULATIONS: Final = frozenset(
    (
        LawRank.LAW,
        LawRank.ADMINISTRATIVE_REGULATION,
        LawRank.LOCAL_REGULATION,
        LawRank.AUTONOMOUS_REGULATION,
        LawRank.SPECIAL_ZONE_REGULATION,
    )
)
_PERMIT_LAW: Final = "行政许可法"
_JOINT: Final = pattern(r"统一办理|联合办理|集中办理|并联")
_STATED: Final = pattern(
    rf"(?P<number>{NUMERAL})(?:个?(?:工作日|工作天|自然日)|日|天|(?P<month>个月)|(?P<year>年))(?!以?前)"
)


@dataclass(frozen=True)
class _Allowed:
    """What art 42 allows."""

    limit: Period
    extension: Period
    article: str


_ALONE: Final = _Allowed(Period("20个工作日"), Period("10个工作日"), "第四十二条第一款")
_TOGETHER: Final = _Allowed(Period("45个工作日"), Period("15个工作日"), "第四十二条第二款")


def check(register: Register) -> Iterator[Finding]:
    """Find permits whose own limit or extension is longer than art 42 without a special basis."""
    for power, part in permit_parts(register):
        allowed = _TOGETHER if _joint(part) else _ALONE
        key, stated = _stated_limit(part)
        for what, period, most in _excesses(register.settings, key, stated, allowed):
            if not _special(part, period):
                yield found(
                    "C2", power, *part.path, key,
                    message="{part}的{what}（{period}）长于《行政许可法》{article}的{most}，"
                    "没有写明另有规定的法律、法规",
                    part=part.title, what=what, period=period, article=allowed.article, most=most,
                )  # fmt: skip


def _stated_limit(part: Part) -> tuple[str, Period | None]:
    """Return the limit that a part states: of the law, or the promise where nobody states the law's."""
    if part.value("法定时限") is None:
        return "承诺时限", part.own.promised_limit
    return "法定时限", part.own.statutory_limit


@shared
def permit_parts(register: Register) -> tuple[tuple[Power, Part], ...]:
    """Every permit and part of one, each with its power."""
    return tuple((power, part) for power, part in every_part(register) if is_permit(part))


def is_permit(part: Part) -> bool:
    """Whether the sub-item, or the power where it says nothing, is a permit."""
    types = (p.type for p in part.chain if isinstance(p, SubItem | Power))
    return next(t for t in types if t is not None).kind is PowerKind.PERMIT


def _joint(part: Part) -> bool:
    """Whether the permit is given with others at one place or in one go (许可法 art 26)."""
    note = part.value("法定时限说明") or ""
    return part.value("并联办理") is not None or bool(_JOINT.search(note))


def _excesses(
    settings: Settings, key: str, stated: Period | None, allowed: _Allowed
) -> Iterator[tuple[str, Period, Period]]:
    """What of a limit is too long: what it is, how long, and how long it may be."""
    if stated is None or not stated.understood:
        return
    main = Period.of(stated.amount or 0, stated.unit or Unit.IMMEDIATE)
    by_unit = group((period.unit, period.amount or 0) for period in stated.further)
    longer = [Period.of(sum(amounts), unit) for unit, amounts in by_unit.items() if unit]
    checked = [(key, main, allowed.limit)]
    checked += [("延长的期限", period, allowed.extension) for period in longer]
    for what, period, most in checked:
        compared = compare_periods(period, most, settings.calendar)
        if compared is not None and compared.later is not Later.NEVER:
            yield what, period, most


def _special(part: Part, period: Period) -> bool:
    """Whether another law or regulation is named for the limit, or quoted with this very period."""
    if names_other_law(part.value("法定时限说明") or ""):
        return True
    quoted = (basis for p in part.chain for basis in (*p.bases, *p.exercise_bases) if basis.quote)
    return any(
        _may_differ(basis.citation, ranks(basis)) and _states(basis.quote or "", period)
        for basis in quoted
    )


def names_other_law(note: str) -> bool:
    """Whether a text names a law or regulation, with its article, that may set another period."""
    return any(
        citation.articles and _may_differ(citation, citation.possible_ranks or citation.title_ranks)
        for citation in parse_citations(note)
    )


def _may_differ(citation: Citation, known: frozenset[LawRank]) -> bool:
    """Whether a citation can be of a law or regulation other than the 许可法 itself."""
    is_other = _PERMIT_LAW not in (citation.law_title or "")
    return is_other and (not known or bool(known & _REGULATIONS))


def _states(quote: str, period: Period) -> bool:
    """Whether a quoted article names the period.

    Whether 日 of another law are working days is for that law to say, so 六十日 names 60个工作日 too.
    """
    wanted = _measure(period.amount or 0, period.unit)
    return any(_stated(words) == wanted for words in _STATED.finditer("".join(quote.split())))


def _stated(words: re.Match[str]) -> tuple[int, bool]:
    unit = Unit.MONTH if words["month"] else Unit.YEAR if words["year"] else Unit.DAY
    return _measure(to_int(words["number"]) or 0, unit)


def _measure(amount: int, unit: Unit | None) -> tuple[int, bool]:
    """An amount, and whether it counts months."""
    months = {Unit.MONTH: 1, Unit.YEAR: 12}.get(unit) if unit else None
    return amount * (months or 1), months is not None


RULE = Rule(
    code="C2",
    name="许可的法定时限长于许可法",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="许可应当在20个工作日（统一、联合、集中办理的45个工作日）内决定，延长不超过10个（15个）工作日；"
    "更长的要有法律、法规规定，部门规章和文件不能延长。",
    source="《行政许可法》第二十六条、第四十二条、第八十二条",
    mend="法律、法规另有规定的，在“法定时限说明”里写明名称和条款，或在依据的“原文”里录上规定期限的条文；"
    "并联办理的写“并联办理”；没有另外规定的，改成许可法的时限。",
    check=check,
)
