"""The register: all lists at one version, immutable, indexed once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from quanze.model.adjustment import AdjustmentRecord
from quanze.model.boundary import BoundaryMatter
from quanze.model.coordinating_body import CoordinatingBody
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem
from quanze.model.department import Department
from quanze.model.duty import Duty, MainDuty, OversightMeasure, PublicService
from quanze.model.element import Element, KeyPath, Origin
from quanze.model.flow import Flow
from quanze.model.joint_matter import JointMatter
from quanze.model.law_text import LawTexts
from quanze.model.local_law import LocalLaw
from quanze.model.negative_list import NegativeEntry, NegativeList
from quanze.model.power import Power, PowerChain, SubItem, coded_chains
from quanze.model.reference_list import ReferenceKind, ReferenceList
from quanze.model.regulation import OperatingRegulation
from quanze.model.release import Release
from quanze.model.settings import Settings
from quanze.model.texts import texts_within

K = TypeVar("K")
V = TypeVar("V")


def group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Collect values under their keys, in order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True)
class DepartmentLists:
    """One department's folder: the department and its lists."""

    slug: str
    department: Department | None = None
    heads: Mapping[str, tuple[str, Origin]] = field(default_factory=dict)
    """List file -> the 部门 that it names, and where."""
    unread: frozenset[str] = frozenset()
    """Codes and names of entries that could not be read, and lists (power, duty …) of which a file
    could not be read: what is missing because of these is not known to be missing."""
    powers: tuple[Power, ...] = ()
    main_duties: tuple[MainDuty, ...] = ()
    duties: tuple[Duty, ...] = ()
    public_services: tuple[PublicService, ...] = ()
    oversight: tuple[OversightMeasure, ...] = ()
    boundaries: tuple[BoundaryMatter, ...] = ()
    flows: tuple[Flow, ...] = ()
    releases: tuple[Release, ...] = ()
    """When its reserved powers were released."""

    @cached_property
    def name(self) -> str:
        """The department's name; the folder's name where none is written."""
        if self.department is not None:
            return self.department.name
        return next((name for name, _ in self.heads.values()), self.slug)

    @cached_property
    def powers_by_code(self) -> dict[str, Power]:
        """Code -> power; the first where a code is used twice."""
        return {str(power.code): power for power in reversed(self.powers)}

    @cached_property
    def _sub_items_by_code(self) -> dict[str, tuple[Power, SubItem]]:
        """Code of a sub-item -> its power and it, for codes that no power has."""
        return {
            str(sub.code): (power, sub)
            for power in reversed(self.powers)
            for sub in power.sub_items
            if sub.code and str(sub.code) not in self.powers_by_code
        }

    def power_of(self, duty: Duty) -> Power | None:
        """Return the power that a duty is for: by its own code, or by that of a sub-item of it."""
        code = str(duty.item)
        return self.powers_by_code.get(code) or self._sub_items_by_code.get(code, (None,))[0]

    def sub_item_of(self, duty: Duty) -> str | None:
        """Return the name of the sub-item that a duty is for; None where it is for the whole."""
        known = self._sub_items_by_code.get(str(duty.item))
        return duty.sub_item or (known[1].name if known else None)

    @cached_property
    def duties_by_item(self) -> dict[str, tuple[Duty, ...]]:
        """Item code -> its duties, those of its sub-items among them."""
        found = ((self.power_of(duty), duty) for duty in self.duties)
        return group((str(power.code if power else duty.item), duty) for power, duty in found)

    @cached_property
    def flows_by_name(self) -> dict[str, Flow]:
        """Flow name -> flow; the first where a name is used twice."""
        return {flow.name: flow for flow in reversed(self.flows)}

    @cached_property
    def _flows_by_item(self) -> dict[str, Flow]:
        return {str(item): flow for flow in reversed(self.flows) for item in flow.items}

    @cached_property
    def _oversight_by_item(self) -> dict[str, tuple[OversightMeasure, ...]]:
        return group(
            (code, measure)
            for measure in self.oversight
            for code in dict.fromkeys(map(str, measure.items))
        )

    def elements(self) -> Iterator[Element]:
        """Go through every element that has a place of its own."""
        if self.department is not None:
            yield self.department
        yield from self.powers
        yield from self.main_duties
        yield from self.duties
        yield from self.public_services
        yield from self.oversight
        yield from self.boundaries
        yield from self.flows
        yield from self.releases

    def flow_of(self, power: Power) -> Flow | None:
        """Return the flow that a power names, or that names the power."""
        if power.flow is not None:
            return self.flows_by_name.get(power.flow)
        return self._flows_by_item.get(str(power.code))

    def oversight_of(self, power: Power) -> tuple[OversightMeasure, ...]:
        """Return the oversight measures that apply to a power."""
        return self._oversight_by_item.get(str(power.code), ())


