"""What kind of value each element of a model holds, read from the model itself."""

from __future__ import annotations

import datetime
import types
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from quanze.model.element import Element
from quanze.model.items import YesNo
from quanze.publish.open_data.private import private_fields


class Kind(StrEnum):
    """The kinds of column, by the names that the dictionary gives them."""

    TEXT = "文本"
    INTEGER = "整数"
    BOOLEAN = "是否"
    DATE = "日期"
    TEXTS = "文本列表"
    NAMED = "栏目和内容"


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One element of a model: a value of some kind, an element within, or a list of elements."""

    name: str
    alias: str
    description: str
    kind: Kind | None = None
    """None where only elements stand there."""
    text_type: type[str] | None = None
    within: type[Element] | None = None
    """The model of the element that stands there."""
    many: type[Element] | None = None
    """The model of the elements of which a list stands there."""


@cache
def fields_of(model: type[Element]) -> tuple[FieldShape, ...]:
    """Return the elements of a model that may be published; what only it has comes before the rest."""
    inherited = [name for base in model.__bases__ for name in getattr(base, "model_fields", ())]
    names = sorted(model.model_fields, key=lambda name: name in inherited)
    return tuple(
        _shape(name, model.model_fields[name])
        for name in names
        if name not in private_fields(model)
    )


def _shape(name: str, info: FieldInfo) -> FieldShape:
    alias, description = info.alias or name, info.description or ""
    kind = text_type = within = many = None
    for part in _alternatives(info.annotation):
        if get_origin(part) is tuple:
            inner = _plain(get_args(part)[0])
            if issubclass(inner, Element):
                many = inner
            else:
                kind = Kind.TEXTS
        elif get_origin(part) is dict:
            kind = Kind.NAMED
        elif issubclass(part, Element):
            within = part
        else:
            kind = _KINDS.get(part, Kind.TEXT)
            text_type = part if kind is Kind.TEXT else None
    return FieldShape(name, alias, description, kind, text_type, within, many)


_KINDS = {
    int: Kind.INTEGER,
    bool: Kind.BOOLEAN,
    YesNo: Kind.BOOLEAN,
    datetime.date: Kind.DATE,
}


def _alternatives(annotation: Any) -> list[Any]:
    """The types that a value may have, but for none at all."""
    plain = _plain(annotation)
    if get_origin(plain) in (Union, types.UnionType):
        return [part for one in get_args(plain) for part in _alternatives(one)]
    return [] if plain is type(None) else [plain]


def _plain(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation
