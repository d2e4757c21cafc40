"""The limits of an item as bars beside each other: what the law allows, and what is promised."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.model.compression import difference, per_cent
from quanze.model.period import Period, Unit
from quanze.publish.site.saving import saving


@dataclass(frozen=True, slots=True)
class LimitBars:
    """Both limits of an item, the promise no longer than the law allows."""

    statutory: Period
    promised: Period
    share: str
    """How long the promise is, in per cent of the statutory limit."""
    saved: str | None
    """What that saves, in words; None for 当场, of which no share can be told."""


def limit_bars(statutory: Period | None, promised: Period | None) -> LimitBars | None:
    """Return both limits, where they can be compared and the promise is no longer."""
    if statutory is None or promised is None or not statutory.amount:
        return None
    if promised.unit is Unit.IMMEDIATE:
        return LimitBars(statutory, promised, "0", None)
    said, less = saving(statutory, promised), difference(statutory, promised)
    if said is None or less is None or promised.amount is None or statutory.unit is None:
        return None
    share = f"{per_cent(promised.amount, statutory.amount)}"
    fewer = f"，少 {Period.of(less, statutory.unit)}" if less else ""
    return LimitBars(statutory, promised, share, said + fewer)
