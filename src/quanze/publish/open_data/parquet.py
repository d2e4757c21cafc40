"""Rows as Parquet, written by DuckDB (docs/dev/decisions/0024)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from quanze.publish.csv_cells import BOM
from quanze.publish.open_data.cells import AS_JSON, Cells, lines
from quanze.publish.open_data.columns import Column
from quanze.publish.open_data.fields import Kind
from quanze.publish.open_data.table import LICENCE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SQL_TYPES: Final = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "INTEGER",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.TEXTS: "VARCHAR[]",
    Kind.NAMED: "MAP(VARCHAR, VARCHAR)",
}
_LONGEST_ROW: Final = 1 << 28
_LINE: Final = "\n"
_CSV: Final = (
    "auto_detect = false, header = false, new_line = '\\n', delim = ',', quote = '\"', escape = '\"', "
    f"max_line_size = {_LONGEST_ROW}"
)
_ROW_GROUP: Final = 30_720
"""Rows that are read or skipped together: fifteen of DuckDB's vectors."""


def writer_version() -> str:
    """The version of the library on which the bytes depend."""
    return version("duckdb")


def parquet_bytes(
    columns: Iterable[Column], cells: Cells, licence: str, notes: Mapping[str, str]
) -> bytes:
    """Write a table as a Parquet file.

    Args:
        columns: the columns of the file, in their order.
        cells: the table's cells.
        licence: what the last column says in every row.
        notes: what the file says of itself: title, licence.
    """
    known = tuple(columns)
    with TemporaryDirectory(prefix="quanze-") as folder:
        source, target = Path(folder, "rows.csv"), Path(folder, "rows.parquet")
        # A mark of byte order that is written is taken off; without it the first text's own would be.
        source.write_bytes(f"{BOM}{lines(cells.plain, _LINE)}".encode("utf-8", "replace"))
        _convert(source, target, known, licence, notes)
        return target.read_bytes()


def _convert(
    source: Path, target: Path, columns: Sequence[Column], licence: str, notes: Mapping[str, str]
) -> None:
    chosen = ", ".join(map(_chosen, columns))
    told = ", ".join(f"{name}: {_quoted(text)}" for name, text in notes.items())
    types = ", ".join(f"{one.name}: {_quoted(_read_as(one.kind))}" for one in columns)
    _connection().execute(
        f"COPY (SELECT {chosen}, {_quoted(licence)} AS {LICENCE.name} "  # noqa: S608 - names are ours
        f"FROM read_csv(?, {_CSV}, columns = {{{types}}})) TO {_quoted(str(target))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}, KV_METADATA {{{told}}})",
        [str(source)],
    )


def _chosen(column: Column) -> str:
    if column.kind not in AS_JSON:
        return column.name
    return f"CAST(CAST({column.name} AS JSON) AS {SQL_TYPES[column.kind]}) AS {column.name}"


def _read_as(kind: Kind) -> str:
    return SQL_TYPES[Kind.TEXT if kind in AS_JSON else kind]


def _quoted(text: str) -> str:
    # SQL ends at a NUL.
    return "'" + text.replace("\0", "").replace("'", "''") + "'"


@cache
def _connection() -> DuckDBPyConnection:
    """One for the whole run: opening takes longer than a small table. It asks no network for anything."""
    import duckdb

    return duckdb.connect(
        config={
            # With more, the order in which row groups are made, and so the bytes, is left to chance.
            "threads": "1",
            "preserve_insertion_order": "true",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
