"""What is kept of a department's lists when the lists themselves are let go.

Most rules look at one department at a time. Those that compare departments with each other, or with the lists
of the register as a whole, need little of each: codes, names, types, bodies, limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from sys import intern
from types import new_class
from typing import Any, Final, NamedTuple, cast

from pydantic import TypeAdapter

from quanze.load.layout import LIST_KINDS
from quanze.model.boundary import BoundaryMatter
from quanze.model.department import Department
from quanze.model.duty import OversightMeasure, PublicService
from quanze.model.element import Element, Origin
from quanze.model.power import HandlingItem, Power, PowerElements, SubItem
from quanze.model.register import DepartmentLists
from quanze.model.release import Release

_PARTS: Final[Mapping[str, type[PowerElements]]] = {"子项": SubItem, "业务办理项": HandlingItem}
_OF_POWERS: Final = frozenset(
    (
        "编码", "名称", "类型", "基本编码", "地方编码", "前身", "常用程度", "行使层级", "行使主体",
        "主体性质", "权力来源", "委托机关", "授权依据", "共同实施部门", "并联办理", "法定时限",
        "承诺时限", "来源", *_PARTS,
    )
)  # fmt: skip
_OWN: Final = frozenset(("编码", "名称", "来源"))
"""Keys whose values hardly come again."""
OUTLINED: Final[Mapping[type[Element], frozenset[str] | None]] = {
    Power: _OF_POWERS,
    PublicService: None,
    OversightMeasure: None,
    BoundaryMatter: None,
    Release: None,
}
"""The entries that are kept, and which of their keys; None: all of them."""

_MODELS: Final = {
    entry.attribute: entry.model for kind in LIST_KINDS.values() for entry in kind.entries
}


class Entry(NamedTuple):
    """An entry of a list, as far as it is kept: where it stands, and its data."""

    attribute: str
    origin: Origin
    data: Any


class LightPowers:
    """Makes powers that hold nothing but what is written, and what they share once.

    The class tells what is not written. In full they would take three times the memory, and twice as long
    to make.
    """

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], Any] = {}
        self._written: dict[tuple[str, ...], set[str]] = {}

    def made(self, model: type[PowerElements], data: Mapping[str, Any]) -> PowerElements:
        """Make a power, or a part of one, of data that a power was made of before."""
        names = _names(model)
        held = {names[key]: self._value(model, key, value) for key, value in data.items()}
        written = self._written.setdefault(tuple(held), set(held))
        light = _light(model)
        made = light.__new__(light)
        object.__setattr__(made, "__dict__", held)
        object.__setattr__(made, "__pydantic_fields_set__", written)
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    def _value(self, model: type[PowerElements], key: str, value: Any) -> Any:
        if key in _PARTS:
            return tuple(self.made(_PARTS[key], part) for part in value)
        if key in _OWN or not isinstance(value, str):
            return _reader(model, key).validate_python(value)
        known = self._values.get((key, value))
        if known is None:
            known = self._values[key, value] = _reader(model, key).validate_python(value)
        return known


@cache
def _names(model: type[PowerElements]) -> Mapping[str, str]:
    return {str(field.alias): name for name, field in model.model_fields.items()}


@cache
def _reader(model: type[PowerElements], key: str) -> TypeAdapter[Any]:
    return TypeAdapter(model.model_fields[_names(model)[key]].rebuild_annotation())


class _Light:
    """Holds the place of an element without a dictionary around it."""

    __slots__ = ()
    __pydantic_private__: Any

    @property
    def _origin(self) -> Origin | None:
        origin: Origin | None = self.__pydantic_private__
        return origin

    def written_at(self, origin: Origin) -> None:
        object.__setattr__(self, "__pydantic_private__", origin)


@cache
def _light(model: type[PowerElements]) -> type[PowerElements]:
    made = new_class(model.__name__, (_Light, model))
    for name, field in model.model_fields.items():
        if not field.is_required():
            setattr(made, name, field.get_default())
    return cast("type[PowerElements]", made)


@dataclass(frozen=True)
class Outline:
    """A department's lists in outline, as plain data: small to hold, to send and to store."""

    slug: str
    heads: Mapping[str, tuple[str, Origin]]
    unread: frozenset[str]
    entries: tuple[Entry, ...]

    def lists(self, department: Department | None, light: LightPowers) -> DepartmentLists:
        """Make the lists again; what is not kept is as if it were not written.

        Args:
            department: whose lists they are.
            light: makes the powers; the same for all departments.
        """
        found: dict[str, list[Element]] = {}
        for entry in self.entries:
            model = _MODELS[entry.attribute]
            element = light.made(Power, entry.data) if model is Power else model.model_validate(entry.data)  # fmt: skip
            element.written_at(_once(entry.origin))
            found.setdefault(entry.attribute, []).append(element)
        entries = {name: tuple(elements) for name, elements in found.items()}
        return DepartmentLists(
            self.slug, department, self.heads, self.unread, **cast("dict[str, Any]", entries)
        )


def _once(origin: Origin) -> Origin:
    """Return a place whose words are held once for all."""
    path = (intern(step) if isinstance(step, str) else step for step in origin.path)
    return Origin(intern(origin.file), tuple(path))


def outline(lists: DepartmentLists, data: Mapping[Origin, Any]) -> Outline:
    """Keep what is to be kept of a department's lists.

    Args:
        lists: the lists.
        data: the data of which each of their entries was made, by its place.
    """
    return Outline(lists.slug, lists.heads, lists.unread, tuple(_entries(lists, data)))


def _entries(lists: DepartmentLists, data: Mapping[Origin, Any]) -> Iterator[Entry]:
    for attribute, model in _MODELS.items():
        if model in OUTLINED:
            elements: Iterable[Element] = getattr(lists, attribute)
            for element in elements:
                kept = _kept(data[element.origin], OUTLINED[model])
                yield Entry(attribute, element.origin, kept)


def _kept(data: Any, keys: frozenset[str] | None) -> Any:
    if keys is None or not isinstance(data, dict):
        return data
    kept = {key: value for key, value in data.items() if key in keys}
    for key in _PARTS:
        if key in kept:
            kept[key] = [_kept(part, keys) for part in kept[key]]
    return kept
