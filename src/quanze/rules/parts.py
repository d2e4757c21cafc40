"""Going through a power: itself, its sub-items and handling items, with what they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from quanze.model.basis import LegalBasis
from quanze.model.element import KeyPath
from quanze.model.power import HandlingItem, Power, PowerChain, PowerElements, SubItem
from quanze.model.register import Register
from quanze.rules.rule import shortened
from quanze.rules.shared import shared
from quanze.rules.tables import is_filler


class Part(NamedTuple):
    """A power, or a part of it that has the same elements."""

    path: KeyPath
    chain: PowerChain
    """The part and what it stands in, innermost first."""

    @property
    def title(self) -> str:
        """How a message names it."""
        *inner, power = self.chain
        title = f"“{shortened(power.name)}”"
        for part in reversed(inner):
            is_sub = isinstance(part, SubItem)
            title += f"的子项“{shortened(part.name)}”" if is_sub else f"的业务办理项“{part.name}”"
        return title

    @property
    def own(self) -> PowerElements:
        """The part itself."""
        return self.chain[0]

    def value(self, alias: str) -> Any:
        """An element by its Chinese key; what a part does not state is as in the power."""
        attribute = attributes()[alias]
        for part in self.chain:
            stated = getattr(part, attribute)
            if not is_empty(stated):
                return stated
        return None


def parts(power: Power) -> tuple[Part, ...]:
    """Return a power and everything in it that has elements of its own."""
    whole = Part((), (power,))
    if not power.sub_items and not power.handling_items:
        return (whole,)
    found = [whole]
    for i, sub in enumerate(power.sub_items):
        path = ("子项", i)
        found.append(Part(path, (sub, power)))
        found += _handled(path, sub.handling_items, (sub, power))
    return (*found, *_handled((), power.handling_items, (power,)))


@shared
def every_part(register: Register) -> tuple[tuple[Power, Part], ...]:
    """Every power and part of one, each with its power."""
    return tuple((power, part) for power in register.powers for part in parts(power))


def _handled(path: KeyPath, items: tuple[HandlingItem, ...], around: PowerChain) -> Iterator[Part]:
    return (Part((*path, "业务办理项", j), (item, *around)) for j, item in enumerate(items))


Stated = tuple[tuple[KeyPath, LegalBasis], ...]
"""Bases, each with the path to it."""


@shared
def powers_with_bases(register: Register) -> tuple[tuple[Power, Stated], ...]:
    """Every power with all 设定依据 of it and its parts that say something."""
    return tuple((power, tuple(_stated(power))) for power in register.powers)


def _stated(power: Power) -> Iterator[tuple[KeyPath, LegalBasis]]:
    for part in parts(power):
        for i, basis in enumerate(part.own.bases):
            if not is_filler(basis.text):
                yield (*part.path, "设定依据", i), basis


@cache
def attributes() -> dict[str, str]:
    """Chinese key -> attribute, of the elements of a power."""
    return {str(field.alias): name for name, field in Power.model_fields.items()}


def is_empty(value: Any) -> bool:
    """Whether an element is not filled in, or only with a filler."""
    return is_filler(value) if isinstance(value, str) else value is None or value in ((), {})
