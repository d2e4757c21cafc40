"""What an upper register handed down, to whom, and whether it is in force on the day.

The same as `model.delegation.Delegation.state_on`, over the tables of any number of registers.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quanze.align.checks.base import bare, catalogue, written
from quanze.align.engine import Engine, named, table
from quanze.model.delegation_parts import DelegationMode, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir

LEAVING: Final = tuple(str(mode) for mode in DelegationMode if not mode.leaves_power)
"""Ways in which the power itself goes: the giver has it no more."""
LISTED: Final = (*LEAVING, str(DelegationMode.ENTRUSTED))
"""Ways after which the receiver's list has to show the item (吉发〔2020〕7号第十一条)."""

DIVISIONS: Final = {"side": "string", "division": "string"}
"""The division of each register, twelve digits."""

_SHARE: Final = ("side", "record", "position", "receiver")
"""What tells an item as one receiver takes it over."""


class HandedDown(NamedTuple):
    """Each item as each receiver took it over.

    `lower` is null where the receiver's register is not among those compared.
    """

    held: ir.Table
    """Where the receiver holds it on the day; with the day on which it was `handed`."""
    ended: ir.Table
    """Where it held it once: with the day on which that `ended`, and whether it was `withdrawn`."""


def handed_down(engine: Engine, pairs: ir.Table, today: datetime.date) -> HandedDown:
    """Work out what was handed over up to the day, and what of it is still held."""
    import ibis

    taken = engine.keep("k_taken", _taken())
    turned = engine.keep("k_turned", _placed(_turned(taken, today), pairs))
    over = ~turned.withdrawn & (turned.ended.isnull() | (turned.ended >= ibis.literal(today)))
    return HandedDown(
        engine.keep("k_handed", turned.filter(over).drop("withdrawn", "ended")),
        turned.filter(~over).drop("handed"),
    )


def _taken() -> ir.Table:
    """Each item with each receiver: those that it names, else all of its batch."""
    import ibis

    batches, items = table("delegations"), table("delegated_items")
    joined = items.join(
        batches, [items.side == batches.side, items.record == batches.number], rname="batch_{name}"
    )
    given = joined.select(
        "side", "record", "position", "name", "scope", "sub_item", "kept_stages", "targeted",
        written=joined.code,
        code=bare(joined.code),
        catalogue=catalogue(joined.catalogue_code, joined.code),
        mode=joined.mode.coalesce(joined.batch_mode),
        giver=joined.giver.coalesce(joined.batch_giver),
        until=ibis.ifelse(
            joined.term_since.notnull(), joined.term_until, joined.batch_term_until
        ),
    )  # fmt: skip
    takings, receivers = table("delegation_takings"), table("delegation_receivers")
    theirs = takings.select(
        taking_side="side", taking_record="record", taking_position="parent_position",
        receiver="receiver", taken_code=bare(takings.code),
    )  # fmt: skip
    of_batch = receivers.select(
        receiver_side="side", receiver_record="record", receiver="name", region="region",
        receiver_division="receiver_division",
    )  # fmt: skip
    same_item = [
        given.side == theirs.taking_side,
        given.record == theirs.taking_record,
        given.position == theirs.taking_position,
    ]
    said = given.join(theirs, same_item).drop("taking_side", "taking_record", "taking_position")
    known = said.left_join(
        of_batch,
        [
            said.side == of_batch.receiver_side,
            said.record == of_batch.receiver_record,
            said.receiver == of_batch.receiver,
        ],
        rname="batch_{name}",
    )
    silent = given.anti_join(theirs, same_item)
    everyone = silent.join(
        of_batch,
        [silent.side == of_batch.receiver_side, silent.record == of_batch.receiver_record],
    )
    columns = [*given.columns, "receiver", "taken_code", "region", "receiver_division"]
    return known.select(columns).union(
        everyone.mutate(taken_code=ibis.null("string")).select(columns)
    )


