"""What an upper register handed down, to whom, and whether it is in force on the day.

The same as `model.delegation.Delegation.state_on`, over the tables of any number of registers.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from quanze.align.checks.base import bare, catalogue, written
from quanze.align.engine import Engine, named, table
from quanze.model.delegation import DelegationMode, Stage

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEAVING: Final = tuple(str(mode) for mode in DelegationMode if not mode.leaves_power)
"""Ways in which the power itself goes: the giver has it no more."""
LISTED: Final = (*LEAVING, str(DelegationMode.ENTRUSTED))
"""Ways after which the receiver's list has to show the item (吉发〔2020〕7号第十一条)."""

DIVISIONS: Final = {"side": "string", "division": "string"}
"""The division of each register, twelve digits."""


def handed_down(engine: Engine, pairs: ir.Table, today: datetime.date) -> ir.Table:
    """Work out each item as each receiver took it over, where it holds it on the day.

    `lower` is null where the receiver's register is not among those compared.
    """
    taken = engine.keep("k_taken", _taken())
    held = engine.keep("k_held", _held(taken, today))
    return engine.keep("k_handed", _placed(held, pairs))


def _taken() -> ir.Table:
    """Each item with each receiver: those that it names, else all of its batch."""
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
        until=joined.term_until.coalesce(joined.batch_term_until),
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
    import ibis

    return known.select(columns).union(
        everyone.mutate(taken_code=ibis.null("string")).select(columns)
    )


def _held(taken: ir.Table, today: datetime.date) -> ir.Table:
    """Those that were handed over, were not withdrawn, and whose term has not ended."""
    import ibis

    day = ibis.literal(today)
    over = _last(taken, Stage.HANDOVER, "handed")
    back = _last(taken, Stage.WITHDRAWAL, "back")
    longer = _last(taken, Stage.EXTENSION, "extended")
    key = ["side", "record", "position", "receiver"]
    held = taken.join(over, key).left_join(back, key).drop(*(f"{name}_right" for name in key))
    held = held.left_join(longer, key).drop(*(f"{name}_right" for name in key))
    held = held.left_join(_agreed(taken), key).drop(*(f"{name}_right" for name in key))
    end = held.extended_until.coalesce(held.agreed_until, held.until)
    return held.filter(
        held.handed <= day,
        held.back.isnull() | (held.back > day),
        end.isnull() | (end >= day),
    ).select(*taken.columns, "handed")


def _last(taken: ir.Table, stage: Stage, name: str) -> ir.Table:
    """The last event of a kind that concerns an item and a receiver, and the day it extends to."""
    events = table("delegation_events")
    own = events.filter(events.stage == str(stage), events.date.notnull()).select(
        event_side="side", event_record="record", happened="date", receivers="receivers",
        items="items", event_until="until",
    )  # fmt: skip
    joined = taken.join(own, [taken.side == own.event_side, taken.record == own.event_record])
    concerned = joined.filter(
        _holds(joined.items, joined.written) & _holds(joined.receivers, joined.receiver)
    )
    key = ["side", "record", "position", "receiver"]
    return concerned.group_by(key).aggregate(
        **{name: concerned.happened.max()},
        **{f"{name}_until": concerned.event_until.argmax(concerned.happened)},
    )


def _holds(listed: ir.ArrayValue, value: ir.StringValue) -> ir.BooleanValue:
    """Whether a list names a value; one that is not written names all."""
    return listed.isnull() | (listed.length() == 0) | listed.contains(value)


def _agreed(taken: ir.Table) -> ir.Table:
    agreements = table("delegation_agreements")
    own = agreements.filter(agreements.term_until.notnull()).select(
        agreement_side="side", agreement_record="record", agreed_with="receiver", items="items",
        term_until="term_until",
    )  # fmt: skip
    joined = taken.join(
        own,
        [
            taken.side == own.agreement_side,
            taken.record == own.agreement_record,
            taken.receiver == own.agreed_with,
        ],
    )
    concerned = joined.filter(_holds(joined.items, joined.written))
    key = ["side", "record", "position", "receiver"]
    return concerned.group_by(key).aggregate(agreed_until=concerned.term_until.max())


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
