"""Entries of the lists as JSON, in the register's own words, without what stays inside.

The model itself writes it: a register is several times as long as what may not be published of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from pydantic_core import PydanticSerializationError

from quanze.model.element import Element
from quanze.publish.open_data.columns import clean
from quanze.publish.open_data.fields import FieldShape, Kind, fields_of
from quanze.publish.open_data.private import private_fields
from quanze.publish.privacy import public_remarks

_EMPTIED: Final = ('"备注":{},'.encode(), ',"备注":{}'.encode())
"""What is left of remarks that all stay inside. Within a text of JSON the quotes would be masked."""

Left = dict[str, Any]
"""What pydantic is to leave out: field -> all of it, or what within it."""


def public_texts(entries: Iterable[Element]) -> Iterator[bytes]:
    """Go through entries as JSON, one after the other."""
    known = list(entries)
    hidden = _private_columns(known)
    for entry in known:
        text = _text(entry, _left_out(type(entry), hidden))
        for emptied in _EMPTIED if hidden else ():
            text = text.replace(emptied, b"")
        yield text


def _text(entry: Element, left_out: Left) -> bytes:
    try:
        # As model_dump_json, which would make a str of it that has to be made bytes again.
        return entry.__pydantic_serializer__.to_json(
            entry, by_alias=True, exclude_defaults=True, exclude=left_out
        )
    except PydanticSerializationError:
        # JSON has no lone surrogate, as a broken file may hold.
        data = entry.model_dump(by_alias=True, exclude_defaults=True, exclude=left_out)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
        return clean(text).encode()


def _private_columns(entries: Iterable[Element]) -> frozenset[str]:
    """Find the columns of remarks that may not be published."""
    names = {name for entry in entries for name in _columns_of_remarks(entry)}
    return frozenset(names.difference(public_remarks(dict.fromkeys(names, ""))))


def _columns_of_remarks(element: Element) -> Iterator[str]:
    for shape in _to_remarks(type(element)):
        value = element.__dict__[shape.name]
        if shape.kind is Kind.NAMED:
            yield from value or ()
        elif shape.many is not None:
            for part in value:
                yield from _columns_of_remarks(part)
        elif isinstance(value, Element):
            yield from _columns_of_remarks(value)


@cache
def _to_remarks(model: type[Element]) -> tuple[FieldShape, ...]:
    """The fields of a model that are remarks, or lead to some."""
    return tuple(
        shape
        for shape in fields_of(model)
        if shape.kind is Kind.NAMED or ((inner := _inner(shape)) and _to_remarks(inner))
    )


def _inner(shape: FieldShape) -> type[Element] | None:
    return shape.many or shape.within


@cache
def _left_out(model: type[Element], hidden: frozenset[str]) -> Left:
    left: Left = {name: True for name in private_fields(model) if name in model.model_fields}
    for shape in fields_of(model):
        if shape.kind is Kind.NAMED and hidden:
            left[shape.name] = set(hidden)
        inner = _inner(shape)
        if inner is not None and (within := _left_out(inner, hidden)):
            left[shape.name] = {"__all__": within} if shape.many else within
    return left
