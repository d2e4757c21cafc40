"""H1, H2: the same item, uniform at all levels in name, code, type, basis and discretion (五统一)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quanze.align.checks.base import found
from quanze.align.checks.lists import Lists
from quanze.align.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis.expr.types as ir


def counterparts(engine: Engine, lists: Lists) -> ir.Table:
    """Each item of a lower register beside the item of the same catalogue code in the upper one.

    Where the upper list has several of that code, the one of the same name, of the same type, and the
    first: agreeing with one of them is enough.
    """
    import ibis

    pairs = lists.pairs.filter(lists.pairs.nearest)
    ours, theirs = lists.items, lists.items.view()
    joined = pairs.join(ours, pairs.lower == ours.side).join(
        theirs, [pairs.upper == theirs.side, ours.catalogue == theirs.catalogue]
    )
    beside = joined.select(
        lower=pairs.lower,
        upper=pairs.upper,
        catalogue=ours.catalogue,
        **_named("our", ours),
        **_named("their", theirs),
    )
    rank = ibis.row_number().over(
        group_by=[beside.lower, beside.upper, beside.our_department, beside.our_position],
        order_by=[
            (beside.our_plain == beside.their_plain).desc(),
            (beside.our_type == beside.their_type).desc(),
            beside.their_department,
            beside.their_position,
        ],
    )
    ranked = beside.mutate(rank=rank)
    return engine.keep("k_beside", ranked.filter(ranked["rank"] == 0).drop("rank"))


def _named(prefix: str, items: ir.Table) -> dict[str, Any]:
    columns = ("department", "position", "written", "name", "plain", "type")
    return {f"{prefix}_{name}": items[name] for name in columns}


def uniform(lists: Lists, beside: ir.Table) -> Iterator[ir.Table]:
    """Find what differs, element by element."""
    yield _differing(beside, beside.our_plain != beside.their_plain, "名称", "name")
    yield _differing(beside, beside.our_type != beside.their_type, "类型", "type")
    yield _other_code(lists)
    yield _sets(lists.bases, beside, "设定依据", more_counts=True)
    yield _sets(lists.steps, beside, "裁量基准", more_counts=False)


def _differing(beside: ir.Table, unlike: Any, element: str, column: str) -> ir.Table:
    rows = beside.filter(unlike)
    return found(
        rows, "H1", element=element, ours=rows[f"our_{column}"], theirs=rows[f"their_{column}"],
        **_at(rows),
    )  # fmt: skip


def _at(rows: ir.Table) -> dict[str, Any]:
    """The place of a finding: the item of the lower register."""
    return {
        "lower": rows.lower,
        "upper": rows.upper,
        "at": rows.lower,
        "listed": "items",
        "department": rows.our_department,
        "position": rows.our_position,
        "item": rows.our_written,
        "name": rows.our_name,
    }


def _other_code(lists: Lists) -> ir.Table:
    """Items of one name and type, of which there is one in each list, whose codes know nothing of each other."""
    pairs = lists.pairs.filter(lists.pairs.nearest)
    single = _single(lists.items)
    ours, theirs = single, single.view()
    joined = pairs.join(ours, pairs.lower == ours.side).join(
        theirs,
        [
            pairs.upper == theirs.side,
            ours.plain == theirs.plain,
            ours.type == theirs.type,
            ours.catalogue != theirs.catalogue,
        ],
    )
    rows = joined.select(
        lower=pairs.lower, upper=pairs.upper, our_department=ours.department,
        our_position=ours.position, our_written=ours.written, our_name=ours.name,
        our_catalogue=ours.catalogue, their_catalogue=theirs.catalogue,
    )  # fmt: skip
    above, below = lists.listed, lists.listed.view()
    rows = rows.anti_join(above, [rows.upper == above.side, rows.our_catalogue == above.catalogue])
    rows = rows.anti_join(
        below, [rows.lower == below.side, rows.their_catalogue == below.catalogue]
    )
    return found(
        rows,
        "H1",
        element="基本编码",
        ours=rows.our_catalogue,
        theirs=rows.their_catalogue,
        **_at(rows),
    )


def _single(items: ir.Table) -> ir.Table:
    """Items whose name and type no other item of their register has."""
    counted = items.group_by(["side", "plain", "type"]).aggregate(times=items.count())
    once = counted.filter(counted.times == 1)
    return items.semi_join(once, ["side", "plain", "type"])


def _sets(parts: ir.Table, beside: ir.Table, element: str, *, more_counts: bool) -> ir.Table:
    """Find the items whose parts, as a set, differ from those of their counterparts.

    Where the upper list has none there is nothing to compare with.

    Args:
        parts: bases, or steps of discretion.
        beside: the items beside their counterparts.
        element: the name of the element.
        more_counts: whether to have more than the counterpart is a difference by itself: a lower body may
            make the steps of discretion finer.
    """
    import ibis

    lacking = _only(parts, beside, "their", "our").mutate(whose=ibis.literal("theirs"))
    extra = _only(parts, beside, "our", "their").mutate(whose=ibis.literal("ours"))
    theirs = parts.view()
    extra = extra.semi_join(
        theirs,
        [
            extra.upper == theirs.side,
            extra.their_department == theirs.department,
            extra.their_position == theirs.position,
        ],
    )
    each = lacking.union(extra)
    keys = ["lower", "upper", "our_department", "our_position", "our_written", "our_name"]
    rows = each.group_by(keys).aggregate(
        ours=each.shown.collect(where=each.whose == "ours").sort().join("；").nullif(""),
        theirs=each.shown.collect(where=each.whose == "theirs").sort().join("；").nullif(""),
    )
    if not more_counts:
        rows = rows.filter(rows.theirs.notnull())
    return found(rows, "H2", element=element, ours=rows.ours, theirs=rows.theirs, **_at(rows))


def _only(parts: ir.Table, beside: ir.Table, has: str, lacks: str) -> ir.Table:
    """Parts that an item has and its counterpart has not."""
    sides = {"our": "lower", "their": "upper"}
    one, other = parts, parts.view()
    joined = beside.join(
        one,
        [
            beside[sides[has]] == one.side,
            beside[f"{has}_department"] == one.department,
            beside[f"{has}_position"] == one.position,
        ],
    ).select(
        "lower", "upper", "our_department", "our_position", "our_written", "our_name",
        "their_department", "their_position", key=one.key, shown=one.shown,
    )  # fmt: skip
    return joined.anti_join(
        other,
        [
            joined[sides[lacks]] == other.side,
            joined[f"{lacks}_department"] == other.department,
            joined[f"{lacks}_position"] == other.position,
            joined.key == other.key,
        ],
    )
