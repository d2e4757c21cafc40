"""A8 类别与法规名称不符."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.basis import LegalBasis
from quanze.model.law_rank import LawRank
from quanze.model.law_rank import title_ranks as ranks_of_title
from quanze.model.register import Register
from quanze.rules.bases import DOCUMENTS, title_ranks
from quanze.rules.parts import powers_with_bases
from quanze.rules.rule import Family, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find bases whose label and title cannot belong to the same rank of law."""
    for power, stated in powers_with_bases(register):
        told: set[tuple[str | None, str | None]] = set()
        for path, basis in stated:
            ranks = _title_ranks(basis)
            label = basis.citation.possible_ranks
            key = (basis.label, basis.law)
            if not label or not ranks or label & ranks or key in told:
                continue
            told.add(key)
            yield found(
                "A8",
                power,
                *path,
                message="“{name}”的依据{law}标为“{label}”，按名称和制定信息应是{ranks}",
                mend=f"改为“{next(iter(ranks))}”。" if len(ranks) == 1 else "",
                law=basis.law or "",
                label=basis.label or "",
                ranks=_names(ranks),
            )


def _title_ranks(basis: LegalBasis) -> frozenset[LawRank]:
    """The ranks by title and note; a document's number leaves it open whether it is the party's."""
    told = title_ranks(basis)
    alone = ranks_of_title(basis.citation.law_title)
    party = told == {LawRank.NORMATIVE_DOCUMENT} and LawRank.PARTY_REGULATION in alone
    return alone if party else told


def _names(ranks: frozenset[LawRank]) -> str:
    """The ranks in their order; 条例 in a title hardly ever means a party regulation."""
    shown = ranks if ranks <= DOCUMENTS else ranks - {LawRank.PARTY_REGULATION}
    return "或".join(rank for rank in LawRank if rank in shown)


RULE = Rule(
    code="A8",
    name="类别与法规名称不符",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="依据的类别（法律、行政法规、规章……）标错了，会让人误以为依据的级别够或者不够，也排错次序。",
    source="《立法法》第十条、第七十二条、第八十条、第八十五条、第九十一条、第九十三条（法律、行政法规、地方性法规、规章的制定机关）；《规章制定程序条例》第七条（规章不得称“条例”）",
    mend="按法规的制定机关改正“类别”；名称或者令号写错的，改正名称、令号。",
    check=check,
)
