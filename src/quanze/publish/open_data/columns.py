"""The columns of a table: one or more for each element of a model, named and described by the model.

A column is read from all elements at once: a large register has millions of cells, of few different values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from quanze.model.element import Element
from quanze.model.items import YesNo
from quanze.model.level import Level
from quanze.model.period import Period, Unit
from quanze.model.power_type import PowerType
from quanze.publish.open_data.fields import FieldShape, Kind, fields_of
from quanze.publish.privacy import public_remarks

Fields = Mapping[str, Any]
"""The values of an element, by the names of its fields; none where no element stands."""
Reader = Callable[[Sequence[Fields]], list[Any]]
"""Reads the values of a column, each of which can be hashed; None where there is none."""
_Values = list[Any]

_SQL_WORDS: Final = {"order": "display_order", "limit": "time_limit"}
"""Words that SQL keeps for itself, so that a column of that name would always need quotes."""

_RENAMED: Final = {
    ("Share", "department"): ("sharing_department", "分工部门"),
    ("Receiver", "division"): ("receiver_division", "承接主体行政区划代码"),
    ("NegativeEntry", "division"): ("industry", "行业"),
    ("Scope", "division"): ("industry", "行业"),
}
"""Model and field -> the names of the column, where its table has such a column already."""

_PREFIXES: Final = {"joint": "joint_handling"}
"""What the columns of 并联办理 begin with: 共同实施部门 is joint_bodies."""

_NOTHING: Final[Fields] = {}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs and for people, and how it is read."""

    name: str
    title: str
    kind: Kind
    description: str
    read: Reader


@dataclass(frozen=True, slots=True)
class _Part:
    """A further column, worked out from a value of some type."""

    name: str
    title: str
    kind: Kind
    description: str
    of: Callable[[Any], Any]


def _working_days(period: Period) -> int | None:
    return period.amount if period.unit is Unit.WORKING_DAY else None


_PARTS: Final[dict[type[Any], tuple[_Part, ...]]] = {
    Period: (
        _Part("amount", "数", Kind.INTEGER, "期限的数字；当场的、看不懂的没有", lambda p: p.amount),
        _Part(
            "unit",
            "单位",
            Kind.TEXT,
            f"{'、'.join(Unit)}；没有写明或看不懂的没有",
            lambda p: p.unit and str(p.unit),
        ),
        _Part(
            "working_days",
            "工作日",
            Kind.INTEGER,
            "工作日数；只有按工作日写的才有，不由日、月换算",
            _working_days,
        ),
    ),
    PowerType: (
        _Part(
            "standard",
            "归类",
            Kind.TEXT,
            "归入十类权力（或公共服务）的哪一类；不能归入的没有",
            lambda kind: kind.name,
        ),
    ),
    Level: (
        _Part(
            "standard",
            "归类",
            Kind.TEXTS,
            "包括哪几级；看不懂的没有",
            lambda level: tuple(map(str, level.kinds)),
        ),
    ),
}


@cache
def columns_of(model: type[Element]) -> tuple[Column, ...]:
    """Return the columns of a model; lists of elements within have tables of their own."""
    return tuple(_columns(model))


def _columns(model: type[Element]) -> Iterator[Column]:
    for field in fields_of(model):
        if field.kind is not None:
            yield from _own(model, field)
        if field.within is not None:
            for inner in columns_of(field.within):
                yield _lifted(field, inner)


def _own(model: type[Element], field: FieldShape) -> Iterator[Column]:
    plain = (_SQL_WORDS.get(field.name, field.name), field.alias)
    name, title = _RENAMED.get((model.__name__, field.name), plain)
    yield Column(name, title, field.kind or Kind.TEXT, field.description, _reader(field))
    for part in _PARTS.get(field.text_type or Element, ()):
        yield Column(
            f"{name}_{part.name}",
            f"{title}_{part.title}",
            part.kind,
            part.description,
            _part_reader(field.name, part.of),
        )


def _lifted(field: FieldShape, inner: Column) -> Column:
    """A column of an element that stands in a field, told apart by the field's name."""

    def read(elements: Sequence[Fields]) -> _Values:
        found = _values(elements, field.name)
        within = [value.__dict__ if isinstance(value, Element) else _NOTHING for value in found]
        return inner.read(within) if any(within) else [None] * len(within)

    return Column(
        f"{_PREFIXES.get(field.name, field.name)}_{inner.name}",
        f"{field.alias}_{inner.title}",
        inner.kind,
        inner.description,
        read,
    )


def _reader(field: FieldShape) -> Reader:
    name, convert = field.name, _CONVERT[field.kind or Kind.TEXT]

    def read(elements: Sequence[Fields]) -> _Values:
        found = _values(elements, name)
        if field.within is not None:
            found = [None if isinstance(value, Element) else value for value in found]
        return convert(found)

    return read


def _part_reader(name: str, of: Callable[[Any], Any]) -> Reader:
    convert = _each(of)
    return lambda elements: convert(_values(elements, name))


def _values(elements: Sequence[Fields], name: str) -> _Values:
    return [fields.get(name) for fields in elements]


def _each(of: Callable[[Any], Any]) -> Callable[[_Values], _Values]:
    """Return what converts values, each different one once; None stays None."""

    def all_of(values: _Values) -> _Values:
        known = {value: None if value is None else of(value) for value in set(values)}
        return [known[value] for value in values]

    return all_of


def clean(text: str) -> str:
    """Return a text that UTF-8 can hold: a lone surrogate, from a broken file, is a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _yes(value: Any) -> bool:
    return value is True or value == YesNo.YES


def _named(value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    kept = {name: str(text) for name, text in value.items()}
    return tuple((clean(name), clean(text)) for name, text in public_remarks(kept).items())


def _texts(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean(str(text)) for text in texts)


def _same(values: _Values) -> _Values:
    return values


_CONVERT: Final[dict[Kind, Callable[[_Values], _Values]]] = {
    # Every text of a model is a str; what UTF-8 cannot hold is replaced where a file is written.
    Kind.TEXT: _same,
    Kind.INTEGER: _same,
    Kind.BOOLEAN: _each(_yes),
    Kind.DATE: _each(lambda day: day.isoformat()),
    Kind.TEXTS: _each(_texts),
    Kind.NAMED: lambda values: [None if value is None else _named(value) for value in values],
}
