"""The lists of a register whose entries are published: those of departments, and those of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from quanze.law.adjustment import approved
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.boundary import BoundaryMatter
from quanze.model.coordinating_body import CoordinatingBody
from quanze.model.delegation import Delegation
from quanze.model.department import Department
from quanze.model.duty import Duty, MainDuty, OversightMeasure, PublicService
from quanze.model.element import Element
from quanze.model.flow import Flow
from quanze.model.joint_matter import JointMatter
from quanze.model.negative_list import NegativeList
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.regulation import OperatingRegulation
from quanze.model.release import Release
from quanze.publish.open_data.parts import Part
from quanze.publish.open_data.records import told_record
from quanze.publish.open_data.walk import Place

Key = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class TopList:
    """A list of the register: its entries are the rows of a table, and the lines of a JSON file."""

    name: str
    title: str
    model: type[Element]
    of: Callable[[Any], Iterable[Element]]
    """Takes the entries from a department's lists; from the register where `of_all`."""
    key: Key
    sub_item: Callable[[Any], str | None] = lambda _: None
    of_all: bool = False
    """Whether it is a list of the register as a whole; it stands in the first part then."""
    told: Callable[[Any], Element] | None = None
    """Makes of an entry what is published of it, where more than fields has to be left out."""

    def stands_in(self, part: Part) -> bool:
        """Whether a part of the register has files of the list, be they empty."""
        return part.number == 1 or not self.of_all

    def entries(self, part: Part) -> Iterator[tuple[Place, Element]]:
        """Go through the entries of a part of the register, each with its place."""
        if not self.of_all:
            for lists in part.departments:
                yield from self._placed(self.of(lists), lists.name)
        elif part.whole is not None:
            yield from self._placed(self.of(part.whole), None)

    def told_entries(self, part: Part) -> Iterator[tuple[Place, Element]]:
        """Go through the entries as they are published."""
        told = self.told
        for place, entry in self.entries(part):
            yield place, entry if told is None else told(entry)

    def _placed(
        self, entries: Iterable[Element], department: str | None
    ) -> Iterator[tuple[Place, Element]]:
        for position, entry in enumerate(entries, 1):
            key, sub_item = self.key(entry), self.sub_item(entry)
            yield Place(department, self.title, position, key, sub_item, position=position), entry


def _name(entry: Any) -> str:
    return str(entry.name)


def _number(entry: Any) -> str:
    return str(entry.number)


def _decided(register: Register) -> Iterator[AdjustmentRecord]:
    # A draft of an adjustment has no effect yet; it is in the data once it is approved.
    return (one for one in register.adjustments if approved(one, register.settings))


def _about(lists: DepartmentLists) -> Iterable[Department]:
    return filter(None, [lists.department])


DEPARTMENTS = TopList("departments", "部门", Department, _about, _name)
MAIN_DUTIES = TopList(
    "main_duties", "主要职责", MainDuty, lambda lists: lists.main_duties, lambda duty: duty.content
)
POWERS = TopList("items", "事项", Power, lambda lists: lists.powers, lambda power: str(power.code))
DUTIES = TopList(
    "duties", "责任事项", Duty, lambda lists: lists.duties, lambda duty: str(duty.item),
    lambda duty: duty.sub_item,
)  # fmt: skip
SERVICES = TopList(
    "public_services", "公共服务事项", PublicService, lambda lists: lists.public_services, _name
)
OVERSIGHT = TopList(
    "oversight", "事中事后监管", OversightMeasure, lambda lists: lists.oversight, _name
)
BOUNDARIES = TopList(
    "boundaries", "职责边界", BoundaryMatter, lambda lists: lists.boundaries,
    lambda matter: str(matter.matter),
)  # fmt: skip
FLOWS = TopList("flows", "流程", Flow, lambda lists: lists.flows, _name)
RELEASES = TopList(
    "releases", "启用记录", Release, lambda lists: lists.releases, lambda release: str(release.item)
)
REGULATIONS = TopList(
    "regulations", "配套制度", OperatingRegulation, lambda register: register.regulations, _name,
    of_all=True,
)  # fmt: skip
COORDINATING_BODIES = TopList(
    "coordinating_bodies", "议事协调机构", CoordinatingBody,
    lambda register: register.coordinating_bodies, _name, of_all=True,
)  # fmt: skip
NEGATIVE_LIST = TopList(
    "negative_list", "负面清单", NegativeList,
    lambda register: filter(None, [register.negative_list]), _name, of_all=True,
)  # fmt: skip
JOINT_MATTERS = TopList(
    "joint_matters", "并联审批事项", JointMatter, lambda register: register.joint_matters,
    lambda matter: str(matter.code), of_all=True,
)  # fmt: skip
DELEGATIONS = TopList(
    "delegations", "赋权批次", Delegation, lambda register: register.delegations, _number,
    of_all=True,
)  # fmt: skip
ADJUSTMENTS = TopList(
    "adjustments", "动态调整", AdjustmentRecord, _decided, _number, of_all=True, told=told_record
)

LISTS: Final = (
    DEPARTMENTS, MAIN_DUTIES, POWERS, DUTIES, SERVICES, OVERSIGHT, BOUNDARIES, FLOWS, RELEASES,
    REGULATIONS, COORDINATING_BODIES, NEGATIVE_LIST, JOINT_MATTERS, DELEGATIONS, ADJUSTMENTS,
)  # fmt: skip