@dataclass(frozen=True)
class Register:
    """All lists of one register at one version. Rules, pages and figures are functions of it."""

    settings: Settings
    departments: tuple[DepartmentLists, ...] = ()
    laws: tuple[LocalLaw, ...] = ()
    """The laws that the office adds to the law index."""
    as_of: datetime.date | None = None
    """The day that it is judged by; None: the day of the list."""
    reference_lists: tuple[ReferenceList, ...] = ()
    """The lists of others that it is compared with."""
    adjustments: tuple[AdjustmentRecord, ...] = ()
    """The records of adjustments, in the order of their files."""
    regulations: tuple[OperatingRegulation, ...] = ()
    coordinating_bodies: tuple[CoordinatingBody, ...] = ()
    negative_list: NegativeList | None = None
    joint_matters: tuple[JointMatter, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    """The batches of power handed down or entrusted, in the order of their files."""
    unread: frozenset[str] = frozenset()
    """Files of these lists of the register as a whole that could not be read whole."""
    law_texts: LawTexts | None = None
    """The texts of laws that are at hand; None: quotations are not compared."""

    def on(self, day: datetime.date | None) -> Register:
        """Return the same register, judged by a day."""
        return replace(self, as_of=day)

    def with_texts(self, texts: LawTexts) -> Register:
        """Return the same register, with texts of laws to compare quotations with."""
        return replace(self, law_texts=texts)

    @property
    def date(self) -> datetime.date:
        """The day by which is judged whether a law stands: as asked, else the list's, else today."""
        return self.as_of or self.settings.date or datetime.date.today()

    def references(self, kind: ReferenceKind) -> tuple[ReferenceList, ...]:
        """The reference lists of a kind that apply on the day by which the register is judged."""
        return tuple(
            listed
            for listed in self.reference_lists
            if listed.kind is kind and listed.date <= self.date
        )

    @cached_property
    def powers(self) -> tuple[Power, ...]:
        """Every power, department by department."""
        return tuple(power for lists in self.departments for power in lists.powers)

    @cached_property
    def powers_by_code(self) -> dict[str, tuple[Power, ...]]:
        """Code -> the powers that carry it; more than one is a finding."""
        return group((str(power.code), power) for power in self.powers)

    @cached_property
    def chains_by_code(self) -> dict[str, tuple[PowerChain, ...]]:
        """Code -> the powers, sub-items and handling items that carry it, each with what it stands in."""
        return group(pair for power in self.powers for pair in coded_chains(power))

    @cached_property
    def services_by_code(self) -> dict[str, tuple[tuple[PublicService, DepartmentLists], ...]]:
        """Code -> the public services that carry it, each with the lists that it stands in."""
        return group(
            (str(service.code), (service, lists))
            for lists in self.departments
            for service in lists.public_services
            if service.code
        )

    @cached_property
    def departments_by_name(self) -> dict[str, DepartmentLists]:
        """Name, short name or former name -> department."""
        found: dict[str, DepartmentLists] = {}
        for lists in self.departments:
            department = lists.department
            names = [lists.name]
            if department is not None:
                names += [*filter(None, [department.short_name]), *department.former_names]
            for name in names:
                found.setdefault(name, lists)
        return found

    @cached_property
    def texts(self) -> dict[str, tuple[tuple[Element, KeyPath], ...]]:
        """Text -> every place where it stands, an element and the path in it; without codes."""
        return group(
            (text, (element, path))
            for element in self.elements()
            for path, text in texts_within(element)
        )

    def elements(self) -> Iterator[Element]:
        """Go through every element of the lists that has a place of its own."""
        for lists in self.departments:
            yield from lists.elements()
        yield from self.own_elements()

    def own_elements(self) -> Iterator[Element]:
        """Go through the elements of the lists that belong to no single department."""
        yield from self.regulations
        yield from self.coordinating_bodies
        yield from self.joint_matters
        for holder in filter(None, (self.negative_list, *self.delegations)):
            yield from holder.placed()

    @cached_property
    def _lists_by_power(self) -> dict[int, DepartmentLists]:
        return {id(power): lists for lists in self.departments for power in lists.powers}

    def lists_of(self, power: Power) -> DepartmentLists:
        """Return the department's lists that a power stands in."""
        return self._lists_by_power[id(power)]

    @cached_property
    def boundaries(self) -> tuple[BoundaryMatter, ...]:
        """Every boundary matter, department by department."""
        return tuple(matter for lists in self.departments for matter in lists.boundaries)

    @cached_property
    def boundaries_by_item(self) -> dict[str, tuple[BoundaryMatter, ...]]:
        """Item code -> the boundary matters that touch it."""
        return group((str(item), matter) for matter in self.boundaries for item in matter.items)

    @cached_property
    def regulations_by_item(self) -> dict[str, tuple[OperatingRegulation, ...]]:
        """Item code -> the operating regulations by which it is exercised."""
        return group((str(code), rule) for rule in self.regulations for code in rule.items)

    @cached_property
    def regulated(self) -> frozenset[str]:
        """The codes of the items that an operating regulation in force applies to."""
        in_force = (rule for rule in self.regulations if rule.in_force(self.date))
        return frozenset(str(code) for rule in in_force for code in rule.items)

    @cached_property
    def negative_entries_by_item(self) -> dict[str, tuple[NegativeEntry, ...]]:
        """Item code -> the entries of the negative list that it decides on."""
        entries = self.negative_list.entries if self.negative_list else ()
        return group((str(code), entry) for entry in entries for code in entry.items)

    @cached_property
    def joint_matters_by_item(self) -> dict[str, tuple[JointMatter, ...]]:
        """Item code -> the joint matters that it is a part of."""
        return group(
            (code, matter)
            for matter in self.joint_matters
            for code in dict.fromkeys(matter.items())
        )

    @cached_property
    def releases_by_item(self) -> dict[str, tuple[Release, ...]]:
        """Item code -> when it was released, in the order written."""
        return group(
            (str(release.item), release) for lists in self.departments for release in lists.releases
        )

    @cached_property
    def delegations_by_item(self) -> dict[str, tuple[tuple[Delegation, DelegatedItem], ...]]:
        """Item code, the giver's or a receiver's -> the batches that it was given by."""
        return group(
            (code, (batch, item))
            for batch in self.delegations
            for item in batch.items
            for code in item.codes()
        )
