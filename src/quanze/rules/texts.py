"""Every text of a register, each with all places where it stands: it is looked at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from quanze.load.schema_errors import label
from quanze.model.credit_code import CreditCode
from quanze.model.division import DivisionCode
from quanze.model.element import Element, KeyPath
from quanze.model.item_code import ItemCode
from quanze.model.register import Register
from quanze.rules.rule import shortened

_CODES = (ItemCode, CreditCode, DivisionCode)
_NOT_CONTENT = frozenset(("来源",))
"""Keys that say where an element came from: a file's name is no content of the list."""


@dataclass(slots=True)
class TextUse:
    """A text and where it stands."""

    text: str
    places: list[tuple[Element, KeyPath]] = field(default_factory=list)


def texts(register: Register) -> list[TextUse]:
    """Return every text but codes; equal texts are one, in the order of their first place."""
    found: dict[str, TextUse] = {}
    for element in _elements(register):
        for path, text in _within(element, ()):
            use = found.get(text)
            if use is None:
                use = found[text] = TextUse(text)
            use.places.append((element, path))
    return list(found.values())


def where(register: Register, element: Element, path: KeyPath) -> str:
    """Name the place of a text as a clerk would: “食品经营许可”的“设定依据第1项·原文”."""
    name = getattr(element, "name", None) or getattr(element, "matter", None)
    if name is None:
        powers = register.powers_by_code.get(str(getattr(element, "item", "")), ())
        name = powers[0].name if powers else getattr(element, "item", None)
    return f"“{shortened(name)}”的“{label(path)}”" if name else f"“{label(path)}”"


def _elements(register: Register) -> Iterator[Element]:
    """Every element that has a place of its own."""
    for lists in register.departments:
        if lists.department is not None:
            yield lists.department
        yield from lists.powers
        yield from lists.main_duties
        yield from lists.duties
        yield from lists.public_services
        yield from lists.oversight
        yield from lists.boundaries
        yield from lists.flows


@cache
def _keys(kind: type[Element]) -> tuple[tuple[str, str], ...]:
    """Attribute and Chinese key of each field of a model."""
    return tuple((name, str(info.alias)) for name, info in kind.model_fields.items())


def _within(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        if value and not isinstance(value, _CODES):
            yield path, str(value)
    elif isinstance(value, Element):
        for name, key in _keys(type(value)):
            inner = getattr(value, name)
            if inner and key not in _NOT_CONTENT:
                yield from _within(inner, (*path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _within(inner, (*path, index))
