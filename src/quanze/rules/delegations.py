"""What the rules on delegations share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quanze.model.delegation import Agreement, DelegatedItem, Delegation, Term
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


def term_holder(
    batch: Delegation, item: DelegatedItem, receiver: str
) -> tuple[Agreement | DelegatedItem | Delegation, Term] | None:
    """Return the term that holds for an item and a receiver, and where it is written."""
    agreement = batch.agreement_of(item, receiver)
    for holder in (agreement, item, batch):
        if holder is not None and holder.term is not None:
            return holder, holder.term
    return None


def listed(names: Iterable[str]) -> str:
    """Join names, each once; what has no name is left out."""
    return "、".join(filter(None, dict.fromkeys(names)))
