"""The limits of a power, of a sub-item or a handling item of it, found by its code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quanze.model.period import Period
from quanze.model.power import Power, PowerElements
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


class Items:
    """Every power, sub-item and handling item of a register by code."""

    def __init__(self, register: Register) -> None:
        self._by_code: dict[str, list[Item]] = {}
        for power in register.powers:
            lists = register.lists_of(power)
            for code, chain, name in _chains(power):
                self._by_code.setdefault(code, []).append(_item(code, name, chain, power, lists))

    def of(self, code: str) -> tuple[Item, ...]:
        """Return the items that carry a code; more than one where a code is used twice."""
        return tuple(self._by_code.get(code.strip(), ()))


def _chains(power: Power) -> Iterator[tuple[str, tuple[PowerElements, ...], str]]:
    """Go through a power and its parts that have codes, each with what it stands in."""
    yield str(power.code), (power,), power.name
    for sub in power.sub_items:
        if sub.code:
            yield str(sub.code), (sub, power), f"{power.name}·{sub.name}"
        for item in sub.handling_items:
            if item.code:
                name = f"{power.name}·{sub.name}·{item.name}"
                yield str(item.code), (item, sub, power), name
    for item in power.handling_items:
        if item.code:
            yield str(item.code), (item, power), f"{power.name}·{item.name}"


def _item(
    code: str, name: str, chain: tuple[PowerElements, ...], power: Power, lists: DepartmentLists
) -> Item:
    statutory = next((part for part in chain if part.statutory_limit), None)
    return Item(
        code,
        name,
        power.type.name or str(power.type),
        lists.name,
        power,
        lists,
        statutory.statutory_limit if statutory else None,
        (statutory.statutory_limit_note or "") if statutory else "",
        next((part.promised_limit for part in chain if part.promised_limit), None),
        any(part.joint is not None for part in chain),
    )
