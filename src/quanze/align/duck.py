"""The expressions run by DuckDB: what quanze brings along, for a prefecture or a province on one machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from quanze.align.engine import SIDE, Data, Row, Schema, named
from quanze.align.tables import schema

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TYPES: Final = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "array<string>": "VARCHAR[]",
}
_DIALECT: Final = "duckdb"


class DuckEngine:
    """A database in memory, gone at the end; it asks no network for anything."""

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect(
            config={
                "preserve_insertion_order": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )

    def attach(self, table: str, data: Sequence[Data]) -> None:
        """Make a table of the open data known."""
        columns = schema(table)
        parts = [
            self._selected(source.number, files, columns)
            for source in data
            if (files := source.files(table))
        ]
        empty = ", ".join(
            f"CAST(NULL AS {_TYPES[kind]}) AS {name}" for name, kind in columns.items()
        )
        union = " UNION ALL ".join([*parts, f"SELECT {empty} WHERE false"])
        self._connection.execute(f"CREATE VIEW {table} AS {union}")

    def _selected(self, number: int, files: Sequence[Path], columns: Schema) -> str:
        """Select the columns from the files of a source; what older data lacks is unknown."""
        listed = ", ".join(_quoted(path.as_posix()) for path in files)
        read = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = true, hive_types_autocast = false)"
        told = self._connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()  # noqa: S608
        present = {row[0] for row in told}
        chosen = [f"'{number}/' || division AS {SIDE}"]
        for name, kind in columns.items():
            if name != SIDE:
                value = name if name in present else "NULL"
                chosen.append(f"CAST({value} AS {_TYPES[kind]}) AS {name}")
        return f"SELECT {', '.join(chosen)} FROM {read}"  # noqa: S608 - names are ours

    def add(self, name: str, columns: Schema, rows: Iterable[Row]) -> None:
        """Make a small table known."""
        declared = ", ".join(f"{column} {_TYPES[kind]}" for column, kind in columns.items())
        self._connection.execute(f"CREATE TABLE {name} ({declared})")
        known = [list(row) for row in rows]
        for start in range(0, len(known), _AT_ONCE):
            self._insert(name, len(columns), known[start : start + _AT_ONCE])

    def _insert(self, name: str, width: int, rows: list[list[Any]]) -> None:
        # One statement for many rows: executemany runs each for itself.
        line = f"({', '.join('?' * width)})"
        values = [value for row in rows for value in row]
        self._connection.execute(
            f"INSERT INTO {name} VALUES {', '.join([line] * len(rows))}",  # noqa: S608
            values,
        )

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out once."""
        import ibis

        sql = ibis.to_sql(expression, dialect=_DIALECT)
        self._connection.execute(f"CREATE TABLE {name} AS {sql}")
        return named(name, {column: str(kind) for column, kind in expression.schema().items()})

    def rows(self, expression: ir.Table) -> list[Row]:
        """Return the rows of an expression."""
        import ibis

        return self._connection.execute(ibis.to_sql(expression, dialect=_DIALECT)).fetchall()

    def registers(self, files: Iterable[Path]) -> dict[str, str]:
        """Return the name of the register that each file says it is of."""
        listed = ", ".join(_quoted(path.as_posix()) for path in files)
        found = self._connection.execute(
            f"SELECT file_name, value FROM parquet_kv_metadata([{listed}]) WHERE key = 'register'"  # noqa: S608
        ).fetchall()
        return {_text(file): _text(value) for file, value in found}

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


_AT_ONCE: Final = 500


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
