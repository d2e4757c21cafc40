"""Which powers a flow serves."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.flow import Flow
from quanze.model.power import Power
from quanze.model.power_type import PowerType
from quanze.model.register import DepartmentLists, Register, group


def flows_with_powers(
    register: Register,
) -> Iterator[tuple[DepartmentLists, Flow, tuple[Power, ...]]]:
    """Go through all flows, each with the powers that use it."""
    for lists in register.departments:
        users = group((id(flow), power) for power in lists.powers if (flow := lists.flow_of(power)))
        for flow in lists.flows:
            yield lists, flow, users.get(id(flow), ())


def kinds_of(flow: Flow, powers: tuple[Power, ...]) -> tuple[str, ...]:
    """The power types that a flow is for: those it names, else those of its powers."""
    named = tuple(PowerType(word).name or word for word in flow.types)
    return named or tuple(dict.fromkeys(p.type.name for p in powers if p.type.name))
