"""The expressions run by Spark: for the data of a province or the country, on an engine that is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from quanze.align.engine import SIDE, Data, Row, Schema, named
from quanze.align.tables import schema
from quanze.load.source import CannotRun

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import DataFrame, SparkSession

_TYPES: Final = {
    "string": "string",
    "int32": "int",
    "int64": "bigint",
    "boolean": "boolean",
    "date": "date",
    "array<string>": "array<string>",
}
_DIALECT: Final = "pyspark"
_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # As many as start a shuffle; adaptive execution splits what is large, and spark-defaults decide otherwise.
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.memory": "3g",
    "spark.sql.maxPlanStringLength": "20000",
    # Each long plan is a warning of several lines; who reads the findings can do nothing about it.
    "spark.log.level": "ERROR",
}
"""What a session of our own is started with; one that is open already is left as it is."""


class SparkEngine:
    """The session that is open already, or one of its own on this machine."""

    def __init__(self) -> None:
        self._session = _session()
        self._views: list[str] = []

    def attach(self, table: str, data: Sequence[Data]) -> None:
        """Make a table of the open data known."""
        columns = schema(table)
        empty = ", ".join(
            f"CAST(NULL AS {_TYPES[kind]}) AS {name}" for name, kind in columns.items()
        )
        whole = self._session.sql(f"SELECT {empty} WHERE false")
        for source in data:
            if source.files(table):
                whole = whole.unionByName(self._read(table, source, columns))
        self._view(table, whole)

    def _read(self, table: str, source: Data, columns: Schema) -> DataFrame:
        from pyspark.sql import functions

        base = source.folder / "data" / "parquet" / table
        # Told what to read, Spark need not look into every file first; what older data lacks is null.
        told = {name: kind for name, kind in columns.items() if name != SIDE}
        read = self._session.read.schema(_declared({**told, "division": "string"}))
        rows = read.parquet(base.as_posix())
        side = functions.concat(functions.lit(f"{source.number}/"), rows["division"])
        return rows.select(side.alias(SIDE), *told)

    def add(self, name: str, columns: Schema, rows: Iterable[Row]) -> None:
        """Make a small table known."""
        self._view(name, self._session.createDataFrame(list(rows), _declared(columns)))

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out once."""
        # What it was made of is forgotten: plans that carry all of it outgrow the driver's memory.
        self._view(name, self._frame(expression).localCheckpoint())
        return named(name, {column: str(kind) for column, kind in expression.schema().items()})

    def rows(self, expression: ir.Table) -> list[Row]:
        """Return the rows of an expression."""
        return [tuple(row) for row in self._frame(expression).collect()]

    def _frame(self, expression: ir.Table) -> DataFrame:
        import ibis

        return self._session.sql(ibis.to_sql(expression, dialect=_DIALECT))

    def _view(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name)
        self._views.append(name)

    def close(self) -> None:
        """Forget the tables; the session is left to who comes next."""
        for name in self._views:
            self._session.catalog.dropTempView(name)


def _declared(columns: Schema) -> str:
    return ", ".join(f"{name} {_TYPES[kind]}" for name, kind in columns.items())


def _session() -> SparkSession:
    """Return the session.

    Raises:
        CannotRun: Spark or Java is not there.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise CannotRun(
            '用 Spark 要先安装：pip install "quanze[spark]"，并装好 Java 17。'
        ) from error
    if (open_already := SparkSession.getActiveSession()) is not None:
        return open_already
    builder: Any = SparkSession.builder
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session: SparkSession = builder.appName("quanze").getOrCreate()
    except (PySparkRuntimeError, OSError) as error:
        raise CannotRun(
            f"Spark 没有启动：{error}。请检查 Java 17 是否装好（JAVA_HOME）。"
        ) from error
    return session
