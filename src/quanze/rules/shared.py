"""What several rules need of one register, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from quanze.model.register import Register

T = TypeVar("T")


def shared(make: Callable[[Register], T]) -> Callable[[Register], T]:
    """Make something of a register once: it is kept with the register, and goes with it."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def once(register: Register) -> T:
        # Where a cached_property keeps its value too; a frozen dataclass refuses setattr only.
        if name not in register.__dict__:
            register.__dict__[name] = make(register)
        return cast("T", register.__dict__[name])

    return once
