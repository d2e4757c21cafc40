"""The places of a register: which file holds what."""

from __future__ import annotations

from typing import NamedTuple

from quanze.model.boundary import BoundaryList, BoundaryMatter
from quanze.model.coordinating_body import CoordinatingBody
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import (
    Agreement,
    DelegatedItem,
    DelegationEvent,
    Demand,
    HandoverList,
    PilotStep,
    Receiver,
)
from quanze.model.duty import Duty, DutyList, MainDuty, OversightMeasure, PublicService
from quanze.model.element import Element
from quanze.model.flow import Flow, FlowList
from quanze.model.joint_matter import JointMatter, JointMatterList
from quanze.model.local_law import LocalLaw, LocalLawList
from quanze.model.negative_list import NegativeEntry, NegativeList
from quanze.model.power import Power, PowerList
from quanze.model.regulation import OperatingRegulation, RegulationList
from quanze.model.release import Release, ReleaseList


class EntryKind(NamedTuple):
    """One list inside a file: its key, its model, and where it goes in what holds the list."""

    key: str
    model: type[Element]
    attribute: str


class ListKind(NamedTuple):
    """One kind of list file."""

    model: type[Element]
    entries: tuple[EntryKind, ...]


LIST_KINDS: dict[str, ListKind] = {
    "power": ListKind(PowerList, (EntryKind("事项", Power, "powers"),)),
    "duty": ListKind(
        DutyList,
        (
            EntryKind("主要职责", MainDuty, "main_duties"),
            EntryKind("责任事项", Duty, "duties"),
            EntryKind("公共服务事项", PublicService, "public_services"),
            EntryKind("事中事后监管", OversightMeasure, "oversight"),
        ),
    ),
    "boundary": ListKind(BoundaryList, (EntryKind("职责边界", BoundaryMatter, "boundaries"),)),
    "flow": ListKind(FlowList, (EntryKind("流程", Flow, "flows"),)),
    "release": ListKind(ReleaseList, (EntryKind("启用", Release, "releases"),)),
}
"""List file name without its ending -> what it holds."""


LAWS = ListKind(LocalLawList, (EntryKind("法规", LocalLaw, "laws"),))
"""What the files laws/*.yaml hold."""


def holds_laws(path: str) -> bool:
    """Tell whether the file at a path of the register holds laws of the office's own."""
    parts = path.split("/")
    return len(parts) == 2 and parts[0] == "laws" and parts[1].endswith(".yaml")


class Held(NamedTuple):
    """What a file of a department holds: its folder, and the list (or `department`)."""

    slug: str
    stem: str


def held(path: str) -> Held | None:
    """Tell what the file at a path of the register holds; None for all other places.

    A list is departments/<slug>/<list>.yaml and, where it is split, departments/<slug>/<list>/….yaml.
    """
    parts = path.split("/")
    if parts[0] != "departments" or len(parts) not in (3, 4):
        return None
    whole = len(parts) == 3
    stem = parts[2].removesuffix(".yaml") if whole else parts[2]
    if whole and stem == parts[2]:
        return None
    if stem in LIST_KINDS or (whole and stem == "department"):
        return Held(parts[1], stem)
    return None


REFERENCES = "references/"
"""The folder of the lists of others that the register is compared with, one to a file."""

ADJUSTMENTS = "adjustments/"
"""The folder of the records of adjustments, <year>-<n>.yaml."""

DELEGATIONS = "delegations/"
"""The folder of the batches of power handed down, <year>-<n>.yaml."""

REGULATIONS, NEGATIVE_LIST = "regulations.yaml", "negative-list.yaml"
JOINT_MATTERS = "joint-matters.yaml"

_BATCH = ListKind(
    Delegation,
    (
        EntryKind("需求", Demand, "demands"),
        EntryKind("试点", PilotStep, "pilots"),
        EntryKind("承接主体", Receiver, "receivers"),
        EntryKind("事项", DelegatedItem, "items"),
        EntryKind("协议", Agreement, "agreements"),
        EntryKind("移交清单", HandoverList, "handovers"),
        EntryKind("办理", DelegationEvent, "events"),
    ),
)

REGISTER_LISTS: dict[str, ListKind] = {
    REGULATIONS: ListKind(
        RegulationList,
        (
            EntryKind("配套制度", OperatingRegulation, "regulations"),
            EntryKind("议事协调机构", CoordinatingBody, "coordinating_bodies"),
        ),
    ),
    NEGATIVE_LIST: ListKind(NegativeList, (EntryKind("条目", NegativeEntry, "entries"),)),
    JOINT_MATTERS: ListKind(JointMatterList, (EntryKind("并联事项", JointMatter, "matters"),)),
    f"{DELEGATIONS}*.yaml": _BATCH,
}
"""The lists of the register as a whole: the file, as a pattern where there are several -> what it holds."""


def register_list(path: str) -> ListKind | None:
    """Tell what the file at a path holds of the register as a whole; None for all other places."""
    parts = path.split("/")
    if len(parts) == 2 and f"{parts[0]}/" == DELEGATIONS and parts[1].endswith(".yaml"):
        return _BATCH
    return REGISTER_LISTS.get(path)
