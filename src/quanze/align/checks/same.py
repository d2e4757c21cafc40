"""H9: two publications of the lists of the same body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quanze.align.checks.base import found, plain
from quanze.align.checks.lists import Lists

if TYPE_CHECKING:
    import ibis.expr.types as ir

ELEMENTS: Final = {
    "名称": "plain",
    "类型": "type",
    "行使主体": "body",
    "法定时限": "statutory_limit",
    "承诺时限": "promised_limit",
}
"""Element -> the column by which it is compared."""


def differences(lists: Lists) -> Iterator[ir.Table]:
    """Find items that only one of two publications has, and elements in which they differ.

    Only departments that both have are compared: a department's own site has but its own items.
    """
    pairs = lists.pairs.select("lower", "upper")
    ours = pairs.join(_prefixed(lists.items, "our", "lower"), ["lower"])
    theirs = pairs.join(_prefixed(lists.items, "their", "upper"), ["upper"])
    shared = _departments(ours, theirs)
    ours, theirs = (
        ours.semi_join(shared, ["lower", "upper", ours.our_department == shared.department]),
        theirs.semi_join(shared, ["lower", "upper", theirs.their_department == shared.department]),
    )
    on = [
        "lower",
        "upper",
        ours.our_department == theirs.their_department,
        ours.our_code == theirs.their_code,
    ]
    yield _alone(ours.anti_join(theirs, on), "our", "lower")
    back = [
        "lower",
        "upper",
        theirs.their_department == ours.our_department,
        theirs.their_code == ours.our_code,
    ]
    yield _alone(theirs.anti_join(ours, back), "their", "upper")
    both = ours.join(theirs, on)
    for element, column in ELEMENTS.items():
        yield _element(both, element, column)


def _prefixed(items: ir.Table, prefix: str, side: str) -> ir.Table:
    columns = ("department", "position", "code", "written", "name", *ELEMENTS.values())
    named = {f"{prefix}_{name}": name for name in dict.fromkeys(columns)}
    return items.select(**{side: "side"}, **named)


def _departments(ours: ir.Table, theirs: ir.Table) -> ir.Table:
    own = ours.select("lower", "upper", department="our_department").distinct()
    other = theirs.select("lower", "upper", department="their_department").distinct()
    return own.semi_join(other, ["lower", "upper", "department"])


def _alone(rows: ir.Table, prefix: str, side: str) -> ir.Table:
    return found(
        rows, "H9", lower=rows.lower, upper=rows.upper, at=rows[side], listed="items",
        department=rows[f"{prefix}_department"], position=rows[f"{prefix}_position"],
        item=rows[f"{prefix}_written"], name=rows[f"{prefix}_name"], element="事项",
    )  # fmt: skip


def _element(both: ir.Table, element: str, column: str) -> ir.Table:
    shown = "name" if column == "plain" else column
    one, other = both[f"our_{column}"], both[f"their_{column}"]
    rows = both.filter(plain(one.coalesce("")) != plain(other.coalesce("")))
    return found(
        rows, "H9", lower=rows.lower, upper=rows.upper, at=rows.lower, listed="items",
        department=rows.our_department, position=rows.our_position, item=rows.our_written,
        name=rows.our_name, element=element, ours=rows[f"our_{shown}"], theirs=rows[f"their_{shown}"],
    )  # fmt: skip
