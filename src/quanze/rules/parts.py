"""Going through a power: itself, its sub-items and handling items, with what they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from quanze.model.basis import LegalBasis
from quanze.model.element import KeyPath
from quanze.model.power import Power, PowerElements
from quanze.rules.rule import shortened
from quanze.rules.tables import is_filler


@dataclass(frozen=True, slots=True)
class Part:
    """A power, or a part of it that has the same elements."""

    path: KeyPath
    chain: tuple[PowerElements, ...]
    """The part and what it stands in, innermost first."""
    title: str
    """How a message names it."""

    @property
    def own(self) -> PowerElements:
        """The part itself."""
        return self.chain[0]

    def value(self, alias: str) -> Any:
        """An element by its Chinese key; what a part does not state is as in the power."""
        attribute = attributes()[alias]
        return next((v for part in self.chain if not is_empty(v := getattr(part, attribute))), None)


def parts(power: Power) -> Iterator[Part]:
    """Go through a power and everything in it that has elements of its own."""
    name = f"“{shortened(power.name)}”"
    yield Part((), (power,), name)
    for i, sub in enumerate(power.sub_items):
        title = f"{name}的子项“{shortened(sub.name)}”"
        yield Part(("子项", i), (sub, power), title)
        for j, item in enumerate(sub.handling_items):
            path = ("子项", i, "业务办理项", j)
            yield Part(path, (item, sub, power), f"{title}的业务办理项“{item.name}”")
    for j, item in enumerate(power.handling_items):
        title = f"{name}的业务办理项“{item.name}”"
        yield Part(("业务办理项", j), (item, power), title)


def bases(power: Power) -> Iterator[tuple[KeyPath, LegalBasis]]:
    """Go through all 设定依据 of a power and its parts that say something."""
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
    if isinstance(value, str):
        return is_filler(value)
    return value is None or value in ((), {})
