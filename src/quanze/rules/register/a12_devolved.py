"""A12 应承接未承接, and A13 已下放仍在行使."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.reference_list import ReferenceItem, ReferenceKind
from quanze.model.register import Register
from quanze.model.settings import Settings
from quanze.model.word_table import plain
from quanze.rules.references import Listing, Match, entries, listing_of, overlap
from quanze.rules.rule import Family, Reach, Rule, found


def check_taken(register: Register) -> Iterator[Finding]:
    """Find items handed down to this level that the register does not list."""
    if not register.references(ReferenceKind.DEVOLVED):
        return
    listing = listing_of(register)
    for listed, item in entries(register, ReferenceKind.DEVOLVED):
        meant = listing.complete and _to_us(register.settings, item)
        if meant and not listing.knows(item):
            yield found(
                "A12", item,
                message="{list}把“{name}”下放到{level}，清单里按编码、名称都没有找到",
                list=listed.title, level=str(item.level),
            )  # fmt: skip


def check_still_exercised(register: Register) -> Iterator[Finding]:
    """Find what carries the code of an item that this level has handed down."""
    if not register.references(ReferenceKind.DEVOLVED):
        return
    listing = listing_of(register)
    for listed, item in entries(register, ReferenceKind.DEVOLVED):
        for match in listing.coded(item):
            if handed_down(listing, match, item):
                yield found(
                    "A13", match.power, *match.path,
                    message="{list}已把“{devolved}”从{former}下放到{level}（{date}起），清单里{what}仍由{former}行使",
                    related=(item.origin,),
                    devolved=item.name, list=listed.title, date=str(listed.date), what=match.part.title,
                    former=str(item.former_level), level=str(item.level),
                )  # fmt: skip


def handed_down(listing: Listing, match: Match, item: ReferenceItem) -> bool:
    """Whether a match is exercised by the level that has handed down all of it, to all regions."""
    whole = not item.scope and not item.regions
    if not whole or item.former_level is None or not item.former_level.understood:
        return False
    known = listing.levels or match.part.value("行使层级")
    return bool(known) and listing.exercised_at(match, item.former_level)


def _to_us(settings: Settings, item: ReferenceItem) -> bool:
    """Whether an item was handed down to this register's level and region, as far as both are known."""
    if settings.level is None or item.level is None:
        return False
    if not overlap(settings.level.kinds, item.level.kinds):
        return False
    region = plain(settings.region or "")
    return not item.regions or any(region.endswith(plain(name)) for name in item.regions)


RULE = Rule(
    code="A12",
    name="应承接未承接",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="上级下放的事项没有承接，两级都不办，群众就没有地方办。",
    source="甘肃省审计厅网站文章（2021年，审计发现的问题：应承接未承接）；对照“references/”里种类为“下放事项”的参照清单，"
    "先按编码、基本编码核对，再按完全相同的名称核对",
    mend="按程序承接，列入清单；已经列入而名称不同的，写上“基本编码”，或者在“前身”里写旧编码。",
    check=check_taken,
)

STILL_RULE = Rule(
    code="A13",
    name="已下放仍在行使",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="已经下放的事项，原来的机关继续行使，就是明放暗不放；两级同时办，责任也说不清。",
    source="甘肃省审计厅网站文章（2021年，审计发现的问题：明放暗不放）；对照“references/”里种类为“下放事项”、写了“原层级”的"
    "参照清单，按编码、基本编码核对",
    mend="从本级清单中删去，或者把“行使层级”改为下放后的层级；只下放了一部分的，在参照清单里写“范围”，"
    "只下放给某些地区的，写“地区”。",
    check=check_still_exercised,
)
