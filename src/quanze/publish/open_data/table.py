"""What a table is: rows of elements of one kind, with the columns of their model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from quanze.model.element import Element
from quanze.publish.open_data.columns import Column, Fields, columns_of
from quanze.publish.open_data.fields import Kind
from quanze.publish.open_data.lists import TopList
from quanze.publish.open_data.parts import Part
from quanze.publish.open_data.walk import Found, Place

Values = list[Sequence[Any]]
"""The values of a table, column by column."""


def _unread(elements: Sequence[Fields]) -> list[Any]:
    return [None] * len(elements)


def _key(name: str, title: str, description: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, title, kind, description, _unread)


DIVISION: Final = _key(
    "division",
    "行政区划代码",
    "清单库的行政区划代码；没有写或看不懂的是 unknown。Parquet 按它分文件夹，CSV 里没有这一列",
)
LICENCE: Final = _key(
    "licence",
    "许可",
    "数据按什么条件使用；清单库没有注明的，写“未注明”。CSV 里没有这一列",
)
ALIKE: Final = (DIVISION, LICENCE)
"""Columns that say the same in every row: a CSV file, which people look at, leaves them out."""
_KEYS: Final = {
    column.name: column
    for column in (
        _key("department", "部门", "清单所属的部门"),
        _key("list_name", "清单", "属于哪一张清单：事项、责任事项、公共服务事项 …"),
        _key("entry_position", "对象序号", "对象在本部门这张清单里排第几", Kind.INTEGER),
        _key("key", "对象", "事项的编码；其他清单写名称，动态调整和赋权批次写编号"),
        _key("record", "记录编号", "哪一份动态调整记录、哪一批赋权"),
        _key("sub_item", "所属子项", "只属于某个子项的，写子项名称"),
        _key("handling_item", "所属业务办理项", "只属于某个业务办理项的，写它的名称"),
        _key("element", "要素", "写在哪个要素里，如 设定依据；几层的用·隔开，如 收费·依据"),
        _key("parent", "上一层", "写在要素的哪一条里：步骤的编号、环节或名称"),
        _key("parent_position", "上一层序号", "写在要素的第几条里", Kind.INTEGER),
        _key("position", "序号", "排第几，从 1 开始", Kind.INTEGER),
    )
}
"""The columns that say where a row stands, in the order of tables."""

_PLACES: Final = {"record": "key"}
"""Column -> the part of a place that it holds, where that is named differently."""


@dataclass(frozen=True)
class Table:
    """A table: rows of elements of one kind, from one or more lists."""

    name: str
    title: str
    lists: tuple[TopList, ...]
    models: tuple[type[Element], ...]
    keys: tuple[str, ...]
    chosen: frozenset[str] | None = None
    """The columns that it is narrowed to; None: every one."""

    @property
    def has_lines(self) -> bool:
        """Whether the entries of a list are its rows, which JSON Lines tell with all that is within."""
        return self.models[0] is self.lists[0].model

    def may_have_rows(self, parts: Iterable[Part]) -> bool:
        """Whether its lists have entries; what these hold within is not looked at."""
        return any(True for part in parts for one in self.lists for _ in one.entries(part))

    @cached_property
    def description(self) -> str:
        """What a row is, in the words of the models: the first sentence of each."""
        return "；".join((model.__doc__ or "").partition("。")[0].strip() for model in self.models)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every column but those that say the same in every row."""
        own = {column.name: column for model in self.models for column in columns_of(model)}
        return (
            *(_KEYS[name] for name in self._keys),
            *(column for column in own.values() if self._has(column.name)),
        )

    @property
    def _keys(self) -> list[str]:
        return [name for name in _KEYS if name in self.keys and self._has(name)]

    def _has(self, name: str) -> bool:
        return self.chosen is None or name in self.chosen

    def values(self, found: Found) -> Values:
        """Return the values of the columns, from the elements of the rows."""
        places = dict(zip(Place._fields, zip(*found.places, strict=True), strict=False))
        keys = [places.get(_PLACES.get(name, name), ()) for name in self._keys]
        # By way of their dictionaries: several times as fast as attributes of a model.
        elements = [element.__dict__ for element in found.elements]
        return [*keys, *(column.read(elements) for column in self.columns[len(keys) :])]
