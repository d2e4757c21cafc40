"""A sheet as plain data: its heading, its columns and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quanze.model.element import Element
from quanze.model.register import DepartmentLists
from quanze.publish.spreadsheet.cells import Cell

Departments = Sequence[DepartmentLists]
Row = tuple[Cell, ...]

DEPARTMENT: Final = "部门"
NUMBER: Final = "序号"
CATALOGUE: Final = "目录"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its heading, its columns and its rows.

    `fixed` columns stay in sight on the screen, and are repeated where a sheet prints over several
    pages side by side. `low` rows are no higher than a screen takes well; the whole text stands in
    the cell and on the item's form.
    """

    name: str
    heading: str
    """What it is, to stand behind the name of whom it is of."""
    sums: str
    """How much it holds."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    fixed: int = 0
    low: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    """Rows, first and last, that tell of one thing."""
    shared: tuple[str, ...] = ()
    """The columns that are the same in the rows of a span, and are shown once for all of them."""
    links: tuple[str, ...] = ()
    """The sheet that each row leads to."""

    def continued(self, most: int) -> Iterator[Sheet]:
        """Yield the sheet, or several where it has more rows than Excel takes."""
        if len(self.rows) <= most:
            yield self
            return
        for number, first in enumerate(range(0, len(self.rows), most), 1):
            name = f"{self.name}（{number}）" if number > 1 else self.name
            yield replace(self, name=name, rows=self.rows[first : first + most], spans=(), links=())


def labels_of(model: type[Element]) -> list[str]:
    return [str(field.alias) for field in model.model_fields.values()]


def counted(entries: Sequence[object], noun: str) -> str:
    return f"共 {len(entries)} {noun}"


def used(
    name: str,
    heading: str,
    sums: str,
    columns: Sequence[str],
    records: Sequence[dict[str, str]],
    *,
    fixed: int,
    low: bool = False,
) -> Sheet:
    """A sheet with only those columns that some row fills."""
    kept = tuple(
        label for label in columns if label == DEPARTMENT or any(r.get(label) for r in records)
    )
    rows = tuple(tuple(record.get(label, "") for label in kept) for record in records)
    return Sheet(name, heading, sums, kept, rows, fixed, low)