def _turned(taken: ir.Table, today: datetime.date) -> ir.Table:
    """Those that were handed over or taken back, by the last of the two, with the end of their term."""
    import ibis

    turns = _last(taken, (Stage.HANDOVER, Stage.WITHDRAWAL), today)
    last = turns.select(*_SHARE, "stage", handed="happened")
    longer = _last(taken, (Stage.EXTENSION,), today).select(*_SHARE, "extended_until")
    turned = taken.join(last, _SHARE)
    for more in (longer, _agreed(taken)):
        turned = turned.left_join(more, _SHARE).drop(*(f"{name}_right" for name in _SHARE))
    agreed = ibis.ifelse(turned.has_agreed_term.fill_null(False), turned.agreed_until, turned.until)
    withdrawn = turned.stage == str(Stage.WITHDRAWAL)
    end = ibis.ifelse(withdrawn, turned.handed, turned.extended_until.coalesce(agreed))
    return turned.select(*taken.columns, "handed", withdrawn=withdrawn, ended=end)


def _last(taken: ir.Table, stages: Sequence[Stage], today: datetime.date) -> ir.Table:
    """The last event of some kinds up to the day for each item and receiver; of one day, that written later."""
    import ibis

    events = table("delegation_events")
    own = events.filter(
        events.stage.isin(tuple(map(str, stages))), events.date <= ibis.literal(today)
    ).select(
        "stage", event_side="side", event_record="record", event_position="position",
        happened="date", receivers="receivers", items="items", extended_until="until",
    )  # fmt: skip
    joined = taken.join(own, [taken.side == own.event_side, taken.record == own.event_record])
    concerned = joined.filter(
        _holds(joined.items, joined.written) & _holds(joined.receivers, joined.receiver)
    )
    return _first(concerned, concerned.happened.desc(), concerned.event_position.desc())


def _first(rows: ir.Table, *order: Any) -> ir.Table:
    """The first row for each item and receiver."""
    import ibis

    ranked = rows.mutate(rank=ibis.row_number().over(group_by=list(_SHARE), order_by=order))
    return ranked.filter(ranked["rank"] == 0).drop("rank")


def _holds(listed: ir.ArrayValue, value: ir.StringValue) -> ir.BooleanValue:
    """Whether a list names a value; one that is not written names all."""
    return listed.isnull() | (listed.length() == 0) | listed.contains(value)


def _agreed(taken: ir.Table) -> ir.Table:
    """The term of the agreement that covers an item with a receiver; of several, of the first."""
    agreements = table("delegation_agreements")
    own = agreements.select(
        agreement_side="side", agreement_record="record", agreement_position="position",
        agreed_with="receiver", items="items", agreed_since="term_since", agreed_until="term_until",
    )  # fmt: skip
    joined = taken.join(
        own,
        [
            taken.side == own.agreement_side,
            taken.record == own.agreement_record,
            taken.receiver == own.agreed_with,
        ],
    )
    covering = joined.filter(_holds(joined.items, joined.written))
    first = _first(covering, covering.agreement_position)
    return first.select(*_SHARE, "agreed_until", has_agreed_term=first.agreed_since.notnull())


def _placed(held: ir.Table, pairs: ir.Table) -> ir.Table:
    """Find the receivers' registers: by the division, else by a department's exact name."""
    divisions = named("divisions", DIVISIONS)
    departments = table("departments")
    bodies = departments.select("side", body="name").distinct()
    below = pairs.select("lower", "upper")
    named_by = below.join(divisions, below.lower == divisions.side).select(
        "lower", "upper", "division"
    )
    owning = below.join(bodies, below.lower == bodies.side).select("lower", "upper", "body")
    single = owning.group_by(["upper", "body"]).aggregate(
        by_name=owning.lower.max(), times=owning.lower.nunique()
    )
    single = single.filter(single.times == 1)
    code = bare(held.receiver_division)
    known = held.mutate(place=(code.length() == 6).ifelse(code.concat("000000"), code))
    by_code = known.left_join(
        named_by, [known.side == named_by.upper, known.place == named_by.division]
    ).select(*known.columns, by_code="lower")
    both = by_code.left_join(
        single, [by_code.side == single.upper, by_code.receiver == single.body]
    )
    stated = written(both.receiver_division)
    return both.select(*held.columns, lower=stated.ifelse(both.by_code, both.by_name))


def leaving(handed: ir.Table) -> Any:
    """Whether the power itself went."""
    return handed.mode.isin(LEAVING)
