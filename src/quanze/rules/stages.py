"""How long each stage of a run takes, and how much went through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter


@dataclass
class Stage:
    """One stage: what went through it, so far."""

    seconds: float = 0.0
    count: int = 0
    unit: str = ""


class Stages:
    """The stages of a run, in the order in which they began first."""

    def __init__(self) -> None:
        self.known: dict[str, Stage] = {}

    @contextmanager
    def timed(self, name: str, count: int = 0, unit: str = "") -> Iterator[Stage]:
        """Add the time of what is done within to a stage; the count may be added to there as well."""
        stage = self.known.setdefault(name, Stage())
        stage.count += count
        stage.unit = unit or stage.unit
        start = perf_counter()
        try:
            yield stage
        finally:
            stage.seconds += perf_counter() - start
