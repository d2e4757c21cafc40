"""H3, H5 to H8, H10, H11: what was handed down, as the two levels' lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quanze.align.checks.base import bare, catalogue, found, written
from quanze.align.checks.deciding import DECIDING, SUPERIOR, deciding_steps
from quanze.align.checks.handed import LISTED, HandedDown, leaving
from quanze.align.checks.lists import Lists
from quanze.align.engine import Engine, table
from quanze.model.delegation_parts import DelegationMode
from quanze.model.power_type import PowerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis.expr.types as ir

EXAMINING: Final = ("审查", "审核")
"""Stages that go with the right to examine."""
ENTRUSTED: Final = str(DelegationMode.ENTRUSTED)
NEVER_AGAIN: Final = (str(PowerKind.PERMIT), str(PowerKind.PENALTY))
"""What one to whom it was entrusted must not entrust further (许可法第二十四条第三款, 处罚法第二十条第四款)."""


class Handed:
    """What was handed down, beside the lists of those who took it over."""

    def __init__(self, engine: Engine, lists: Lists, down: HandedDown) -> None:
        self._engine = engine
        self._lists = lists
        self._handed = handed = down.held
        self._ended = down.ended
        duties = table("duties")
        self._duties = duties.select(
            "side", "department", "position", code=bare(duties.item),
            catalogue=catalogue(bare(duties.item).nullif(bare(duties.item)), duties.item),
        )  # fmt: skip
        self._here = _here(handed)
        self._knowable = _knowable(self._here)
        self._in_list = engine.keep("k_in_list", _matched(self._knowable, lists.items))
        with_duty = engine.keep("k_with_duty", _matched(self._knowable, self._duties))
        missing = self._knowable.anti_join(self._anywhere(), _KEY)
        self._missing = engine.keep("k_missing", missing)
        self._with_duty = with_duty

    def findings(self) -> Iterator[ir.Table]:
        """Find what is not as it was decided."""
        yield self._not_taken()
        yield from self._openly_given()
        yield self._duty_only()
        yield self._duty_of_upper()
        yield from self._hollow()
        yield self._without_duty()
        yield self._kept_after_end()
        yield self._entrusted_again()

    def unknown(self) -> ir.Table:
        """Items that neither side gives a code by which they could be found."""
        here = self._here
        return here.filter(here.taken_code.isnull(), here.catalogue.isnull())

    def elsewhere(self) -> ir.Table:
        """Receivers whose register is not among those compared."""
        handed = self._handed
        return handed.filter(handed.lower.isnull(), handed.mode.isin(LISTED))

    def _anywhere(self) -> ir.Table:
        """What the receiver lists in any form, be it a sub-item."""
        known, listed = (
            self._knowable,
            self._lists.listed.select(lower="side", own_code="code", own_catalogue="catalogue"),
        )
        return (
            known.join(listed, ["lower"])
            .filter(lambda t: (t.taken_code == t.own_code) | (t.catalogue == t.own_catalogue))
            .select(*_KEY)
            .distinct()
        )

    def _not_taken(self) -> ir.Table:
        rows = self._missing.anti_join(self._with_duty.select(*_KEY).distinct(), _KEY)
        return found(
            rows, "H3", element="承接", ours=rows.receiver, theirs=rows.mode,
            more=rows.handed.cast("string"), **_batch(rows),
        )  # fmt: skip

    def _openly_given(self) -> Iterator[ir.Table]:
        """Still in the giver's list, or only in its flow."""
        import ibis

        gone = self._handed.filter(leaving(self._handed))
        each = gone.group_by(["side", "record", "code"]).aggregate(
            receivers=gone.receiver.collect(distinct=True).sort().join("、"),
            name=gone.name.min(),
            partly=(
                gone.targeted.fill_null(False) | written(gone.scope) | written(gone.sub_item)
            ).any(),
        )
        items = self._lists.items.select(
            "side", "department", "position", "authority", "written", code="code", item_name="name"
        )
        still = each.join(items, ["side", "code"])
        # Given to some, or in part: the rest is the giver's, and its list has to say which.
        unsaid = ~still.partly | ~written(still.authority)
        rows = still.filter(unsaid)
        yield found(
            rows, "H5", upper=rows.side, at=rows.side, listed="items", department=rows.department,
            position=rows.position, item=rows.written, name=rows.item_name, element="事项",
            ours=rows.receivers, theirs=rows.record,
            more=ibis.ifelse(rows.partly, "部分", ibis.null("string")),
        )  # fmt: skip
        flows = table("flows")
        codes = flows.filter(flows["items"].notnull()).select(
            "side", "department", "position", flow="name", used=flows["items"].unnest()
        )
        codes = codes.mutate(code=bare(codes.used))
        absent = each.anti_join(items, ["side", "code"])
        used = absent.join(codes, ["side", "code"])
        yield found(
            used, "H5", upper=used.side, at=used.side, listed="flows", department=used.department,
            position=used.position, item=used.used, name=used.name, element="流程", ours=used.receivers,
            theirs=used.record, more=used.flow,
        )  # fmt: skip

    def _duty_only(self) -> ir.Table:
        rows = self._missing.semi_join(self._with_duty.select(*_KEY).distinct(), _KEY)
        return found(
            rows, "H6", element="承接", ours=rows.receiver, theirs=rows.mode,
            more=rows.handed.cast("string"), **_batch(rows),
        )  # fmt: skip

    def _duty_of_upper(self) -> ir.Table:
        """A duty here, for a power that only the upper list has and that was never handed down."""
        pairs = self._lists.pairs.filter(self._lists.pairs.nearest)
        duties = self._duties.filter(self._duties.catalogue.notnull())
        joined = pairs.join(duties, pairs.lower == duties.side).select(
            "lower", "upper", "department", "position", "code", "catalogue"
        )
        for column in ("code", "catalogue"):
            listed = self._lists.listed.select(lower="side", **{column: column}).distinct()
            joined = joined.anti_join(listed, ["lower", column])
        theirs = self._lists.items.select(upper="side", catalogue="catalogue", name="name")
        theirs = theirs.group_by(["upper", "catalogue"]).aggregate(name=theirs.name.min())
        rows = joined.join(theirs, ["upper", "catalogue"])
        given = self._missing.select("lower", upper="side", catalogue="catalogue").distinct()
        rows = rows.anti_join(given, ["lower", "upper", "catalogue"])
        return found(
            rows, "H6", lower=rows.lower, upper=rows.upper, at=rows.lower, listed="duties",
            department=rows.department, position=rows.position, item=rows.code, name=rows.name,
            element="责任事项", theirs=rows.catalogue,
        )  # fmt: skip

    def _hollow(self) -> Iterator[ir.Table]:
        """The giver still decides: a stage that was kept, or a step of the receiver's flow."""
        gone = self._handed.filter(leaving(self._handed))

        def kept(given: ir.Table, stages: tuple[str, ...]) -> ir.Table:
            rows = given.filter(given.kept_stages.notnull()).select(
                "side", "record", "position", "name", "written", "giver", "mode",
                stage=given.kept_stages.unnest(),
            ).distinct()  # fmt: skip
            return rows.filter(rows.stage.isin(stages))

        examined = self._handed.filter(self._handed.mode == str(DelegationMode.EXAMINATION))
        rows = kept(gone, DECIDING).union(kept(examined, EXAMINING))
        yield found(
            rows, "H7", upper=rows.side, at=rows.side, listed="delegated_items", department=rows.record,
            position=rows.position, item=rows.written, name=rows.name, element="保留环节",
            ours=rows.stage, theirs=rows.giver, more=rows.mode,
        )  # fmt: skip
        yield self._decided_above()

    def _decided_above(self) -> ir.Table:
        own = self._in_list.filter(leaving(self._in_list))
        items = self._lists.items.select(
            lower="side", own_department="department", own_position="position", flow="flow",
            own_written="written", own_name="name",
        )  # fmt: skip
        held = own.join(items, ["lower", "own_department", "own_position"])
        steps = deciding_steps(held).join(self._names(), ["side", "giver"])
        # Kept, since it is asked for several times: to plan it each time costs more than all other checks.
        told = self._not_own(self._engine.keep("k_deciding", steps))
        key = (
            "lower",
            "side",
            "own_department",
            "flow_position",
            "own_written",
            "own_name",
            "step",
        )
        told = told.filter(lambda t: t.who.contains(t.known_as) | t.superior)
        told = told.select(*key, "who", "giver", "waits").distinct()
        # A step that the giver takes itself is told once, however its name reads.
        taken = told.filter(~told.waits)
        rows = taken.union(told.filter(told.waits).anti_join(taken, key))
        return found(
            rows, "H7", lower=rows.lower, upper=rows.side, at=rows.lower, listed="flows",
            department=rows.own_department, position=rows.flow_position, item=rows.own_written,
            name=rows.own_name, element="流程", ours=rows.step, theirs=rows.giver, more=rows.who,
        )  # fmt: skip

    def _not_own(self, steps: ir.Table) -> ir.Table:
        """Steps with the givers' names that are no part of a name of the receivers: 林草局 is both."""
        import ibis

        departments = table("departments")
        whole = departments.select(lower="side", body_name="name")
        short = departments.select(lower="side", body_name="short_name")
        own = whole.union(short).distinct()
        alike = steps.join(own, ["lower"]).filter(lambda t: t.body_name.contains(t.known_as))
        both = alike.select("lower", "side", "giver", "known_as").distinct()
        key = ["lower", "side", "giver", "known_as"]
        kept = steps.anti_join(both, key)
        # A superior without a name is told whatever the giver is called.
        nameless = steps.semi_join(both, key).filter(lambda t: t.superior)
        return kept.union(nameless.mutate(known_as=ibis.literal(SUPERIOR)))

    def _names(self) -> ir.Table:
        """What the givers are called: their names, short and former ones, with at least two characters."""
        departments = table("departments")
        whole = departments.select("side", giver="name", known_as="name")
        short = departments.select("side", giver="name", known_as="short_name")
        former = departments.filter(departments.former_names.notnull()).select(
            "side", giver="name", known_as=departments.former_names.unnest()
        )
        given = self._handed.filter(self._handed.giver.notnull()).select(
            "side", giver="giver", known_as="giver"
        )
        names = whole.union(short).union(former).union(given).distinct()
        return names.filter(names.known_as.length() > 1)

    def _without_duty(self) -> ir.Table:
        own = self._in_list.filter(leaving(self._in_list))
        duties = self._duties.select(lower="side", own_code="code").distinct()
        rows = own.anti_join(duties, ["lower", "own_code"])
        return found(
            rows, "H8", lower=rows.lower, upper=rows.side, at=rows.lower, listed="items",
            department=rows.own_department, position=rows.own_position, item=rows.own_code,
            name=rows.name, element="责任事项", ours=rows.receiver, theirs=rows.record,
        )  # fmt: skip

    def _kept_after_end(self) -> ir.Table:
        """Still in the receiver's list after the grant was withdrawn or has ended, and by no other grant."""
        import ibis

        ended = _matched(_knowable(_here(self._ended)), self._lists.items)
        entry = ("lower", "own_department", "own_position")
        rows = ended.anti_join(self._in_list.select(*entry).distinct(), entry)
        items = self._lists.items.select(
            lower="side", own_department="department", own_position="position",
            own_written="written", own_name="name",
        )  # fmt: skip
        rows = rows.join(items, entry)
        return found(
            rows, "H10", lower=rows.lower, upper=rows.side, at=rows.lower, listed="items",
            department=rows.own_department, position=rows.own_position, item=rows.own_written,
            name=rows.own_name,
            element=ibis.ifelse(rows.withdrawn, ibis.literal("收回"), ibis.literal("期满")),
            ours=rows.mode, theirs=rows.record, more=rows.ended.cast("string"),
        )  # fmt: skip

    def _entrusted_again(self) -> ir.Table:
        """What a receiver holds by entrustment, entrusted further by a batch of its own register."""
        own = self._in_list.filter(self._in_list.mode == ENTRUSTED)
        held = own.select(
            "lower", "record", upper="side", code="own_code", from_whom="giver",
            own_department="own_department", own_position="own_position",
        )  # fmt: skip
        types = self._lists.items.select(
            lower="side", own_department="department", own_position="position", type="type"
        )
        held = held.join(types, ["lower", "own_department", "own_position"])
        held = held.filter(held.type.isin(NEVER_AGAIN))
        further = self._handed.filter(self._handed.mode == ENTRUSTED).select(
            "code", "written", "name", "position", "receiver", lower="side", own_record="record"
        )
        rows = further.join(held, ["lower", "code"])
        return found(
            rows, "H11", lower=rows.lower, upper=rows.upper, at=rows.lower, listed="delegated_items",
            department=rows.own_record, position=rows.position, item=rows.written, name=rows.name,
            element="再委托", ours=rows.receiver, theirs=rows.from_whom, more=rows.record,
        )  # fmt: skip


