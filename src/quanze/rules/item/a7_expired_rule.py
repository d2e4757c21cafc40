"""A7 许可只以省级政府规章为依据，已满一年."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

from quanze.findings import Finding, Severity
from quanze.law.index import LawIndex, index_of
from quanze.law.state import stated_dates
from quanze.model.basis import LegalBasis
from quanze.model.division import divisions
from quanze.model.law_rank import LawRank
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.bases import ranks, titles
from quanze.rules.cited_laws import written
from quanze.rules.parts import powers_with_bases
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find permits that rest on rules of a province alone, each of them older than one year."""
    index = index_of(register)
    for power, stated in powers_with_bases(register):
        rules = [basis for _, basis in stated] if power.type.kind is PowerKind.PERMIT else []
        if not rules or not all(_of_province(basis) for basis in rules):
            continue
        made = [_made(basis, index) for basis in rules]
        newest = max((day for day in made if day), default=None)
        if newest is None or None in made or not _over(newest, register.date):
            continue
        yield found(
            "A7",
            power,
            *stated[0][0],
            message="“{name}”是行政许可，依据只有{laws}：省级政府规章设定的是临时许可，从{made}算起已满一年",
            laws=titles(rules),
            made=written(newest),
        )


def _of_province(basis: LegalBasis) -> bool:
    title = basis.citation.law_title or ""
    return ranks(basis) == {LawRank.LOCAL_GOVERNMENT_RULE} and title.startswith(_provinces())


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(d.name for code, d in divisions().items() if code.endswith("0000"))


def _made(basis: LegalBasis, index: LawIndex) -> datetime.date | None:
    """The latest day on which the rule can have come into force, as far as that is known."""
    days = [date.latest for date in stated_dates(basis.citation)]
    record = index.of(basis.citation)
    days += [version.date for version in record.versions] if record else []
    return min(days, default=None)


def _over(made: datetime.date, day: datetime.date) -> bool:
    """Whether the year is over: a rule comes into force some months after it is made."""
    return day - made > datetime.timedelta(days=2 * 366)


RULE = Rule(
    code="A7",
    name="临时许可已满一年",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="省级政府规章只能设定临时性的行政许可；实施满一年还要继续的，应当提请本级人大制定地方性法规，否则不能再实施。",
    source="《行政许可法》第十五条第一款",
    mend="补写后来制定的法律、法规；没有的，停止实施并按程序取消这个事项。",
    check=check,
)
