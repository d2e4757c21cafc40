"""The texts and parts inside elements, each with the path that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args

from quanze.model.credit_code import CreditCode
from quanze.model.division import DivisionCode
from quanze.model.element import Element, KeyPath
from quanze.model.item_code import ItemCode

P = TypeVar("P", bound=Element)

_CODES = (ItemCode, CreditCode, DivisionCode)
_NOT_CONTENT = "imported_from"
"""Says where an element came from: a file's name is no content of the list."""

_Fields = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]
"""Chinese keys, and what reads the fields under them, all at once."""


def texts_within(value: Any) -> list[tuple[KeyPath, str]]:
    """Return every text inside a value but codes, each with the path to it."""
    found: list[tuple[KeyPath, str]] = []
    _gather_texts(value, (), found)
    return found


def _gather_texts(value: Any, path: KeyPath, found: list[tuple[KeyPath, str]]) -> None:
    if isinstance(value, str):
        if value and not isinstance(value, _CODES):
            found.append((path, str(value)))
    elif isinstance(value, Element):
        keys, read = _with_texts(type(value))
        for key, inner in zip(keys, read(value), strict=True):
            if inner:
                _gather_texts(inner, (*path, key), found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _gather_texts(inner, (*path, key), found)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _gather_texts(inner, (*path, index), found)


def words_within(value: Element) -> list[str]:
    """Return every text of `texts_within`, the names that texts stand under, and some words more.

    It takes a third of the time: for finding out whether there is anything to look for.
    """
    found: list[str] = []
    _gather_words((value,), found)
    return found


def _gather_words(values: Iterable[Any], found: list[str]) -> None:
    for value in filter(None, values):
        kind: type[object] = type(value)
        if kind is str:
            found.append(value)
        elif kind is tuple or kind is list:
            _gather_words(value, found)
        elif _is_element(kind):  # type: ignore[arg-type]  # a class has a hash
            fields = value.__dict__
            if fields.get(_NOT_CONTENT):
                fields = {**fields, _NOT_CONTENT: None}
            _gather_words(fields.values(), found)
        elif kind is dict:
            found.extend(map(str, value))
            _gather_words(value.values(), found)
        elif issubclass(kind, str) and not issubclass(kind, _CODES):
            found.append(str(value))


@cache
def _is_element(kind: type[object]) -> bool:
    """Asked of every value: pydantic's own answer takes longer than all the rest of a walk."""
    return issubclass(kind, Element)


def parts_within(value: Any, kind: type[P]) -> list[tuple[KeyPath, P]]:
    """Return everything of one kind inside a value, such as all its `LegalBasis`."""
    found: list[tuple[KeyPath, P]] = []
    _gather_parts(value, kind, (), found)
    return found


def _gather_parts(value: Any, kind: type[P], path: KeyPath, found: list[tuple[KeyPath, P]]) -> None:
    if isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            if type(inner) is kind:
                found.append(((*path, index), inner))
            else:
                _gather_parts(inner, kind, (*path, index), found)
        return
    model: type[Element] = type(value)
    if issubclass(model, kind):
        found.append((path, value))
    elif _is_element(model):
        keys, read = _leading_to(model, kind)
        for key, inner in zip(keys, read(value), strict=True):
            if inner:
                _gather_parts(inner, kind, (*path, key), found)


@cache
def _with_texts(model: type[Element]) -> _Fields:
    return _fields(model, [name for name in model.model_fields if name != _NOT_CONTENT])


@cache
def _leading_to(model: type[Element], kind: type[Element]) -> _Fields:
    """The fields in which something of a kind can stand: most hold nothing but texts."""
    fields = model.model_fields.items()
    return _fields(model, [name for name, info in fields if _holds(info.annotation, kind, set())])


def _holds(annotation: Any, kind: type[Element], seen: set[type[Element]]) -> bool:
    if annotation is Any:
        return True
    if isinstance(annotation, type) and issubclass(annotation, Element):
        if annotation in seen:
            return False
        seen.add(annotation)
        inner: list[Any] = [info.annotation for info in annotation.model_fields.values()]
        return issubclass(annotation, kind) or any(_holds(one, kind, seen) for one in inner)
    return any(_holds(one, kind, seen) for one in get_args(annotation))


def _fields(model: type[Element], names: list[str]) -> _Fields:
    keys = tuple(str(model.model_fields[name].alias) for name in names)
    if not names:
        return keys, lambda _: ()
    read = attrgetter(*names)
    return keys, read if len(names) > 1 else lambda value: (read(value),)
