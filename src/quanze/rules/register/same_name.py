"""When two powers of one name are one power: B4, B6 and B9 go by it."""

from __future__ import annotations

from collections.abc import Iterable

from quanze.model.power import Power
from quanze.model.register import group
from quanze.model.word_table import plain
from quanze.rules.tables import is_filler


def same_powers(powers: Iterable[Power]) -> tuple[tuple[Power, ...], ...]:
    """The powers in groups of one name, type and level; without those that have no real name."""
    named = (power for power in powers if not is_filler(power.name))
    return tuple(group((_key(power), power) for power in named).values())


def _key(power: Power) -> tuple[str, ...]:
    """The same name at another level is another power."""
    kinds = power.level.kinds if power.level else ()
    level = "、".join(kinds) or plain(power.level or "")
    return plain(power.name), power.type.name or plain(power.type), level
