"""A25 与已取消、已下放的事项同名: what A11 and A13 say, on the weaker ground of the name."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.reference_list import ReferenceItem, ReferenceKind, ReferenceList
from quanze.model.register import Register
from quanze.rules.references import Listing, Match, entries, listing_of
from quanze.rules.register.a11_cancelled import still_listed
from quanze.rules.register.a12_devolved import handed_down
from quanze.rules.rule import Family, Reach, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find what has the name and type of a cancelled or handed-down item, and no code to tell by."""
    tests = {ReferenceKind.CANCELLED: still_listed, ReferenceKind.DEVOLVED: handed_down}
    kinds = [kind for kind in tests if register.references(kind)]
    if not kinds:
        return
    listing = listing_of(register)
    for kind in kinds:
        for listed, item in entries(register, kind):
            for match in listing.named(item):
                if not _told_by_code(listing, match, item) and tests[kind](listing, match, item):
                    yield _finding(kind, listed, item, match)


def _told_by_code(listing: Listing, match: Match, item: ReferenceItem) -> bool:
    """Whether codes say already that the two are the same item, or that they are not."""
    same = any(known.part is match.part for known in listing.coded(item))
    return same or None not in (item.catalogue_code, match.part.value("基本编码"))


def _finding(
    kind: ReferenceKind, listed: ReferenceList, item: ReferenceItem, match: Match
) -> Finding:
    done = "取消" if kind is ReferenceKind.CANCELLED else f"下放到{item.level}"
    return found(
        "A25", match.power, *match.path,
        message="{what}与{list}{done}的“{other}”名称相同，没有共同的编码可以核对",
        related=(item.origin,),
        what=match.part.title, list=listed.title, done=done, other=item.name,
    )  # fmt: skip


RULE = Rule(
    code="A25",
    name="与已取消、已下放的事项同名",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="名称、类型都相同的，多半就是已经取消或者下放的那一项；没有编码，只能由人核实。",
    source="同 A11、A13；对照“references/”里种类为“取消事项”“下放事项”的参照清单，名称要完全相同，相近的不算",
    mend="确是同一项的，按 A11、A13 处理；不是同一项的，两边都写上“基本编码”，就不再报告。",
    check=check,
)
