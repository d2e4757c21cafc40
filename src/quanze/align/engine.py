"""What runs the expressions: DuckDB on this machine, or Spark where the data outgrows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from quanze.align.engine_name import EngineName
from quanze.align.tables import SIDE, schema
from quanze.load.source import CannotRun

if TYPE_CHECKING:
    import ibis.expr.types as ir

Row = tuple[Any, ...]
Schema = Mapping[str, str]
"""Column -> its type, as ibis names it."""


class Data(NamedTuple):
    """Published data: the folder that has data/parquet in it, and what its rows are called."""

    number: int
    folder: Path

    def files(self, table: str) -> Sequence[Path]:
        """Return the files of a table."""
        return sorted((self.folder / "data" / "parquet" / table).glob("division=*/*.parquet"))


class Engine(Protocol):
    """Runs expressions of ibis over tables that it knows by name."""

    def attach(self, table: str, data: Sequence[Data]) -> None:
        """Make a table of the open data known: the rows of all sources, each with its side."""

    def add(self, name: str, columns: Schema, rows: Iterable[Row]) -> None:
        """Make a small table known, from rows that are at hand."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out once; return it as a table to build others upon."""

    def rows(self, expression: ir.Table) -> list[Row]:
        """Return the rows of an expression."""

    def close(self) -> None:
        """Let go of what is held."""


def open_engine(name: EngineName) -> Engine:
    """Open an engine.

    Raises:
        CannotRun: it is not installed.
    """
    try:
        import ibis  # noqa: F401 - it is loaded where expressions are built; here is told that it lacks
    except ImportError as error:  # pragma: no cover - a dependency of quanze
        raise CannotRun("没有安装 ibis-framework，请重新安装 quanze。") from error
    if name is EngineName.SPARK:
        from quanze.align.spark import SparkEngine

        return SparkEngine()
    from quanze.align.duck import DuckEngine

    return DuckEngine()


def table(name: str) -> ir.Table:
    """Return a table of the open data, to build expressions upon."""
    return named(name, schema(name))


def named(name: str, columns: Schema) -> ir.Table:
    """Return a table that an engine knows by name."""
    import ibis

    return ibis.table(dict(columns), name=name)


def side_of(number: int, division: str) -> str:
    """Return what tells the rows of a source and a division from all others."""
    return f"{number}/{division}"


__all__ = [
    "SIDE",
    "Data",
    "Engine",
    "EngineName",
    "Row",
    "Schema",
    "named",
    "open_engine",
    "side_of",
    "table",
]
