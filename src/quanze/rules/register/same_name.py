"""When two powers of one name are one power: B4 and B6 go by it."""

from __future__ import annotations

from quanze.model.power import Power
from quanze.model.word_table import plain


def key_of(power: Power) -> tuple[str, ...]:
    """Name, type and level: the same name at another level is another power."""
    kinds = power.level.kinds if power.level else ()
    level = "、".join(kinds) or plain(power.level or "")
    return plain(power.name), power.type.name or plain(power.type), level
