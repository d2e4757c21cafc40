"""The steps of a receiver's flow in which it is decided, or a decision is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quanze.align.checks.base import plain
from quanze.align.checks.handed import DIVISIONS
from quanze.align.engine import named, table

if TYPE_CHECKING:
    import ibis.expr.types as ir

DECIDING: Final = ("决定", "审批", "批准", "审定", "核准")
"""Stages in which it is decided."""
SUPERIOR: Final = "上级"
"""How a flow names a superior without saying which."""
_PROVINCE: Final = "省级|省厅|省局"
_WAITING: Final = "(报|经|待|等|由|送|提请).*(审批|批准|审定|核准|批复|同意)"
_ONLY_TOLD: Final = "备案|抄送|告知|通知|不再|不需|无需|不用|不必"


def deciding_steps(held: ir.Table) -> ir.Table:
    """The steps of the flows of what was taken over in which it is decided, with who decides.

    Or in which a decision is waited for: then the name of the step tells whose.
    """
    import ibis

    flows, steps = table("flows"), table("flow_steps")
    own = flows.select(
        lower="side", own_department="department", flow_position="position", flow_name="name",
        items="items",
    )  # fmt: skip
    used = held.join(own, ["lower", "own_department"]).filter(
        lambda t: (
            (t.flow == t.flow_name)
            | (t.flow.isnull() & t["items"].contains(t.own_written).fill_null(False))
        )
    )
    by_name = plain(steps.name).re_search("|".join(DECIDING))
    decides = steps.stage.isin(DECIDING) | (steps.stage.isnull() & by_name)
    waits = steps.name.re_search(_WAITING) & ~steps.name.re_search(_ONLY_TOLD)

    def of(which: ir.BooleanValue, who: ir.StringValue, *, waiting: bool) -> ir.Table:
        return steps.filter(which).select(
            lower="side", own_department="department", flow_position="entry_position",
            step=steps.name, who=who, waits=ibis.literal(waiting),
        )  # fmt: skip

    role = steps.role.coalesce("").concat(" ", steps.post.coalesce(""))
    own_steps = of(decides, role, waiting=False).union(of(waits, steps.name, waiting=True))
    found_in = used.join(own_steps, ["lower", "own_department", "flow_position"])
    divisions = named("divisions", DIVISIONS).select("side", division="division")
    placed = found_in.left_join(divisions, ["side"])
    province = placed.division.endswith("0000000000").fill_null(False)
    return placed.mutate(
        superior=placed.who.contains(SUPERIOR) | (province & placed.who.re_search(_PROVINCE))
    ).select(*found_in.columns, "superior")
