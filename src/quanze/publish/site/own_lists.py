"""The lists that belong to no single department: where their pages stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem
from quanze.model.flow import Flow
from quanze.model.joint_flow import joint_flow
from quanze.model.joint_matter import JointMatter
from quanze.model.negative_list import NegativeEntry
from quanze.model.register import Register
from quanze.model.regulation import OperatingRegulation
from quanze.publish.site.addresses import Names
from quanze.publish.site.paging import Sheet, heavy, sheets

DUTIES: Final = "duties.html"
SERVICES: Final = "services.html"
OVERSIGHT: Final = "oversight.html"
NEGATIVE_LIST: Final = "negative-list.html"
COORDINATION: Final = "coordination.html"
REGULATIONS: Final = "regulations/index.html"
UNREGULATED: Final = "regulations/without.html"
DELEGATIONS: Final = "delegations/index.html"
JOINT_MATTERS: Final = "joint/index.html"


class OwnLists:
    """The pages of operating regulations, joint matters and batches of delegation, each by its number,
    and the places of the entries of the negative list.
    """

    def __init__(self, register: Register) -> None:
        self._files: dict[int, str] = {}
        self._rows: dict[int, str] = {}
        rules, batches, matters = Names("index", "without"), Names("index"), Names("index")
        self._register = register
        self._flows: dict[int, Flow] = {}
        for rule in register.regulations:
            self._files[id(rule)] = rules.give(rule.number or rule.name)
        for batch in register.delegations:
            self._files[id(batch)] = batches.give(batch.number)
            self._place(self.batch_sheets(batch), "i")
        for matter in register.joint_matters:
            self._files[id(matter)] = matters.give(str(matter.code))
        listed = register.negative_list
        self.negative_sheets: list[Sheet[NegativeEntry]] = (
            sheets(listed.entries, NEGATIVE_LIST, weight=_lighter) if listed else []
        )
        self._place(self.negative_sheets, "e")

    def _place(self, cut: Sequence[Sheet[Any]], mark: str) -> None:
        """Remember on which page, and where on it, each row of a list stands."""
        for sheet in cut:
            for number, row in enumerate(sheet.rows, sheet.first):
                self._rows[id(row)] = f"{sheet.path}#{mark}{number}"

    def batch_sheets(self, batch: Delegation) -> list[Sheet[DelegatedItem]]:
        """Return the items of a batch, cut into pages."""
        return sheets(batch.items, self.delegation(batch), size=25, weight=heavy)

    def regulation(self, rule: OperatingRegulation) -> str:
        """Return the page of an operating regulation."""
        return f"regulations/{self._files[id(rule)]}.html"

    def delegation(self, batch: Delegation) -> str:
        """Return the page of a batch; the further pages of a long one stand beside it."""
        return f"delegations/{self._files[id(batch)]}.html"

    def joint_matter(self, matter: JointMatter) -> str:
        """Return the page of a joint matter."""
        return f"joint/{self._files[id(matter)]}.html"

    def joint_flow(self, matter: JointMatter) -> Flow:
        """Return the flow of a joint matter; the same object for the same matter."""
        if id(matter) not in self._flows:
            self._flows[id(matter)] = joint_flow(matter, self._register)
        return self._flows[id(matter)]

    def entry(self, entry: NegativeEntry) -> str:
        """Return where an entry of the negative list stands."""
        return self._rows[id(entry)]

    def item(self, item: DelegatedItem) -> str:
        """Return where an item of a batch stands."""
        return self._rows[id(item)]


def _lighter(entry: NegativeEntry) -> int:
    """Return about how many bytes an entry takes in its table, where most keys are not repeated."""
    return heavy(entry) * 2 // 3


def own_numbers(register: Register) -> list[tuple[str, int, str | None]]:
    """Return the sizes of these lists, with their pages: those that have something."""
    listed = register.negative_list
    numbers = [
        ("并联审批", len(register.joint_matters), JOINT_MATTERS),
        ("配套制度", len(register.regulations), REGULATIONS),
        ("议事协调机构", len(register.coordinating_bodies), COORDINATION),
        ("负面清单", len(listed.entries) if listed else 0, NEGATIVE_LIST),
        ("下放委托事项", sum(len(batch.items) for batch in register.delegations), DELEGATIONS),
    ]
    return [row for row in numbers if row[1]]
