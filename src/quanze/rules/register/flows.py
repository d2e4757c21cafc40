"""Which powers a flow serves."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.flow import Flow
from quanze.model.power import Power
from quanze.model.power_type import PowerType
from quanze.model.register import DepartmentLists, Register, group
from quanze.rules.shared import shared


@shared
def flows_with_powers(
    register: Register,
) -> tuple[tuple[DepartmentLists, Flow, tuple[Power, ...]], ...]:
    """Every flow, with the powers that use it."""
    return tuple(_flows_with_powers(register))


def _flows_with_powers(
    register: Register,
) -> Iterator[tuple[DepartmentLists, Flow, tuple[Power, ...]]]:
    for lists in register.departments:
        users = group((id(flow), power) for power in lists.powers if (flow := lists.flow_of(power)))
        for flow in lists.flows:
            yield lists, flow, users.get(id(flow), ())


def kinds_of(flow: Flow, powers: tuple[Power, ...]) -> tuple[str, ...]:
    """The power types that a flow is for: those it names, else those of its powers."""
    named = tuple(PowerType(word).name or word for word in flow.types)
    return named or tuple(dict.fromkeys(p.type.name for p in powers if p.type.name))