_KEY: Final = ("lower", "side", "record", "position", "receiver")


def _here(handed: ir.Table) -> ir.Table:
    """What the list of a receiver whose register is compared has to show."""
    return handed.filter(handed.lower.notnull(), handed.mode.isin(LISTED))


def _knowable(handed: ir.Table) -> ir.Table:
    """What has a code by which it can be looked for."""
    return handed.filter(handed.taken_code.notnull() | handed.catalogue.notnull())


def _matched(handed: ir.Table, lists: ir.Table) -> ir.Table:
    """Entries of the receiver's list that are the item: by the code it was given, else by catalogue code."""
    entries = lists.select(
        lower="side", own_department="department", own_position="position", own_code="code",
        own_catalogue="catalogue",
    )  # fmt: skip
    by_code = handed.join(entries, ["lower"]).filter(
        lambda t: (t.taken_code == t.own_code) | (t.catalogue == t.own_catalogue)
    )
    return by_code.select(*handed.columns, "own_department", "own_position", "own_code")


def _batch(rows: ir.Table) -> dict[str, Any]:
    """The place of a finding: the item in the batch by which it was handed down."""
    return {
        "lower": rows.lower,
        "upper": rows.side,
        "at": rows.side,
        "listed": "delegated_items",
        "department": rows.record,
        "position": rows.position,
        "item": rows.written,
        "name": rows.name,
    }
