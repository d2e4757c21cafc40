"""Figures of published data: how many items, by division, department and type, of any number of registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quanze.align.engine import Engine, open_engine, table
from quanze.align.engine_name import EngineName
from quanze.align.named import read_name
from quanze.align.opened import Tell, open_all

NO_TYPE = "不能归类"
"""The type of items whose type is none of the ten."""


@dataclass(frozen=True)
class Count:
    """How many items of a type a department has."""

    division: str
    register: str
    department: str
    type: str
    items: int


def count(names: Sequence[str], engine: EngineName, tell: Tell) -> tuple[Count, ...]:
    """Count the items of published data, or of registers, by division, department and type.

    Args:
        names: folders or addresses, as `quanze align` takes them.
        engine: what counts.
        tell: called with the name of each that has been read.

    Raises:
        CannotRun: one of them cannot be read.
    """
    with TemporaryDirectory(prefix="quanze-") as scratch:
        opened = open_all([(read_name(name), False) for name in names], Path(scratch), tell)
        running = open_engine(engine)
        try:
            running.attach("items", opened.data)
            registers = {one.side: one for one in opened.registers}
            return tuple(
                Count(registers[side].division, registers[side].name, department, kind, items)
                for side, department, kind, items in _counted(running)
            )
        finally:
            running.close()


def _counted(engine: Engine) -> list[tuple[Any, ...]]:
    items = table("items")
    kind = items.type_standard.coalesce(NO_TYPE)
    counted = items.group_by(["side", "department", kind.name("kind")]).aggregate(
        number=items.count()
    )
    return sorted(engine.rows(counted))
