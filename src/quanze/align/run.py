"""Comparing what a person names, from the names to what was found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from quanze.align.alignment import aligned, same
from quanze.align.engine import open_engine
from quanze.align.engine_name import EngineName
from quanze.align.judged import Judged
from quanze.align.levels import Compared, pairs
from quanze.align.named import read_name
from quanze.align.opened import Tell, open_all
from quanze.align.results import Alignment
from quanze.load.source import CannotRun


@dataclass(frozen=True)
class Asked:
    """What is to be compared."""

    upper: str | None
    lower: Sequence[str]
    """Registers below it; of two publications of the same lists, both."""
    today: datetime.date
    engine: EngineName = EngineName.DUCKDB

    @property
    def same(self) -> bool:
        """Whether two publications of the same lists are compared."""
        return self.upper is None


def compare(asked: Asked, tell: Tell) -> tuple[Alignment, Judged]:
    """Compare registers.

    Args:
        asked: what is compared.
        tell: called with the name of each register that has been read.

    Raises:
        CannotRun: one of them cannot be read, or none is above another.
    """
    named = [(read_name(text), False) for text in asked.lower]
    if asked.upper is not None:
        named.insert(0, (read_name(asked.upper), True))
    with TemporaryDirectory(prefix="quanze-") as scratch:
        opened = open_all(named, Path(scratch), tell)
        _checked(opened.registers, same_body=asked.same)
        engine = open_engine(asked.engine)
        try:
            if asked.same:
                alignment = same(engine, opened.data, opened.registers, opened.folders)
            else:
                alignment = aligned(
                    engine, opened.data, opened.registers, opened.folders, asked.today
                )
        finally:
            engine.close()
        return alignment, Judged(alignment, opened.sources, asked.today)


def _checked(registers: Sequence[Compared], *, same_body: bool) -> None:
    if same_body:
        if len(registers) != 2:
            raise CannotRun("--same 只比两处：写两个清单库，或者只有一个地区的数据。")
        return
    seen: dict[str, Compared] = {}
    for one in registers:
        if one.reach and (other := seen.setdefault(one.reach, one)) is not one:
            raise CannotRun(
                f"{other.label} 和 {one.label} 的行政区划代码都是 {one.division}：同一个地区的两份清单用 --same 比较。"
            )
    if not pairs(registers):
        told = "、".join(f"{one.label}（{one.division}）" for one in registers)
        raise CannotRun(
            f"按行政区划代码，没有一个是另一个的下级：{told}。请核对 quanze.yaml 的“行政区划代码”。"
        )
