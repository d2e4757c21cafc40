"""What all expressions share: spellings that are compared, and the form of what they yield."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ibis.expr.types as ir

FOUND: Final = {
    "code": "string",
    "lower": "string",
    "upper": "string",
    "at": "string",
    "listed": "string",
    "department": "string",
    "position": "int32",
    "item": "string",
    "name": "string",
    "element": "string",
    "ours": "string",
    "theirs": "string",
    "more": "string",
}
"""A row of what a check finds: which check, between whom, where it stands (at whose list, in which
table, which entry), about what, and what its text tells."""

# GB/T 39554.1-2020: credit code, level, catalogue code; what else has 31 characters is no such code.
_NATIONAL: Final = "^[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9]{12}$"
_BLANKS: Final = "[ \\t\\r\\n\\x{00a0}\\x{3000}]"
_WIDE: Final = "（）［］／，"
_NARROW: Final = "()[]/,"


def bare(text: ir.StringValue) -> ir.StringValue:
    """The spelling of a code that is compared: without blanks."""
    return text.re_replace(_BLANKS, "")


def plain(text: ir.StringValue) -> ir.StringValue:
    """The spelling of a name that is compared: without blanks, brackets of one width."""
    return bare(text).translate(_WIDE, _NARROW)


def catalogue(stated: ir.StringValue, code: ir.StringValue) -> ir.StringValue:
    """The catalogue code of an item: as stated, else what its code of the national form holds."""
    import ibis

    known = bare(stated).nullif("")
    form = bare(code)
    return ibis.coalesce(
        known, ibis.ifelse(form.re_search(_NATIONAL), form.right(12), ibis.null(str))
    )


def written(value: ir.StringValue) -> ir.BooleanValue:
    """Whether a text is there at all."""
    return value.notnull() & (bare(value) != "")


def found(rows: ir.Table, code: str, **values: ir.Value | str | None) -> ir.Table:
    """Bring rows into the form of what a check finds; what is not given is unknown."""
    import ibis

    given = {"code": code, **values}
    columns = {}
    for name, kind in FOUND.items():
        value = given.get(name)
        made = ibis.literal(value, type=kind) if value is None or isinstance(value, str) else value
        columns[name] = made.cast(kind)
    return rows.select(**columns)
