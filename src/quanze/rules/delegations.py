"""What the rules on delegations share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem
from quanze.model.power_type import PowerKind
from quanze.model.register import Register


def batches(register: Register) -> Iterator[Delegation]:
    """Go through the batches that could be read whole: of others nobody knows what they lack."""
    for batch in register.delegations:
        if batch.origin.file not in register.unread:
            yield batch


def kind_of(register: Register, item: DelegatedItem) -> PowerKind | None:
    """Return the type of an item: as the batch writes it, else as the giver's list does."""
    if item.type is not None:
        return item.type.kind
    found = {power.type.kind for power in register.powers_by_code.get(str(item.code), ())}
    return found.pop() if len(found) == 1 else None


def listed(names: Iterable[str]) -> str:
    """Join names, each once; what has no name is left out."""
    return "、".join(filter(None, dict.fromkeys(names)))
