"""How much of a register was read: what may be said of it depends on that."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.load.loader import Loaded
from quanze.model.settings import Settings


@dataclass(frozen=True)
class Coverage:
    """What was read."""

    settings: Settings
    files: int
    items: int
    whole: bool
    """Whether everything could be read."""
    with_texts: bool
    """Whether texts of laws were at hand to compare quotations with."""

    @classmethod
    def of(cls, loaded: Loaded) -> Coverage:
        """Tell it of a register that is held as a whole."""
        register = loaded.register
        unread = register.unread or any(lists.unread for lists in register.departments)
        return cls(
            register.settings,
            loaded.files,
            len(register.powers),
            not unread,
            bool(register.law_texts),
        )
