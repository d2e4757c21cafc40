"""A14 应调整未调整."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.power import HandlingItem
from quanze.model.reference_list import ReferenceItem, ReferenceKind, ReferenceList
from quanze.model.register import Register
from quanze.model.word_table import plain
from quanze.rules.references import Match, entries, listing_of
from quanze.rules.rule import Family, Reach, Rule, found

Entry = tuple[ReferenceList, ReferenceItem]


def check(register: Register) -> Iterator[Finding]:
    """Find items that differ from the superior's catalogue in name or type, or were merged there."""
    if not register.references(ReferenceKind.CATALOGUE):
        return
    listing = listing_of(register)
    for code, listed in _newest(register).items():
        for match in listing.by_code.get(code, ()):
            yield from _differs(match, listed)
    for entry in entries(register, ReferenceKind.CATALOGUE):
        for old in entry[1].merged:
            for match in listing.by_code.get(old.normalised, ()):
                yield _merged(match, entry, old.normalised)


def _newest(register: Register) -> dict[str, list[Entry]]:
    """Catalogue code -> its entries in the newest catalogue that has it."""
    newest: dict[str, list[Entry]] = {}
    for entry in entries(register, ReferenceKind.CATALOGUE):
        if entry[1].catalogue_code is None:
            continue
        code = entry[1].catalogue_code.normalised
        known = newest.get(code)
        if known is None or known[0][0].date < entry[0].date:
            newest[code] = [entry]
        elif known[0][0].date == entry[0].date:
            known.append(entry)
    return newest


def _differs(match: Match, listed: list[Entry]) -> Iterator[Finding]:
    """One code may stand for several entries of a catalogue; agreeing with one of them is enough."""
    if isinstance(match.part.own, HandlingItem):
        return
    catalogue, first = listed[0]
    names = {plain(item.name) for _, item in listed}
    if plain(str(getattr(match.part.own, "name", ""))) not in names:
        yield found(
            "A14", match.power, *match.path, "名称",
            message="{what}在{list}里叫“{theirs}”，基本编码相同",
            related=(first.origin,),
            what=match.part.title, list=catalogue.title, theirs=first.name,
        )  # fmt: skip
    types = {item.type.name for _, item in listed if item.type is not None}
    if types and match.type.name not in types:
        yield found(
            "A14", match.power, *match.path, "类型",
            message="{what}的类型是{ours}，在{list}里是{theirs}",
            related=(first.origin,), what=match.part.title, list=catalogue.title,
            ours=str(match.type), theirs="、".join(sorted(filter(None, types))),
        )  # fmt: skip


def _merged(match: Match, entry: Entry, code: str) -> Finding:
    listed, item = entry
    return found(
        "A14", match.power, *match.path,
        message="{what}的编码 {old} 在{list}里已经并入“{into}”",
        related=(item.origin,),
        what=match.part.title, old=code, list=listed.title, into=item.name,
    )  # fmt: skip


RULE = Rule(
    code="A14",
    name="应调整未调整",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="同一事项各级的名称、类型、编码应当一致；上级目录改了名称、类型或者合并了事项，本级要跟着调整。",
    source="甘肃省审计厅网站文章（2021年，审计发现的问题：市县名称不统一）；中央编办、原国务院法制办2018年通报（名称、类型、依据、编码基本一致）；"
    "对照“references/”里种类为“上级目录”的参照清单，只按基本编码核对",
    mend="按上级目录改名称、类型；合并的，并成一项，在“前身”里写旧编码；上级目录过时了的，换成新的。",
    check=check,
)
