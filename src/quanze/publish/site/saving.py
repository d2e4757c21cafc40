"""压缩率: how much of the statutory limit a promised limit saves."""

from __future__ import annotations

from quanze.model.compression import difference, per_cent
from quanze.model.period import Period


def saving(statutory: Period | None, promised: Period | None) -> str | None:
    """Say how much shorter the promise is, in per cent; None where the two cannot be compared."""
    if statutory is None or promised is None:
        return None
    less = difference(statutory, promised)
    if less is None or less < 0:
        return None
    if less == 0:
        return "与法定时限相同"
    share = per_cent(less, statutory.amount or less)
    return f"比法定时限缩短 {f'{share}'.removesuffix('.0')}%"
