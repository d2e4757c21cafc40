"""What the pages of one department show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from quanze.model.boundary import BoundaryMatter, Share
from quanze.model.figures import DepartmentFigures, type_of
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.publish.site.addresses import Addresses, Folder
from quanze.publish.site.answers import Row
from quanze.publish.site.paging import ROWS

FIRST: Final = 5
"""How many items of each type the home page of a large department shows."""


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


class TypeGroup(NamedTuple):
    """The items of one type in a department."""

    id: str
    name: str
    powers: Sequence[Power]
    """All of them."""
    shown: Sequence[Power]
    """Those that stand on the department's home page."""
    page: str | None
    """Where all of them stand, if not on the home page."""
    offices: bool
    limits: bool


def type_groups(
    lists: DepartmentLists, counted: DepartmentFigures, folder: Folder
) -> list[TypeGroup]:
    """Return the power list by type, in the official order; numbers start anew in each."""
    by_type: dict[str, list[Power]] = {kind: [] for kind in counted.by_type}
    for power in lists.powers:
        by_type[type_of(power)].append(power)
    large = is_large(lists)
    return [_group(kind, powers, folder, large) for kind, powers in by_type.items()]


def _group(kind: str, powers: list[Power], folder: Folder, large: bool) -> TypeGroup:
    shown = powers[:FIRST] if large else powers
    return TypeGroup(
        anchor(kind),
        kind,
        powers,
        shown,
        folder.part(anchor(kind)) if len(shown) < len(powers) else None,
        offices=any(power.office for power in powers),
        limits=any(power.statutory_limit or power.promised_limit for power in powers),
    )


def is_large(lists: DepartmentLists) -> bool:
    """Whether the power list is too long for one page."""
    return len(lists.powers) > ROWS


def anchor(kind: str) -> str:
    """Return where a type stands on the department's page."""
    return Addresses.type(kind).removeprefix("lists/type/").removesuffix(".html")


class Elsewhere(NamedTuple):
    """A boundary matter in another department's list, and what this department does in it."""

    matter: BoundaryMatter
    list_of: str
    shares: tuple[Share, ...]


def elsewhere(register: Register) -> dict[int, list[Elsewhere]]:
    """Boundary matters by the departments, as id() of their lists, that share in them as others' matters."""
    known = register.departments_by_name
    found: dict[int, list[Elsewhere]] = {}
    for owner in register.departments:
        for matter in owner.boundaries:
            sharing = [(known.get(share.department), share) for share in matter.shares]
            for lists in {id(other): other for other, _ in sharing if other}.values():
                if lists is not owner:
                    own = tuple(share for other, share in sharing if other is lists)
                    found.setdefault(id(lists), []).append(Elsewhere(matter, owner.name, own))
    return found
