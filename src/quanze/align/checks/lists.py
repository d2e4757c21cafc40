"""The lists in the form in which they are compared, worked out once for all checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quanze.align.checks.base import bare, catalogue, plain
from quanze.align.engine import Engine, table

if TYPE_CHECKING:
    import ibis.expr.types as ir

POWERS: Final = "事项"
SET_BY: Final = "设定依据"
"""The element that says what a power rests on."""

CITED: Final = {"law": "string", "articles": "string", "key": "string", "shown": "string"}
"""How a citation is written -> the one spelling that it is compared by, and the one that is shown."""
PAIRS: Final = {"lower": "string", "upper": "string", "nearest": "boolean"}
"""Registers of different levels, and whether there is none between them."""


@dataclass(frozen=True)
class Lists:
    """Tables that the checks are built upon."""

    pairs: ir.Table
    items: ir.Table
    listed: ir.Table
    """Every code that a register lists: of items, of sub-items and handling items."""
    bases: ir.Table
    steps: ir.Table


def citations() -> ir.Table:
    """Every citation of the powers as it is written, each once: few, however many items there are."""
    return _set_by().select("law", "articles").distinct()


def _set_by() -> ir.Table:
    bases = table("bases")
    return bases.filter(
        bases.list_name == POWERS,
        bases.element == SET_BY,
        bases.sub_item.isnull(),
        bases.handling_item.isnull(),
        bases.law.notnull(),
    )


def kept_lists(engine: Engine, pairs: ir.Table, cited: ir.Table) -> Lists:
    """Work the lists out."""
    items = engine.keep("k_items", _items())
    return Lists(
        pairs,
        items,
        engine.keep("k_listed", _listed(items)),
        engine.keep("k_bases", _bases(cited)),
        engine.keep("k_steps", _steps()),
    )


def _items() -> ir.Table:
    items = table("items")
    return items.select(
        "side",
        "department",
        "position",
        "name",
        "authority",
        "body",
        "flow",
        "statutory_limit",
        "promised_limit",
        written=items.code,
        code=bare(items.code),
        catalogue=catalogue(items.catalogue_code, items.code),
        plain=plain(items.name),
        type=items.type_standard.coalesce(items.type),
    )


def _listed(items: ir.Table) -> ir.Table:
    parts = table("sub_items")
    of_parts = parts.select(
        "side",
        code=bare(parts.code),
        catalogue=catalogue(parts.catalogue_code, parts.code),
    )
    own = items.select("side", "code", "catalogue").union(of_parts)
    return own.filter(own.code.notnull() | own.catalogue.notnull()).distinct()


def _bases(cited: ir.Table) -> ir.Table:
    bases = _set_by()
    joined = bases.left_join(
        cited,
        [
            bases.law == cited.law,
            bases.articles.coalesce("") == cited.articles.coalesce(""),
        ],
    )
    return joined.select(
        side=bases.side,
        department=bases.department,
        position=bases.entry_position,
        key=cited.key,
        shown=cited.shown,
    ).distinct()


def _steps() -> ir.Table:
    steps = table("discretion")
    own = steps.filter(steps.sub_item.isnull(), steps.handling_item.isnull())
    return own.select(
        "side",
        "department",
        position=own.entry_position,
        key=plain(
            own.step.concat("：", own.condition.coalesce(""), "：", own.standard.coalesce(""))
        ),
        shown=own.step.concat("（", own.standard.coalesce(""), "）"),
    ).distinct()
