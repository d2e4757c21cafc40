"""Whether a giver holds an item only because it was entrusted with it itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import DelegatedItem, DelegationMode
from quanze.model.element import Origin
from quanze.model.power import BodyNature
from quanze.model.register import Register, group
from quanze.rules.parts import parts


class Source(NamedTuple):
    """What shows it."""

    told: str
    origin: Origin


class Entrusted:
    """What is entrusted in a register: asked of every item that a batch entrusts, so it is indexed once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._received = group(
            (code, (batch, item))
            for batch in register.delegations
            for item in batch.items
            if batch.mode_of(item) is DelegationMode.ENTRUSTED
            for code in _codes(item)
        )

    def source(self, batch: Delegation, item: DelegatedItem) -> Source | None:
        """Return what shows that the giver of an item is itself entrusted with it; None: nothing does."""
        return self._by_list(item) or self._by_batch(batch, item)

    def _by_list(self, item: DelegatedItem) -> Source | None:
        for power in self._register.powers_by_code.get(str(item.code), ()):
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

    def _by_batch(self, batch: Delegation, item: DelegatedItem) -> Source | None:
        day, giver = self._register.date, batch.giver_of(item)
        alike = [*self._received.get((str(item.code), False), ())]
        if item.catalogue_code is not None:
            alike += self._received.get((str(item.catalogue_code), True), ())
        for other, received in alike:
            for taken in other.taken(received) if received is not item else ():
                state = other.state_on(day, received, taken.name)
                same = _same_body(self._register, taken.name, giver)
                if same and state is not HoldingState.WITHDRAWN:
                    return Source(f"批次 {other.number}“{other.title}”", received.origin)
        return None


def _codes(item: DelegatedItem) -> Iterator[tuple[str, bool]]:
    """The codes that an item is found by, and whether it is one of the catalogue."""
    yield from ((code, False) for code in item.codes())
    if item.catalogue_code is not None:
        yield str(item.catalogue_code), True


def _same_body(register: Register, name: str, giver: str | None) -> bool:
    if giver is None or name == giver:
        return name == giver
    known = register.departments_by_name
    return name in known and known.get(name) is known.get(giver)
