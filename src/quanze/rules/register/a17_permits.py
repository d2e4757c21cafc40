"""A17 许可事项清单."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.reference_list import ReferenceKind, ReferenceList
from quanze.model.register import DepartmentLists, Register
from quanze.model.word_table import plain
from quanze.rules.references import Listing, codes, entries, listing_of, overlap
from quanze.rules.rule import Family, Reach, Rule, found, shortened


def check(register: Register) -> Iterator[Finding]:
    """Find permits outside the lists of permits, and those of this level that are not taken up."""
    lists = register.references(ReferenceKind.PERMITS)
    if not lists:
        return
    listing = listing_of(register)
    yield from _outside(register, lists, listing)
    level = register.settings.level
    if level is None or not level.understood or not listing.complete:
        return
    for listed, item in entries(register, ReferenceKind.PERMITS):
        if item.level and overlap(level.kinds, item.level.kinds) and not listing.knows(item):
            yield found(
                "A17", item,
                message="{list}里由{level}行使的“{name}”，清单里按编码、名称都没有找到",
                list=listed.title, level=str(item.level),
            )  # fmt: skip


def _outside(
    register: Register, lists: tuple[ReferenceList, ...], listing: Listing
) -> Iterator[Finding]:
    """Permits with a catalogue code that no list has; of those without code, one finding a department.

    A name of their own may still be an item of the list: without a code nobody can tell.
    """
    allowed = _Allowed(lists, listing)
    for department in register.departments:
        permits = [p for p in department.powers if p.type.kind is PowerKind.PERMIT]
        unknown = [power for power in permits if not allowed.has(power)]
        for power in (p for p in unknown if p.catalogue_code):
            yield found(
                "A17", power,
                message="行政许可“{name}”（基本编码 {known}）不在{lists}里",
                lists=_titles(lists), known=str(power.catalogue_code),
            )  # fmt: skip
        without = [power for power in unknown if not power.catalogue_code]
        if without:
            yield _untold(department, without, lists)


class _Allowed:
    """The codes and names of all lists of permits together."""

    def __init__(self, lists: tuple[ReferenceList, ...], listing: Listing) -> None:
        items = [item for listed in lists for item in listed.items]
        names = {plain(item.name) for item in items}
        coded = (match for item in items for code in codes(item) for match in listing.by_code.get(code, ()))  # fmt: skip
        named = (match for name in names for match in listing.by_name.get(name, ()))
        self._powers = {id(match.power) for match in (*coded, *named)}

    def has(self, power: Power) -> bool:
        return id(power) in self._powers


def _untold(
    department: DepartmentLists, powers: list[Power], lists: tuple[ReferenceList, ...]
) -> Finding:
    names = "、".join(shortened(power.name, 20) for power in powers[:3])
    return found(
        "A17", powers[0],
        message="{department}有 {count} 项行政许可没有基本编码，名称也不在{lists}里，无法核对：{names}{more}",
        related=tuple(power.origin for power in powers[1:]),
        told={
            "count": str(len(powers)), "names": names, "more": " 等" if len(powers) > 3 else "",
        },
        department=department.name, lists=_titles(lists),
    )  # fmt: skip


def _titles(lists: tuple[ReferenceList, ...]) -> str:
    return "、".join(dict.fromkeys(listed.title for listed in lists))


RULE = Rule(
    code="A17",
    name="与许可事项清单对不上",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="清单以外一律不得实施行政许可；清单里由本级行使的，应当全部认领。",
    source="优化营商环境条例第四十条；晋政办发〔2022〕75号（应认尽认、能领尽领）；"
    "对照“references/”里种类为“许可事项清单”的参照清单（国家、省、市的可以各放一份，合在一起算）",
    mend="清单外的许可停止实施，或者改为正确的类型；漏领的按程序列入；没有基本编码的，先补上“基本编码”。",
    check=check,
)
