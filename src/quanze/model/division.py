"""行政区划代码, GB/T 2260: six digits, or twelve on government platforms (six and the township part)."""

import unicodedata
from functools import cache, cached_property
from importlib.resources import files
from typing import ClassVar, NamedTuple

from quanze.model.text_value import TextValue

__all__ = ["Division", "DivisionCode", "divisions"]


class Division(NamedTuple):
    """A division as listed in data/divisions.tsv; `note` warns of codes outside GB/T 2260."""

    code: str
    name: str
    note: str = ""


@cache
def divisions() -> dict[str, Division]:
    """The packaged divisions by six-digit code; a code that is missing is unknown, not invalid."""
    text = files("quanze").joinpath("data", "divisions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: Division(*row) for row in rows}


class DivisionCode(TextValue):
    """A division code. 12 digits are read as GB/T 2260, township (3) and village (3)."""

    description: ClassVar[str] = "行政区划代码，6位（GB/T 2260）或12位数字，例如 220400（辽源市）。"
    examples: ClassVar[tuple[str, ...]] = ("220400", "220500", "220400000000")

    @cached_property
    def normalised(self) -> str:
        """The code without blanks, in half-width digits."""
        return "".join(unicodedata.normalize("NFKC", self).split())

    @property
    def understood(self) -> bool:
        """Whether the form is right; the code may still be one we have no name for."""
        return _fault(self.normalised) is None

    @property
    def problem(self) -> str | None:
        """What is wrong with the form, in Chinese."""
        fault = _fault(self.normalised)
        if fault is None and self.normalised != self:
            return f"代码中有空白或全角数字，应写作 {self.normalised}"
        return fault

    @property
    def division(self) -> Division | None:
        """The division of the first six digits, None if unknown or a township is meant."""
        if not self.understood or self.normalised[6:].strip("0"):
            return None
        return divisions().get(self.normalised[:6])

    @property
    def name(self) -> str | None:
        return self.division.name if self.division else None


def _fault(code: str) -> str | None:
    if not (code.isascii() and code.isdigit()):
        return "行政区划代码应全部为数字" if code else "没有填写行政区划代码"
    if len(code) not in (6, 12):
        return f"行政区划代码应为6位或12位，实有{len(code)}位"
    if code[:2] + "0000" not in divisions():
        return f"行政区划代码前两位“{code[:2]}”不是省级代码"
    if code[2:4] == "00" and code[4:].strip("0"):
        return "行政区划代码第3、4位为00时，其后各位也应为0"
    return None
