"""A11 应取消未取消."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.reference_list import ReferenceItem, ReferenceKind
from quanze.model.register import Register
from quanze.rules.references import Listing, Match, entries, listing_of
from quanze.rules.rule import Family, Reach, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find what carries the code of an item that a superior has cancelled."""
    if not register.references(ReferenceKind.CANCELLED):
        return
    listing = listing_of(register)
    for listed, item in entries(register, ReferenceKind.CANCELLED):
        for match in listing.coded(item):
            if still_listed(listing, match, item):
                yield found(
                    "A11", match.power, *match.path,
                    message="“{cancelled}”已由{list}取消（{date}起），清单里还有{what}{now}",
                    related=(item.origin,),
                    cancelled=item.name, list=listed.title, date=str(listed.date),
                    what=match.part.title, now=_now(match, item),
                )  # fmt: skip


def still_listed(listing: Listing, match: Match, item: ReferenceItem) -> bool:
    """Whether a match is the cancelled item itself, and all of it.

    Where only a part was cancelled, nobody but a reader can tell what may stay.
    """
    return (
        not item.scope
        and listing.exercised_at(match, item.level)
        and not _changed_as_told(match, item)
    )


def _changed_as_told(match: Match, item: ReferenceItem) -> bool:
    """Whether the item has become what the cancellation lets it become (备案)."""
    if not item.replaced_by:
        return False
    name = str(getattr(match.part.own, "name", ""))
    other_type = item.type is not None and match.type.name != item.type.name
    return other_type or item.replaced_by in name


def _now(match: Match, item: ReferenceItem) -> str:
    """The type that it has been given meanwhile."""
    renamed = item.type is not None and match.type.name != item.type.name
    return f"，只是类型换成了{match.type}" if renamed else ""


RULE = Rule(
    code="A11",
    name="应取消未取消",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="上级已经取消的事项，不得继续行使，也不得换成备案、登记等名义变相保留。",
    source="优化营商环境条例第四十条；对照“references/”里种类为“取消事项”的参照清单，按编码、基本编码核对",
    mend="按程序取消这个事项，并写明后续监管；文件允许改为备案等方式的，在参照清单里写“改为”；"
    "只取消了一部分的，写“范围”。",
    check=check,
)
