"""What is kept of a department's lists when the lists themselves are let go.

Most rules look at one department at a time. Those that compare departments with each other, or with the lists
of the register as a whole, need little of each: codes, names, types, bodies, limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from quanze.load.layout import LIST_KINDS
from quanze.model.boundary import BoundaryMatter
from quanze.model.department import Department
from quanze.model.duty import OversightMeasure, PublicService
from quanze.model.element import Element, Origin
from quanze.model.power import Power
from quanze.model.register import DepartmentLists
from quanze.model.release import Release

_PARTS: Final = ("子项", "业务办理项")
_OF_POWERS: Final = frozenset(
    (
        "编码", "名称", "类型", "基本编码", "地方编码", "前身", "常用程度", "行使层级", "行使主体",
        "主体性质", "权力来源", "委托机关", "授权依据", "共同实施部门", "并联办理", "法定时限",
        "承诺时限", "来源", *_PARTS,
    )
)  # fmt: skip
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


@dataclass(frozen=True)
class Outline:
    """A department's lists in outline, as plain data: small to hold, to send and to store."""

    slug: str
    heads: Mapping[str, tuple[str, Origin]]
    unread: frozenset[str]
    entries: tuple[Entry, ...]

    def lists(self, department: Department | None) -> DepartmentLists:
        """Make the lists again; what is not kept is as if it were not written."""
        found: dict[str, list[Element]] = {}
        for entry in self.entries:
            element = _MODELS[entry.attribute].model_validate(entry.data)
            element.written_at(entry.origin)
            found.setdefault(entry.attribute, []).append(element)
        entries = {name: tuple(elements) for name, elements in found.items()}
        return DepartmentLists(
            self.slug, department, self.heads, self.unread, **cast("dict[str, Any]", entries)
        )


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
