"""The dictionary of the open data: every table and column, in the words of the models."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final

from quanze.publish.csv_cells import BOM, csv_text_cell
from quanze.publish.open_data.columns import Column
from quanze.publish.open_data.lists import LISTS
from quanze.publish.open_data.parquet import SQL_TYPES
from quanze.publish.open_data.paths import csv_path, json_path, parquet_path
from quanze.publish.open_data.table import ALIKE, DIVISION, LICENCE, Table
from quanze.publish.open_data.tables import TABLES
from quanze.publish.open_data.terms import Terms

FORMAT: Final = "quanze-open-data/1"
_HEAD: Final = ("表", "表名", "列", "列名", "类型", "Parquet 类型", "说明")


def dictionary_json(terms: Terms) -> bytes:
    """Return the dictionary for programs, with the licence and where each table stands."""
    told = {
        "format": FORMAT,
        **terms._asdict(),
        "tables": [_table(table, terms) for table in TABLES],
        "lists": [
            {"name": one.name, "title": one.title, "jsonl": json_path(one.name)} for one in LISTS
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _table(table: Table, terms: Terms) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "csv": csv_path(table.name),
        "parquet": parquet_path(table.name, terms.division),
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "type": str(column.kind),
                "parquet_type": SQL_TYPES[column.kind],
                "in_csv": column not in ALIKE,
                "description": column.description,
            }
            for column in columns_told(table)
        ],
    }


def columns_told(table: Table) -> tuple[Column, ...]:
    """Return every column that a reader of a table sees."""
    return (DIVISION, *table.columns, LICENCE)


def dictionary_csv() -> bytes:
    """Return the dictionary as a table."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    for table in TABLES:
        for column in columns_told(table):
            told = (column.title, column.name, column.kind, SQL_TYPES[column.kind])
            row = (table.title, table.name, *told, column.description)
            writer.writerow(map(csv_text_cell, map(str, row)))
    return (BOM + text.getvalue()).encode()
