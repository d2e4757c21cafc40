"""What is read of the open data: the tables that comparing needs, and of each the columns.

A register in YAML is written as these tables first, so that whatever is compared, the same
expressions run on it (docs/dev/decisions/0028).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from quanze.model.duty import Duty
from quanze.model.element import Element
from quanze.model.flow import Flow
from quanze.model.power import Power
from quanze.publish.open_data.fields import Kind
from quanze.publish.open_data.lists import POWERS
from quanze.publish.open_data.table import Table
from quanze.publish.open_data.tables import TABLES

SIDE: Final = "side"
"""The column that tells whose row it is: a source that was named, and a division within it."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "departments": ("department", "name", "short_name", "former_names"),
    "items": (
        "department", "position", "code", "name", "type", "type_standard", "catalogue_code",
        "authority", "body", "flow", "statutory_limit", "promised_limit",
    ),
    "sub_items": ("department", "entry_position", "name", "code", "catalogue_code"),
    "bases": (
        "department", "list_name", "entry_position", "sub_item", "handling_item", "element",
        "law", "articles",
    ),
    "discretion": (
        "department", "entry_position", "sub_item", "handling_item", "step", "condition", "standard",
    ),
    "duties": ("department", "position", "item"),
    "flows": ("department", "position", "name", "items"),
    "flow_steps": ("department", "entry_position", "position", "name", "role", "stage", "post"),
    "delegations": ("position", "number", "mode", "targeted", "giver", "term_until"),
    "delegation_receivers": ("record", "name", "region", "receiver_division"),
    "delegated_items": (
        "record", "position", "code", "name", "catalogue_code", "sub_item", "mode", "giver",
        "scope", "kept_stages", "term_since", "term_until",
    ),
    "delegation_takings": ("record", "parent_position", "receiver", "code"),
    "delegation_agreements": ("record", "position", "receiver", "items", "term_since", "term_until"),
    "delegation_events": ("record", "position", "stage", "date", "receivers", "items", "until"),
    "adjustment_changes": (
        "record", "position", "kind", "list_name", "key", "name", "department", "destination",
    ),
}  # fmt: skip
"""Table -> the columns that are read."""

KEPT: Final[Mapping[type[Element], frozenset[str]]] = {
    Power: frozenset(
        (
            "编码", "名称", "类型", "基本编码", "权限划分", "行使主体", "设定依据", "裁量基准",
            "流程", "法定时限", "承诺时限", "子项", "业务办理项",
        )
    ),
    Duty: frozenset(("事项",)),
    Flow: frozenset(("名称", "适用事项", "步骤")),
}  # fmt: skip
"""What is read of the departments' lists for these tables; delegations and records are read whole."""

IBIS_TYPES: Final = {
    Kind.TEXT: "string",
    Kind.INTEGER: "int32",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.TEXTS: "array<string>",
}


@cache
def narrow_tables() -> tuple[Table, ...]:
    """Return the tables of the open data, narrowed to the columns that are read."""
    known = {table.name: table for table in TABLES}
    # Of the bases of many lists those of powers are compared: the other lists are not gone through.
    known["bases"] = replace(known["bases"], lists=(POWERS,))
    return tuple(replace(known[name], chosen=frozenset(names)) for name, names in COLUMNS.items())


@cache
def schema(name: str) -> dict[str, str]:
    """Return the columns of a table with their types, as ibis names them; the side comes first."""
    table = next(table for table in narrow_tables() if table.name == name)
    types = {column.name: IBIS_TYPES[column.kind] for column in table.columns}
    return {SIDE: "string"} | {name: types[name] for name in COLUMNS[name]}
