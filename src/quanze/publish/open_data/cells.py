"""The cells of CSV files: of one that people open, and of one that DuckDB reads.

Each different value of a column is written once: lists repeat themselves a hundredfold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from quanze.publish.csv_cells import csv_text_cell
from quanze.publish.open_data.columns import Column
from quanze.publish.open_data.fields import Kind
from quanze.publish.open_data.table import Values

BETWEEN: Final = "；"
"""Stands between the texts of a list in a CSV file."""
AS_JSON: Final = (Kind.TEXTS, Kind.NAMED)
"""Kinds that DuckDB reads as JSON."""
_SPECIAL: Final = frozenset(',"\r\n')

Write = Callable[[Any], str]


class Cells(NamedTuple):
    """The cells of a table, column by column, in quotes where they need them."""

    shown: list[list[str]]
    """For people: no text is run as a formula."""
    plain: list[list[str]]
    """For programs: every value as it is."""


def cells_of(columns: Iterable[Column], values: Values) -> Cells:
    """Write the values of a table."""
    cells = Cells([], [])
    for column, of_column in zip(columns, values, strict=True):
        different = set(of_column)
        plain = _written(different, _PLAIN[column.kind])
        shown = _written(different, _SHOWN[column.kind])
        cells.plain.append([plain[value] for value in of_column])
        alike = shown == plain
        cells.shown.append(cells.plain[-1] if alike else [shown[value] for value in of_column])
    return cells


def lines(cells: Sequence[Sequence[str]], end: str) -> str:
    """Put cells into lines."""
    return "".join([line + end for line in map(",".join, zip(*cells, strict=True))])


def quoted(text: str) -> str:
    """Put a cell in quotes where it needs them."""
    if _SPECIAL.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _written(values: Iterable[Any], write: Write) -> dict[Any, str]:
    return {value: "" if value is None else quoted(write(value)) for value in values}


def _same(text: str) -> str:
    return text


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_PLAIN: Final[dict[Kind, Write]] = {
    Kind.TEXT: _same,
    Kind.INTEGER: str,
    Kind.BOOLEAN: str,
    Kind.DATE: _same,
    Kind.TEXTS: _as_json,
    Kind.NAMED: lambda pairs: _as_json(dict(pairs)),
}
_SHOWN: Final[dict[Kind, Write]] = {
    **_PLAIN,
    Kind.TEXT: csv_text_cell,
    Kind.BOOLEAN: {True: "是", False: "否"}.__getitem__,
    Kind.TEXTS: lambda texts: csv_text_cell(BETWEEN.join(texts)),
    Kind.NAMED: lambda pairs: csv_text_cell("\n".join(map("：".join, pairs))),
}
