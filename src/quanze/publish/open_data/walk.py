"""From a list's entry to the elements within it, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from quanze.model.element import Element
from quanze.model.power import HandlingItem, SubItem
from quanze.publish.open_data.fields import FieldShape, fields_of


class Place(NamedTuple):
    """Where an element stands: the entry of a list, a part of it, and the position there."""

    department: str | None
    list_name: str
    entry_position: int
    key: str
    sub_item: str | None = None
    handling_item: str | None = None
    element: str = ""
    """The names of the elements that lead there, 收费·依据."""
    parent: str | None = None
    parent_position: int | None = None
    position: int = 0

    def into(self, part: Element) -> Place:
        """Return the place for what stands within the part that stands here."""
        if isinstance(part, SubItem):
            return self._replace(sub_item=part.name, element="")
        if isinstance(part, HandlingItem):
            return self._replace(handling_item=part.name, element="")
        name = part.__dict__.get(_naming(part.__class__))
        return self._replace(parent=name, parent_position=self.position)


@cache
def _naming(model: type[Element]) -> str:
    """The field that names an element of a model; empty where none does."""
    names = ("id", "name", "stage", "department")
    return next((name for name in names if name in model.model_fields), "")


@dataclass(slots=True)
class Found:
    """Elements, each with its place: the values of a `Place`, in a plain tuple, which costs less."""

    places: list[tuple[Any, ...]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


def gather(element: Element, place: Place, found: Mapping[type[Element], Found]) -> None:
    """Add the elements within an element to those of their model, as they are written."""
    for shape in _routes(element.__class__):
        value = element.__dict__[shape.name]
        if not value:
            continue
        name = f"{place.element}·{shape.alias}" if place.element else shape.alias
        if shape.within is not None:
            if isinstance(value, Element):
                gather(value, place._replace(element=name), found)
            continue
        first, last = place[:6], place[7:9]
        for position, part in enumerate(value, 1):
            here = (*first, name, *last, position)
            rows = found[type(part)]
            rows.places.append(here)
            rows.elements.append(part)
            if _routes(part.__class__):
                gather(part, Place(*here).into(part), found)


@cache
def _routes(model: type[Element]) -> tuple[FieldShape, ...]:
    """The fields of a model that hold, or lead to, lists of elements."""
    return tuple(
        shape
        for shape in fields_of(model)
        if shape.many or (shape.within is not None and _routes(shape.within))
    )
