"""Whether a giver holds an item only because it was entrusted with it itself."""

from __future__ import annotations

from typing import NamedTuple

from quanze.model.delegation import DelegatedItem, Delegation, DelegationMode, HoldingState
from quanze.model.element import Origin
from quanze.model.power import BodyNature
from quanze.model.register import Register
from quanze.rules.parts import parts


class Source(NamedTuple):
    """What shows it."""

    told: str
    origin: Origin


def held_by_entrustment(
    register: Register, batch: Delegation, item: DelegatedItem
) -> Source | None:
    """Return what shows that the giver of an item is itself entrusted with it; None: nothing does."""
    return _by_list(register, item) or _by_batch(register, batch, item)


def _by_list(register: Register, item: DelegatedItem) -> Source | None:
    for power in register.powers_by_code.get(str(item.code), ()):
        for part in parts(power):
            own = part.own
            if part.path and getattr(own, "name", None) != item.sub_item:
                continue
            if own.body_nature is BodyNature.ENTRUSTED:
                by = f"，委托机关是{own.entrusting_body}" if own.entrusting_body else ""
                return Source(
                    f"清单写的主体性质是受委托组织{by}", power.origin.at(*part.path, "主体性质")
                )
    return None


def _by_batch(register: Register, batch: Delegation, item: DelegatedItem) -> Source | None:
    giver = batch.giver_of(item)
    for other in register.delegations:
        for received in other.items:
            same = item.code in received.codes() or (
                item.catalogue_code is not None and item.catalogue_code == received.catalogue_code
            )
            if (
                received is item
                or not same
                or other.mode_of(received) is not DelegationMode.ENTRUSTED
            ):
                continue
            for taken in other.taken(received):
                state = other.state_on(register.date, received, taken.name)
                if _same_body(register, taken.name, giver) and state is not HoldingState.WITHDRAWN:
                    return Source(f"批次 {other.number}“{other.title}”", received.origin)
    return None


def _same_body(register: Register, name: str, giver: str | None) -> bool:
    if giver is None or name == giver:
        return name == giver
    known = register.departments_by_name
    return name in known and known.get(name) is known.get(giver)
