"""What reading a workbook gives: sheets, columns, rows, and all that was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["power", "boundary", "service", "oversight", "unknown"]
Form = Literal["table", "card"]
Role = Literal["item", "sub_item", "other"]

PERSONAL = "PERSONAL"
"""The element of a column that holds personal data: it is never imported."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A text and the cells it was read from; no cells when a sheet name gave it."""

    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostCell:
    """A non-empty cell that found no place, and why; personal data is masked."""

    cell: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `header` is unique in its table."""

    index: int
    header: str
    element: str | None
    letter: str
    unit_hint: str | None = None
    """The unit of bare numbers, from a header like 法定期限（天/日）."""
    repeat_of: int | None = None
    """The index of the column whose header this one repeats."""
    shares_header: bool = False
    """A two-column header stands over this one column: level and authority in one cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item, one sub-item, or another row under an item that stands for itself.

    Rows whose text only continues the row above are joined into it (`joined`, counted from 1).
    """

    number: int
    last_row: int
    role: Role
    seq: str
    cells: dict[str, CellText]
    extra: dict[str, CellText]
    """Texts without an element, by header: they belong under 备注."""
    parent: int | None = None
    """The number of the item's row, for a row that is not an item itself."""
    joined: tuple[int, ...] = ()

    @property
    def is_continuation(self) -> bool:
        return self.role != "item"


@dataclass(frozen=True, slots=True)
class SheetResult:
    """One table of a sheet, or the cards of a sheet."""

    name: str
    kind: Kind
    form: Form | None
    header_row: int | None
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    continuations: int = 0
    """Rows without a name of their own, also those joined into the row above."""
    types: dict[str, int] = field(default_factory=dict)
    lost: tuple[LostCell, ...] = ()
    titles: tuple[str, ...] = ()
    declared: int | None = None
    """The number of items the sheet name states: 行政许可（11项）."""
    sheet_type: str | None = None
    """The type the sheet name states."""
    hidden: bool = False

    @property
    def items(self) -> int:
        return sum(row.role == "item" for row in self.rows)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headers whose texts are kept under 备注; none where nothing is imported."""
        if self.kind == "unknown":
            return ()
        in_extra = {header for row in self.rows for header in row.extra}
        without = {column.header for column in self.columns if column.element is None}
        order = [column.header for column in self.columns]
        extra_only = [header for header in in_extra if header not in order]
        return tuple(h for h in order if h in without | in_extra) + tuple(sorted(extra_only))


@dataclass(frozen=True, slots=True)
class DepartmentCandidate:
    """A name the workbook gives its department, where it stands, and how often."""

    name: str
    source: Literal["title", "label", "file", "body", "sheet"]
    place: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class DepartmentGuess:
    """The department a workbook belongs to; None when nothing names one."""

    name: str | None
    candidates: tuple[DepartmentCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkbookResult:
    """What was read from one file; `problem` says in Chinese why it could not be opened."""

    file: str
    sha256: str
    department: DepartmentGuess
    sheets: tuple[SheetResult, ...] = ()
    problem: str | None = None
