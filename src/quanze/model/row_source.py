"""来源: the row of a workbook that an element was imported from."""

from __future__ import annotations

from typing import NamedTuple, Self

from quanze.model.patterns import pattern

_FORM = pattern(r"(?P<file>.+?)#(?P<sheet>.+)!(?P<row>\d+)(?: 序号(?P<number>.+))?")


class RowSource(NamedTuple):
    """A row of a sheet of a workbook, and the number that the list gives it (序号)."""

    file: str
    sheet: str
    row: int
    number: str = ""

    def __str__(self) -> str:
        number = f" 序号{self.number}" if self.number else ""
        return f"{self.file}#{self.sheet}!{self.row}{number}"

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """Read a source as import writes it; None where a person wrote something else."""
        match = _FORM.fullmatch(text or "")
        if match is None:
            return None
        return cls(match["file"], match["sheet"], int(match["row"]), match["number"] or "")
