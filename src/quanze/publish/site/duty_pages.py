"""The duties of a department: one page, or one for each part where they are too long for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from quanze.model.duty import Duty, OversightMeasure, PublicService
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, group
from quanze.publish.site.addresses import Addresses, Folder
from quanze.publish.site.item_page import duty_views
from quanze.publish.site.paging import ROOM, ROWS, Sheet, heavy, sheets

_LINK: Final = 120
"""About how many bytes a link to an item takes."""

ITEMS: Final = 50
"""How many items that a measure is for are named with it; each of them names the measure."""


class KnownDuty(NamedTuple):
    """The duties of an item of the department, told on the item's page."""

    page: str
    name: str
    type: str
    stages: str
    account: bool


class DutyPart(NamedTuple):
    """A part of the duties: 主要职责, 责任事项 …"""

    id: str
    name: str
    unit: str
    sheets: list[Sheet[Any]]

    @property
    def size(self) -> int:
        return self.sheets[0].total

    @property
    def page(self) -> str:
        return self.sheets[0].path


class DutyLayout(NamedTuple):
    """Where the parts of a department's duties stand."""

    whole: bool
    """Whether all stand on one page."""
    parts: tuple[DutyPart, ...]

    def pages_of_services(self) -> Iterator[tuple[PublicService, str]]:
        """Go through the public services and where each stands."""
        for part in self.parts:
            for sheet in part.sheets if part.id == "services" else ():
                for number, service in enumerate(sheet.rows, sheet.first):
                    yield service, f"{sheet.path}#s{number}"


def duty_layout(lists: DepartmentLists, addresses: Addresses) -> DutyLayout:
    """Cut a department's duties into pages."""
    folder = addresses.folder(lists)
    known, unknown = _by_item(lists, addresses)
    given: tuple[tuple[str, str, str, Sequence[Any], Callable[[Any], int]], ...] = (
        ("main-duties", "主要职责", "项", lists.main_duties, heavy),
        ("item-duties", "责任事项", "项", known, lambda _: 4 * _LINK),
        ("other-duties", "其他责任事项", "个编码", unknown, lambda told: sum(map(heavy, told[1]))),
        ("services", "公共服务事项", "项", lists.public_services, heavy),
        ("oversight", "事中事后监管", "项", lists.oversight, measure_weight),
    )
    whole = sum(weight(row) for *_, rows, weight in given for row in rows) <= ROOM
    return DutyLayout(
        whole,
        tuple(
            DutyPart(id_, name, unit, _cut(id_, rows, weight, folder, whole))
            for id_, name, unit, rows, weight in given
            if rows
        ),
    )


def _cut(
    id_: str, rows: Sequence[Any], weight: Callable[[Any], int], folder: Folder, whole: bool
) -> list[Sheet[Any]]:
    if whole:
        return sheets(rows, folder.duties, max(len(rows), 1))
    return sheets(rows, folder.part(id_), ROWS, weight)


def measure_weight(measure: OversightMeasure) -> int:
    """Return about how many bytes a measure takes on a page, with the items that it names."""
    return heavy(measure) + _LINK * min(len(measure.items), ITEMS)


def _by_item(
    lists: DepartmentLists, addresses: Addresses
) -> tuple[list[KnownDuty], list[tuple[str, tuple[Duty, ...]]]]:
    """Duties with an item are listed with a link; the others are told in full, so none is lost."""
    powers = group((str(power.code), power) for power in lists.powers)
    known: list[KnownDuty] = []
    unknown: list[tuple[str, tuple[Duty, ...]]] = []
    for code, duties in lists.duties_by_item.items():
        if code in powers:
            known += [_known_duty(duty, powers[code][0], lists, addresses) for duty in duties]
        else:
            unknown.append((code, tuple(duties)))
    return known, unknown


def _known_duty(
    duty: Duty, power: Power, lists: DepartmentLists, addresses: Addresses
) -> KnownDuty:
    return KnownDuty(
        page=addresses.item(power),
        name=duty_name(duty, lists),
        type=str(power.type),
        stages=stages_told(duty),
        account=duty.accountability is not None,
    )


def duty_name(duty: Duty, lists: DepartmentLists) -> str:
    """Name what duties are for: the item, or the code where no item has it, and its sub-item."""
    power, sub_item = lists.power_of(duty), lists.sub_item_of(duty)
    name = power.name if power else str(duty.item)
    return f"{name}（{sub_item}）" if sub_item else name


def stages_told(duty: Duty) -> str:
    """Name the stages of duties; how many duties there are where no stage is named."""
    named = dict.fromkeys(filter(None, (stage.stage for stage in duty.stages)))
    return "、".join(named) or (f"{len(duty.stages)} 条" if duty.stages else "")


def unknown_views(told: tuple[str, tuple[Duty, ...]]) -> tuple[str, Any]:
    """Return an item's code that the power list does not have, and what its duties say."""
    code, duties = told
    return code, duty_views(duties, lambda duty: duty.sub_item)
