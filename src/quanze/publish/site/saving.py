"""压缩率: how much of the statutory limit a promised limit saves."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from quanze.model.period import Period, same_unit


def saving(statutory: Period | None, promised: Period | None) -> str | None:
    """Say how much shorter the promise is, in per cent; None where the two cannot be compared."""
    if statutory is None or promised is None or not statutory.amount:
        return None
    if not same_unit(statutory, promised) or promised.amount is None:
        return None
    saved = statutory.amount - promised.amount
    if saved <= 0:
        return "与法定时限相同" if saved == 0 else None
    share = (Decimal(saved * 100) / statutory.amount).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"比法定时限缩短 {f'{share}'.removesuffix('.0')}%"
