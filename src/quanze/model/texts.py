"""The texts inside elements, each with the path that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from quanze.model.credit_code import CreditCode
from quanze.model.division import DivisionCode
from quanze.model.element import Element, KeyPath
from quanze.model.item_code import ItemCode

P = TypeVar("P", bound=Element)

_CODES = (ItemCode, CreditCode, DivisionCode)
_NOT_CONTENT = "imported_from"
"""Says where an element came from: a file's name is no content of the list."""


def texts_within(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Go through every text inside a value but codes."""
    if isinstance(value, str):
        if value and not isinstance(value, _CODES):
            yield path, str(value)
    elif isinstance(value, Element):
        for name, key in _keys(type(value)):
            inner = getattr(value, name)
            if inner and name != _NOT_CONTENT:
                yield from texts_within(inner, (*path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_within(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from texts_within(inner, (*path, index))


@cache
def _keys(kind: type[Element]) -> tuple[tuple[str, str], ...]:
    """Attribute and Chinese key of each field of a model."""
    return tuple((name, str(info.alias)) for name, info in kind.model_fields.items())


def parts_within(value: Any, kind: type[P], path: KeyPath = ()) -> Iterator[tuple[KeyPath, P]]:
    """Go through everything of one kind inside a value, such as all its `LegalBasis`."""
    if isinstance(value, kind):
        yield path, value
    elif isinstance(value, Element):
        for name, key in _keys(type(value)):
            if inner := getattr(value, name):
                yield from parts_within(inner, kind, (*path, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from parts_within(inner, kind, (*path, index))
