"""The pages of joint matters: one application, one window, several departments side by side (并联审批)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from quanze.deadline.comparison import calendar_of
from quanze.deadline.joint import joint_time
from quanze.deadline.joint_comparison import total_of
from quanze.load.source import CannotRun
from quanze.model.joint_flow import Branch, ways_of
from quanze.model.joint_matter import JointMatter, JointStage
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.model.written_date import in_chinese
from quanze.publish.outputs import Output
from quanze.publish.site.json_ld import joint_ld, script
from quanze.publish.site.own_lists import JOINT_MATTERS
from quanze.publish.site.paging import sheets
from quanze.publish.site.site import Site

NAME = "并联审批"


class MatterRow(NamedTuple):
    """A joint matter in a list of them."""

    name: str
    lead: str | None
    counter: str | None
    parts: int
    limit: str | None
    page: str


class PartRow(NamedTuple):
    """A part of a joint matter."""

    name: str
    page: str | None
    """Where the item stands; None where it is none of this register."""
    body: str
    limit: str | None
    after: str
    condition: str | None
    note: str | None


class StageView(NamedTuple):
    """A stage with its parts."""

    name: str
    lead: str | None
    limit: str | None
    rows: tuple[PartRow, ...]


def matter_row(matter: JointMatter, site: Site) -> MatterRow:
    """Return a joint matter as a row."""
    return MatterRow(
        matter.name,
        _lead(matter),
        matter.counter,
        sum(len(stage.parts) for stage in matter.stages),
        str(matter.limit) if matter.limit else None,
        site.own_lists.joint_matter(matter),
    )


def _lead(matter: JointMatter) -> str | None:
    leads = (stage.lead for stage in matter.stages)
    return matter.lead or "、".join(dict.fromkeys(filter(None, leads))) or None


def joint_block(power: Power, site: Site) -> list[MatterRow]:
    """Return the joint matters that an item, or a part of it, belongs to: for the item's own page."""
    inner = (code for sub in power.sub_items for code in (sub.code, *_codes(sub.handling_items)))
    codes = [power.code, *inner, *_codes(power.handling_items)]
    found = site.register.joint_matters_by_item
    matters = (one for code in codes if code for one in found.get(str(code), ()))
    return [matter_row(one, site) for one in {id(one): one for one in matters}.values()]


def _codes(items: tuple[Any, ...]) -> Iterator[Any]:
    return (item.code for item in items)


def pages(site: Site) -> Iterator[Output]:
    """Go through the page of all joint matters and the page of each; none where there are none."""
    matters = site.register.joint_matters
    if not matters:
        return
    rows = [matter_row(matter, site) for matter in matters]
    for sheet in sheets(rows, JOINT_MATTERS):
        yield site.page(
            sheet.path,
            "joint_matters.html",
            (sheet.rows, sheet.number, sheet.of, sheet.total),
            partial(dict, sheet=sheet),
            [(NAME, None)],
        )
    for matter in matters:
        yield _matter(site, matter)


def _matter(site: Site, matter: JointMatter) -> Output:
    register = site.register
    stages = [_stage(site, stage) for stage in matter.stages]
    settings = (register.settings.calendar, register.settings.date)
    return site.page(
        site.own_lists.joint_matter(matter),
        "joint_matter.html",
        (matter, stages, settings),
        lambda: {
            "matter": matter,
            "row": matter_row(matter, site),
            "stages": stages,
            "flow": site.own_lists.joint_flow(matter),
            "way": _way(register, matter),
            "day": in_chinese(register.settings.date) if register.settings.date else "",
            "drawings": site.drawings,
            "json_ld": script(joint_ld(matter, site)),
        },
        [(NAME, JOINT_MATTERS), (matter.name, None)],
    )


def _stage(site: Site, stage: JointStage) -> StageView:
    ways = ways_of(stage, site.register)
    rows = (
        _part(site, branch, [ways.branches[place].name for place in before])
        for branch, before in zip(ways.branches, ways.before, strict=True)
    )
    return StageView(stage.name, stage.lead, _told(stage.limit), tuple(rows))


def _part(site: Site, branch: Branch, before: list[str]) -> PartRow:
    return PartRow(
        branch.name,
        site.addresses.item(branch.power) if branch.power else None,
        branch.body,
        _told(branch.limit),
        "、".join(before),
        branch.part.condition,
        branch.part.note,
    )


def _told(limit: object) -> str | None:
    return str(limit) if limit else None


def _way(register: Register, matter: JointMatter) -> str:
    """Tell the longest way where its limits cannot be added up: as counted from the day of the list."""
    day, settings = register.settings.date, register.settings
    if day is None:
        return ""
    with suppress(CannotRun):  # a limit longer than there are days
        time = joint_time(calendar_of(settings.calendar), matter, register, day)
        if total_of(time.flow) is None and time.way:
            steps = (f"{_of(one.branch, one.step.name)} {one.step.limit}" for one in time.way)
            return " → ".join(steps)
    return ""


def _of(branch: Branch | None, name: str) -> str:
    return branch.name if branch else name
