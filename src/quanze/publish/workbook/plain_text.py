"""Elements as the text of one cell; everything that an element says, but what stays inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from quanze.model.basis import LegalBasis
from quanze.model.element import Element
from quanze.model.item_code import ItemCode
from quanze.model.items import Channel
from quanze.publish.privacy import public_remarks

INTERNAL = "imported_from"
"""Where a row was imported from: of use to those who keep the register, not to readers."""


def cell_text(value: Any) -> str:
    """Return a value of the model as text; several elements are numbered lines."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, Element):
        return _element(value)
    if isinstance(value, tuple):
        return _several(value)
    if isinstance(value, dict):
        return "\n".join(f"{label}：{text}" for label, text in public_remarks(value).items())
    return str(value)


def _several(values: tuple[Any, ...]) -> str:
    if all(isinstance(value, ItemCode) for value in values):
        return "\n".join(values)
    if all(isinstance(value, str) for value in values):
        return "、".join(values)
    return numbered(cell_text(value) for value in values)


def numbered(texts: Iterable[str]) -> str:
    """Return texts as numbered lines; a single one without a number."""
    lines = list(texts)
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(lines, 1))


def citations(bases: Iterable[LegalBasis]) -> str:
    """Return bases by law and article, without the words of the articles; those that name no law in full."""
    return numbered(basis.citation or basis.text for basis in bases)


def _element(element: Element) -> str:
    if isinstance(element, LegalBasis):
        return element.text
    if isinstance(element, Channel):
        hours = f"（{element.hours}）" if element.hours else ""
        return "：".join(filter(None, (element.name, element.address))) + hours
    parts = [(label, text) for label, text in labelled(element) if text]
    if len(parts) == 1:
        return parts[0][1]
    return "；".join(f"{label}：{text}" for label, text in parts)


def labelled(element: Element) -> Iterator[tuple[str, str]]:
    """Go through what an element may publish: Chinese name and text, empty where nothing is said."""
    said = element.model_fields_set
    for name, label in _labels(type(element)):
        yield label, cell_text(getattr(element, name)) if name in said else ""


@cache
def _labels(model: type[Element]) -> tuple[tuple[str, str], ...]:
    fields = model.model_fields.items()
    return tuple((name, str(field.alias)) for name, field in fields if name != INTERNAL)
