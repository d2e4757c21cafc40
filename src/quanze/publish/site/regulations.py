"""The pages of the operating regulations, and of the bodies in which departments work together."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

from quanze.model.power import Power
from quanze.model.regulation import Evaluation, OperatingRegulation, RegulationState
from quanze.model.written_date import in_chinese
from quanze.publish.outputs import Output
from quanze.publish.site.own_lists import COORDINATION, REGULATIONS, UNREGULATED
from quanze.publish.site.paging import heavy, sheets
from quanze.publish.site.site import Site

_NAME, _BODIES = "配套制度", "议事协调机构"
_LINKS: Final = 100
"""Links on a page of items without a regulation."""


class RegulationRow(NamedTuple):
    """A regulation in a list of them."""

    name: str
    number: str | None
    body: str | None
    valid: str
    """From when to when it is in force."""
    state: str
    is_valid: bool
    items: int
    page: str


class WithoutRow(NamedTuple):
    """An item without a regulation."""

    department: str
    name: str
    page: str


_department = attrgetter("department")


class Milestone(NamedTuple):
    """A step in the making of a regulation."""

    name: str
    date: str
    body: str | None
    note: str | None


def regulation_row(rule: OperatingRegulation, site: Site) -> RegulationRow:
    """Return a regulation as a row."""
    in_force = rule.state in (RegulationState.VALID, RegulationState.UNDER_REVISION)
    over = in_force and _is_over(rule, site.register.date)
    return RegulationRow(
        rule.name,
        rule.number or rule.document_number,
        rule.body,
        _validity(rule),
        "已过有效期" if over else str(rule.state),
        in_force and not over,
        len(rule.items),
        site.own_lists.regulation(rule),
    )


def _is_over(rule: OperatingRegulation, day: datetime.date) -> bool:
    ended = rule.until is not None and rule.until < day
    return ended or (rule.abolished is not None and rule.abolished <= day)


def regulation_block(power: Power, site: Site) -> list[RegulationRow]:
    """Return the regulations by which an item is exercised: for the item's own page."""
    rules = site.register.regulations_by_item.get(str(power.code), ())
    return [regulation_row(rule, site) for rule in rules]


def pages(site: Site) -> Iterator[Output]:
    """Go through the page of all regulations, the page of each, and that of the bodies."""
    if site.register.regulations:
        yield from _index(site)
        yield from _without(site)
        matters = {m.matter: site.matter_pages[id(m)] for m in site.register.boundaries}
        for rule in site.register.regulations:
            yield _regulation(site, rule, matters)
    if site.register.coordinating_bodies:
        yield from _bodies(site)


def _index(site: Site) -> Iterator[Output]:
    rows = [regulation_row(rule, site) for rule in site.register.regulations]
    totals = (len(_unregulated(site)), len(site.register.powers))
    for sheet in sheets(rows, REGULATIONS):
        yield site.page(
            sheet.path,
            "regulations.html",
            (sheet.rows, sheet.number, sheet.of, totals),
            partial(dict, sheet=sheet, without=totals[0], powers=totals[1], there=UNREGULATED),
            [(_NAME, None)],
        )


def _unregulated(site: Site) -> list[Power]:
    """Return the items that no regulation in force applies to."""
    return [p for p in site.register.powers if str(p.code) not in site.register.regulated]


def _without(site: Site) -> Iterator[Output]:
    """The items without a regulation, department by department: 逐项建立工作制度."""
    rows = [
        WithoutRow(site.register.lists_of(power).name, power.name, site.addresses.item(power))
        for power in _unregulated(site)
    ]
    if not rows:
        return
    counts = Counter(row.department for row in rows)
    for sheet in sheets(rows, UNREGULATED, size=_LINKS):
        groups = [(name, list(listed)) for name, listed in groupby(sheet.rows, _department)]
        told = {name: counts[name] for name, _ in groups}
        yield site.page(
            sheet.path,
            "unregulated.html",
            (sheet.rows, sheet.number, sheet.of, told),
            partial(dict, sheet=sheet, groups=groups, counts=told),
            [(_NAME, REGULATIONS), ("没有配套制度的职权", None)],
        )


def _regulation(site: Site, rule: OperatingRegulation, matters: Mapping[str, str]) -> Output:
    boundaries = [(name, matters.get(name)) for name in rule.matters]
    row = regulation_row(rule, site)
    return site.page(
        row.page,
        "regulation.html",
        (rule, site.linked(rule.items), boundaries, row.state),
        lambda: {
            "rule": rule,
            "row": row,
            "matters": boundaries,
            "valid": _validity(rule),
            "milestones": list(_milestones(rule)),
            "evaluations": [_evaluation(one) for one in rule.evaluations],
            "next_evaluation": _day(rule.next_evaluation),
        },
        [(_NAME, REGULATIONS), (rule.name, None)],
    )


def _milestones(rule: OperatingRegulation) -> Iterator[Milestone]:
    """Go through what was done before it came into force, and after: 三统一 and what goes with it."""
    for one in rule.consultations:
        yield Milestone(one.manner, _day(one.date), None, one.result)
    if review := rule.review:
        note = "；".join(filter(None, (review.opinion, review.number)))
        yield Milestone("合法性审查", _day(review.date), review.body, note)
    if entry := rule.registration:
        yield Milestone("统一登记", _day(entry.date), entry.body, entry.number)
    if told := rule.publication:
        yield Milestone("统一公布", _day(told.date), told.medium, told.url)
    if filed := rule.filing:
        yield Milestone("备案", _day(filed.date), filed.body, filed.number)


def _evaluation(one: Evaluation) -> dict[str, Any]:
    return {"date": _day(one.date), "body": one.body, "fate": one.fate, "opinion": one.opinion}


def _validity(rule: OperatingRegulation) -> str:
    since = _day(rule.since)
    if rule.abolished is not None:
        return f"{since}施行，{in_chinese(rule.abolished)}起废止".removeprefix("施行，")
    if rule.until is not None:
        return f"{since}至{in_chinese(rule.until)}"
    return f"自{since}起" if since else ""


def _bodies(site: Site) -> Iterator[Output]:
    names = {rule.name: site.own_lists.regulation(rule) for rule in site.register.regulations}
    for sheet in sheets(site.register.coordinating_bodies, COORDINATION, weight=heavy):
        linked = site.linked(c for body in sheet.rows for task in body.tasks for c in task.items)
        rules = {name: names[name] for body in sheet.rows for name in body.rules if name in names}
        yield site.page(
            sheet.path,
            "coordination.html",
            (sheet.rows, sheet.number, sheet.of, linked, rules),
            partial(dict, sheet=sheet, rules=rules, day=_day),
            [(_BODIES, None)],
        )


def _day(day: datetime.date | None) -> str:
    return in_chinese(day) if day else ""
