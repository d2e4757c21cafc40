"""What cites laws without being an item: services, regulations, the negative list, what is handed down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quanze.model.adjustment import Ground
from quanze.model.basis import LegalBasis
from quanze.model.element import Element
from quanze.model.register import Register


class Citing(NamedTuple):
    """One that cites laws: of which list it is, its name, and all that it cites."""

    kind: str
    name: str
    element: Element
    bases: tuple[LegalBasis, ...]


def citing(register: Register) -> Iterator[Citing]:
    """Go through them, list by list."""
    for lists in register.departments:
        for service in lists.public_services:
            yield Citing("公共服务", service.name, service, service.bases)
    for rule in register.regulations:
        yield Citing("配套制度", rule.name, rule, rule.bases)
    for body in register.coordinating_bodies:
        tasks = (basis for task in body.tasks for basis in task.bases)
        yield Citing("议事协调机构", body.name, body, (*body.bases, *tasks))
    for matter in register.joint_matters:
        yield Citing("并联审批", matter.name, matter, matter.bases)
    if listed := register.negative_list:
        yield Citing("负面清单", listed.name, listed, _documents(listed.grounds))
        for entry in listed.entries:
            yield Citing("负面清单", entry.project, entry, entry.bases)
    for batch in register.delegations:
        yield Citing("下放、委托", batch.title, batch, _documents(batch.grounds))
        for item in batch.items:
            yield Citing("下放、委托", item.name, item, item.bases)


def _documents(grounds: Iterable[Ground]) -> tuple[LegalBasis, ...]:
    """Return the documents that a list as a whole is founded on, as bases."""
    return tuple(
        LegalBasis.model_construct(law=ground.name, articles=ground.articles) for ground in grounds
    )
