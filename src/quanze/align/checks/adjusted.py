"""H3, H4: what the upper register's records of adjustment cancelled or handed down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quanze.align.checks.base import bare, catalogue, found, plain, written
from quanze.align.checks.lists import POWERS, Lists
from quanze.align.engine import Engine, table
from quanze.model.change_kind import CANCELLED, DEVOLVED

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Adjusted:
    """Changes of the upper register's records, beside the lower lists."""

    def __init__(self, engine: Engine, lists: Lists) -> None:
        import ibis

        self._lists = lists
        changes = table("adjustment_changes")
        own = changes.filter(changes.list_name == POWERS, changes.kind.isin((CANCELLED, DEVOLVED)))
        self._changes = engine.keep(
            "k_changes",
            own.select(
                "side", "record", "position", "kind", "key", "name", "destination",
                code=bare(own.key), catalogue=catalogue(ibis.null("string"), own.key),
            ),
        )  # fmt: skip
        listed = lists.listed.select("side", "catalogue").distinct()
        # What stands in the list again was not cancelled for good.
        self._gone = self._changes.anti_join(listed, ["side", "catalogue"]).anti_join(
            lists.listed.select("side", "code").distinct(), ["side", "code"]
        )

    def findings(self, handed: ir.Table) -> Iterator[ir.Table]:
        """Find what is still listed below, and what nobody below lists."""
        yield self._still_listed()
        yield self._not_taken(handed)

    def unknown(self) -> ir.Table:
        """Changes whose codes hold no catalogue code: what they mean below, no one can tell."""
        return self._gone.filter(self._gone.catalogue.isnull())

    def _still_listed(self) -> ir.Table:
        gone = self._gone.filter(self._gone.kind == CANCELLED)
        below = self._lists.pairs.select("lower", side="upper")
        items = self._lists.items.select(
            lower="side", own_department="department", own_position="position", own_name="name",
            own_written="written", catalogue="catalogue",
        )  # fmt: skip
        rows = gone.join(below, ["side"]).join(items, ["lower", "catalogue"])
        return found(
            rows, "H4", lower=rows.lower, upper=rows.side, at=rows.lower, listed="items",
            department=rows.own_department, position=rows.own_position, item=rows.own_written,
            name=rows.own_name, element="事项", ours=rows.name, theirs=rows.record,
        )  # fmt: skip

    def _not_taken(self, handed: ir.Table) -> ir.Table:
        """What a record hands down to a department by its exact name, and no batch tells more of."""
        gone = self._gone.filter(
            self._gone.kind == DEVOLVED,
            self._gone.catalogue.notnull(),
            written(self._gone.destination),
        ).anti_join(handed.select("side", "code").distinct(), ["side", "code"])
        bodies = table("departments")
        below = self._lists.pairs.select("lower", side="upper")
        owning = below.join(bodies.select(lower="side", body="name").distinct(), ["lower"])
        named = gone.join(owning, ["side"]).filter(
            lambda t: plain(t.destination).contains(plain(t.body))
        )
        rows = named.anti_join(
            self._lists.listed.select(lower="side", catalogue="catalogue").distinct(),
            ["lower", "catalogue"],
        )
        return found(
            rows, "H3", lower=rows.lower, upper=rows.side, at=rows.side, listed="adjustment_changes",
            department=rows.record, position=rows.position, item=rows.key, name=rows.name,
            element="调整记录", ours=rows.body, theirs=rows.kind,
        )  # fmt: skip
