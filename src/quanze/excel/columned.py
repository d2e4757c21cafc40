"""Tables of cases with a row of column names: CSV in the encodings of offices, and workbooks.

A row is given when it is asked for; of a CSV file, no row stays in memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

from quanze.excel.archive import MAX_CELLS, Unreadable
from quanze.excel.grid import Grid, file_bytes, read_grids
from quanze.excel.text import compact
from quanze.load.encoding import decode
from quanze.model.patterns import pattern

C = TypeVar("C", bound=str)

_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_TEXT_FILES: Final = (".csv", ".txt", ".tsv")
_DELIMITERS: Final = (",", "\t", ";")
_SAMPLE: Final = 64 * 1024
_SEARCHED_ROWS: Final = 50
_NOTE: Final = pattern(r"[（(].*[）)]$|[*＊:：]+$")


class Columns(Generic[C]):
    """The columns that a table may have, each with what else it may be called."""

    def __init__(self, also: Mapping[C, str]) -> None:
        self.also = {column: tuple(names.split()) for column, names in also.items()}
        self._meaning = {name: column for column, names in self.also.items() for name in names}
        self._meaning |= {str(column): column for column in also}

    def of(self, header: str) -> C | None:
        """Return the column that a header means."""
        return self._meaning.get(column_name(header))

    def count(self, headers: Sequence[str]) -> int:
        """Count the headers that are understood."""
        return sum(1 for header in headers if self.of(header) is not None)


class RawRow(NamedTuple, Generic[C]):
    """A row: its number as a spreadsheet shows it, and the texts of its cells as they are."""

    row: int
    cells: dict[C, str]


@dataclass(frozen=True)
class ColumnedTable(Generic[C]):
    """A table whose header was found. Its rows can be gone through once."""

    columns: Columns[C]
    header_row: int
    headers: tuple[str, ...]
    """The header as it is written."""
    sheet: str
    others: tuple[str, ...]
    """Sheets that were not read."""
    _rows: Iterable[tuple[int, Sequence[str]]]

    @property
    def names(self) -> tuple[str, ...]:
        """The header without notes and marks."""
        return tuple(map(column_name, self.headers))

    def places(self) -> dict[C, int]:
        """Find the place of each column. Its own name goes before another name for it.

        Raises:
            Unreadable: several columns may be the same one.
        """
        places: dict[C, int] = {}
        names = self.names
        for column, also in self.columns.also.items():
            for wanted in ([str(column)], also):
                found = [index for index, name in enumerate(names) if name in wanted]
                if len(found) > 1:
                    said = "、".join(names[index] for index in found)
                    raise Unreadable(
                        f"有几列都可以是“{column}”（{said}）；请把要用的一列改名为“{column}”，"
                        "并给其余的换个名字"
                    )
                if found:
                    places[column] = found[0]
                    break
        return places

    def rows(self, places: Mapping[C, int]) -> Iterator[RawRow[C]]:
        """Go through the rows that have something; a header is repeated on every printed page."""
        for number, row in self._rows:
            if any(row) and tuple(row) != self.headers:
                cells = {c: row[i] for c, i in places.items() if i < len(row) and row[i]}
                yield RawRow(number, cells)

    def unused(self, places: Mapping[C, int]) -> tuple[str, ...]:
        """Return the names of columns that mean nothing here."""
        used = set(places.values())
        return tuple(dict.fromkeys(n for i, n in enumerate(self.names) if n and i not in used))

    def missing(self, what: str, also: Sequence[str]) -> str:
        """Say that a column is not there, and how it may be called."""
        written = "、".join(name for name in self.names if name)[:200]
        return (
            f"表里没有这一列：{what}。第 {self.header_row + 1} 行是表头，写着：{written}。"
            f"请把有关的列改名；也认得 {'、'.join(also[:4])} 等叫法"
        )


def open_table(path: Path, columns: Columns[C]) -> ColumnedTable[C] | None:
    """Open a table: .csv, .xlsx, .xls or .et, told by content; None where no header is found.

    Raises:
        Unreadable: it is no table; the text says why, in Chinese.
    """
    data = file_bytes(path)
    if path.suffix.lower() in _TEXT_FILES and not data.startswith(_WORKBOOK):
        return _of_text(data, columns)
    grids = read_grids(data)
    # A table that is shown goes before a hidden one.
    for grid in sorted(grids, key=lambda grid: grid.hidden):
        row = _header(grid.rows[:_SEARCHED_ROWS], columns)
        if row is not None:
            others = tuple(other.name for other in grids if other is not grid)
            headers = tuple(grid.rows[row])
            return ColumnedTable(columns, row, headers, grid.name, others, _of_grid(grid, row))
    return None


def column_name(text: str) -> str:
    """Return a header without blanks, notes in brackets and marks."""
    return _NOTE.sub("", compact(text)) if len(text) < 80 else text


def _header(rows: Sequence[Sequence[str]], columns: Columns[C]) -> int | None:
    """Find the first row with names of columns; one name alone only if no row has more."""
    counts = [columns.count(row) for row in rows]
    row = next((row for row, count in enumerate(counts) if count > 1), None)
    return next((row for row, count in enumerate(counts) if count), None) if row is None else row


def _of_grid(grid: Grid, header: int) -> Iterator[tuple[int, Sequence[str]]]:
    for row in range(header + 1, len(grid.rows)):
        if not grid.owners or grid.rows[row] == grid.rows[header] or not any(grid.rows[row]):
            yield row + 1, grid.rows[row]
        else:
            yield row + 1, [grid.spread(row, column) for column in range(grid.width)]


def _of_text(data: bytes, columns: Columns[C]) -> ColumnedTable[C] | None:
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的")
    decoded = decode(data)
    if not decoded.readable and decoded.encoding == "未知":
        raise Unreadable("文字编码认不出来；请用 Excel 打开，另存为“CSV UTF-8”")
    sample = decoded.text[:_SAMPLE]
    best = max(_DELIMITERS, key=lambda delimiter: _known_names(sample, delimiter, columns))
    lines = _lines(decoded.text, best)
    first = list(islice(lines, _SEARCHED_ROWS))
    row = _header(first, columns)
    if row is None:
        return None
    rest = enumerate(chain(first[row + 1 :], lines), row + 2)
    return ColumnedTable(columns, row, tuple(first[row]), "", (), rest)


def _known_names(sample: str, delimiter: str, columns: Columns[C]) -> int:
    """Count the columns that are understood if the text is so divided."""
    lines = "\n".join(sample.splitlines()[:_SEARCHED_ROWS])
    rows = csv.reader(io.StringIO(lines), delimiter=delimiter)
    try:
        return max((columns.count(row) for row in rows), default=0)
    except csv.Error:
        return 0


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = cells = 0
    while True:
        number += 1
        try:
            row = next(reader)
            cells += len(row)
            if cells > MAX_CELLS:
                raise Unreadable(f"单元格超过 {MAX_CELLS:,} 个，没有读取")
            yield row
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(
                f"第 {number} 行有一个单元格长过 {csv.field_size_limit()} 字；"
                "多半是英文引号没有成对，请检查这一行"
            ) from None
