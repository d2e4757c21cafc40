"""G11 启用的不是非常用权力, G12 启用期满没有归还, G13 启用记录不完整或者重叠."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.power import Power, Regularity
from quanze.model.register import DepartmentLists, Register
from quanze.model.release import Release
from quanze.rules.parts import every_part
from quanze.rules.rule import Family, Reach, Rule, found

_SOURCE: Final = (
    "富阳市、台州市权力清单（浙江权力清单推进会交流材料，2014：非常用权力实行“一事一审”，"
    "明确常用权力和非常用权力的转化程序）；材料没有写明记录的内容，各项要素是 quanze 的约定"
)


def check_item(register: Register) -> Iterator[Finding]:
    """Find releases of what is not reserved, or not in the list, and that is not history."""
    if any("power" in lists.unread for lists in register.departments):
        return
    listed = {
        str(code): power
        for power, part in every_part(register)
        if (code := getattr(part.own, "code", None))
    }
    former = _former(register)
    for lists in register.departments:
        for release in lists.releases:
            code = str(release.item)
            if code not in listed and code not in lists.unread:
                over = code in former and not release.open
                fault = "" if over else "清单库里没有"
            else:
                fault = _unfit(register, lists, release, listed.get(code))
            if fault:
                yield found(
                    "G11", release, "事项", message="启用的事项 {item} {fault}", fault=fault
                )


def _former(register: Register) -> frozenset[str]:
    """Codes that items had before, and those that records tell of."""
    told = (change.key for record in register.adjustments for change in record.changes)
    return frozenset([*told, *(str(code) for one in register.powers for code in one.predecessors)])


def _unfit(
    register: Register, lists: DepartmentLists, release: Release, power: Power | None
) -> str:
    """Say why an item cannot be released now; a release that was given back is history."""
    if power is None or not release.open:
        return ""
    if power.regularity is not Regularity.RESERVED:
        return "在清单里是常用权力，不用启用"
    holder = register.lists_of(power)
    return "" if holder is lists else f"是{holder.name}的，不在本部门的清单里"


def check_return(register: Register) -> Iterator[Finding]:
    """Find releases whose last day has passed and that nobody gave back."""
    for release in _releases(register):
        if release.open and release.until is not None and release.until < register.date:
            yield found(
                "G12", release, "至",
                message="事项 {item} 启用到 {until} 为止，已经期满，没有写明归还",
                until=release.until.isoformat(),
            )  # fmt: skip


def check_complete(register: Register) -> Iterator[Finding]:
    """Find releases that lack what makes them one, or that contradict themselves or each other."""
    for release in _releases(register):
        missing = "、".join(_missing(release))
        if missing:
            yield found(
                "G13", release, message="事项 {item} 的启用没有写明{missing}", missing=missing
            )
        yield from _order(release)
    for releases in register.releases_by_item.values():
        yield from _overlaps(releases)


def _releases(register: Register) -> Iterator[Release]:
    for lists in register.departments:
        yield from lists.releases


def _missing(release: Release) -> Iterator[str]:
    for key, value in (
        ("申请", release.applicant), ("事由", release.ground), ("批准", release.approver),
        ("自", release.since), ("至", release.until),
    ):  # fmt: skip
        if value is None or value == "":
            yield f"“{key}”"


def _order(release: Release) -> Iterator[Finding]:
    """Find dates that cannot follow each other; it may be given back before its last day."""
    for key, day in (("至", release.until), ("归还", release.returned)):
        if release.since is not None and day is not None and day < release.since:
            yield found(
                "G13", release, key,
                message="事项 {item} 启用的“{key}”（{day}）早于“自”（{since}）",
                key=key, day=day.isoformat(), since=release.since.isoformat(),
            )  # fmt: skip
    since, approved = release.since, release.approved
    if since is not None and approved is not None and since < approved:
        yield found(
            "G13", release, "自", message="事项 {item} 从 {since} 起启用，{approved} 才批准",
            since=since.isoformat(), approved=approved.isoformat(),
        )  # fmt: skip


def _overlaps(releases: tuple[Release, ...]) -> Iterator[Finding]:
    """Find releases of an item that begin before an earlier one is over."""
    dated = sorted(
        ((one.since, one.last, one) for one in releases if one.since and one.last),
        key=itemgetter(0, 1),
    )
    longest = dated[:1]
    for since, last, late in dated[1:]:
        (_, end, early) = longest[0]
        if since <= end:
            yield found(
                "G13", late, "自",
                message="事项 {item} 的两次启用重叠：前一次到 {last} 为止，这一次从 {since} 起",
                related=(early.origin,), last=end.isoformat(), since=since.isoformat(),
            )  # fmt: skip
        if last > end:
            longest = [(since, last, late)]


RULE = Rule(
    code="G11",
    name="启用的不是非常用权力",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="一事一审只管非常用权力；编码对不上，就查不出这项非常用权力有没有经过启用就行使。",
    source=_SOURCE,
    mend="改正编码；事项已经转为常用的，写明“归还”的日期。",
    check=check_item,
)
RETURN_RULE = Rule(
    code="G12",
    name="启用期满没有归还",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="启用是一次一审，用完归还；期满不归还，非常用权力就成了不公布的常用权力。",
    source=_SOURCE,
    mend="已经归还的，写明“归还”；还要行使的，另行申请，再写一条启用。",
    check=check_return,
)
COMPLETE_RULE = Rule(
    code="G13",
    name="启用记录不完整或者重叠",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="谁申请、为什么、谁批准、从哪一天到哪一天，缺一样就说不清这一次行使经过了审查；两次启用重叠，说不清按哪一次。",
    source=_SOURCE,
    mend="补写缺少的要素；日期写错的改正；重叠的，前一次写明“归还”，或者合成一次。",
    check=check_complete,
)
