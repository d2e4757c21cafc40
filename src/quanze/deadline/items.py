"""The limits of a power, of a sub-item or a handling item of it, found by its code."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.model.period import Period
from quanze.model.power import Power, PowerChain, coded_chains
from quanze.model.register import DepartmentLists, Register


@dataclass(frozen=True)
class Item:
    """What a timeline needs of a power or of a part of it; a part takes what it lacks from the whole."""

    code: str
    name: str
    type: str
    department: str
    power: Power
    lists: DepartmentLists
    statutory: Period | None
    statutory_note: str
    promised: Period | None
    joint: bool
    chain: PowerChain
    """The item and what it stands in, innermost first."""


class Items:
    """Every power, sub-item and handling item of a register by code."""

    def __init__(self, register: Register) -> None:
        self._by_code: dict[str, list[Item]] = {}
        for power in register.powers:
            lists = register.lists_of(power)
            for code, chain in coded_chains(power):
                self._by_code.setdefault(code, []).append(_item(code, chain, power, lists))

    def of(self, code: str) -> tuple[Item, ...]:
        """Return the items that carry a code; more than one where a code is used twice."""
        return tuple(self._by_code.get(code.strip(), ()))


def _item(code: str, chain: PowerChain, power: Power, lists: DepartmentLists) -> Item:
    statutory = next((part for part in chain if part.statutory_limit), None)
    return Item(
        code,
        "·".join(part.name for part in reversed(chain)),
        power.type.name or str(power.type),
        lists.name,
        power,
        lists,
        statutory.statutory_limit if statutory else None,
        (statutory.statutory_limit_note or "") if statutory else "",
        next((part.promised_limit for part in chain if part.promised_limit), None),
        any(part.joint is not None for part in chain),
        chain,
    )
