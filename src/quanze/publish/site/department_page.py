"""What the pages of one department show."""

from __future__ import annotations

from typing import Any, NamedTuple

from quanze.model.boundary import BoundaryMatter, Share
from quanze.model.duty import Duty
from quanze.model.figures import DepartmentFigures, type_of
from quanze.model.flow import Flow
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register, group
from quanze.publish.flow_chart import Drawings
from quanze.publish.site.addresses import Addresses, Folder
from quanze.publish.site.answers import Row
from quanze.publish.site.item_page import duty_views


class Tab(NamedTuple):
    """A link to one of a department's lists."""

    name: str
    page: str
    size: int | None


def has_duties(lists: DepartmentLists) -> bool:
    """Whether there is anything for the page of duties."""
    return bool(lists.duties or lists.main_duties or lists.public_services or lists.oversight)


def tabs_of(lists: DepartmentLists, folder: Folder, matters: int) -> list[Tab]:
    """Return the links to the lists that the department has; each size counts what the page lists.

    `matters` are the boundary matters that concern the department, its own and those of others.
    """
    tabs = [Tab("权力清单", folder.home, len(lists.powers))]
    if has_duties(lists):
        tabs.append(Tab("责任清单", folder.duties, len(lists.duties) or None))
    if matters:
        tabs.append(Tab("职责边界", folder.boundaries, matters))
    if lists.flows:
        tabs.append(Tab("流程图", folder.flows, len(dict.fromkeys(lists.flows))))
    return tabs


def duty_parts(lists: DepartmentLists) -> list[tuple[str, str, int]]:
    """The parts of the page of duties: anchor, name, number of entries."""
    parts = [
        ("main-duties", "主要职责", len(lists.main_duties)),
        ("item-duties", "责任事项", len(lists.duties)),
        ("services", "公共服务事项", len(lists.public_services)),
        ("oversight", "事中事后监管", len(lists.oversight)),
    ]
    return [part for part in parts if part[2]]


def has_overview(lists: DepartmentLists) -> bool:
    """Whether department.yaml says more than the name."""
    said = set(lists.department.data()) - {"名称", "排序"} if lists.department else set()
    return bool(said or lists.main_duties)


def contact(lists: DepartmentLists) -> list[Row]:
    """Return how to reach the department."""
    about = lists.department
    if about is None:
        return []
    rows = []
    if about.consultation:
        rows.append(Row("咨询方式", about.consultation, "channels"))
    if about.supervision:
        rows.append(Row("监督渠道", about.supervision, "channels"))
    if about.website:
        rows.append(Row("网站", about.website, "linked"))
    return rows


def power_list(lists: DepartmentLists, counted: DepartmentFigures) -> list[dict[str, Any]]:
    """The power list by type, in the official order; numbers start anew in each."""
    groups = []
    for kind in counted.by_type:
        powers = [power for power in lists.powers if type_of(power) == kind]
        groups.append(
            {
                "id": anchor(kind),
                "name": kind,
                "powers": powers,
                "offices": any(power.office for power in powers),
                "limits": any(power.statutory_limit or power.promised_limit for power in powers),
            }
        )
    return groups


def anchor(kind: str) -> str:
    """Return where a type stands on the department's page."""
    return Addresses.type(kind).removeprefix("types/").removesuffix(".html")


class Elsewhere(NamedTuple):
    """A boundary matter in another department's list, and what this department does in it."""

    matter: BoundaryMatter
    list_of: str
    shares: tuple[Share, ...]


def others(lists: DepartmentLists, register: Register) -> list[Elsewhere]:
    """Boundary matters in other departments' lists in which this one has a share."""
    known = register.departments_by_name
    found = []
    for other in register.departments:
        for matter in other.boundaries if other is not lists else ():
            shares = tuple(s for s in matter.shares if known.get(s.department) is lists)
            if shares:
                found.append(Elsewhere(matter, other.name, shares))
    return found


def duty_list(lists: DepartmentLists, addresses: Addresses) -> dict[str, Any]:
    """Duties with an item are listed with a link; the others are told in full, so none is lost."""
    powers = group((str(power.code), power) for power in lists.powers)
    known, orphans = [], []
    for code, duties in lists.duties_by_item.items():
        if code in powers:
            known += [_known_duty(duty, powers[code][0], addresses) for duty in duties]
        else:
            orphans.append((code, duty_views(duties)))
    return {"known": known, "orphans": orphans, "duty_parts": duty_parts(lists)}


def _known_duty(duty: Duty, power: Power, addresses: Addresses) -> dict[str, Any]:
    stages = list(filter(None, dict.fromkeys(stage.stage for stage in duty.stages)))
    return {
        "file": addresses.file(power),
        "name": power.name + (f"（{duty.sub_item}）" if duty.sub_item else ""),
        "type": str(power.type),
        "stages": "、".join(stages) or (f"{len(duty.stages)} 条" if duty.stages else ""),
        "account": duty.accountability is not None,
    }


def flow_list(lists: DepartmentLists, drawings: Drawings) -> list[dict[str, Any]]:
    """Return the flows, each with the items that use it."""
    using: dict[int, list[Power]] = {}
    for power in lists.powers:
        if flow := lists.flow_of(power):
            using.setdefault(id(flow), []).append(power)
    distinct: dict[Flow, None] = dict.fromkeys(lists.flows)
    return [
        {
            "id": f"flow{number}",
            "flow": flow,
            "drawing": drawings.draw(flow),
            "powers": using.get(id(flow), []),
        }
        for number, flow in enumerate(distinct, 1)
    ]
