"""文号: the number of an official document or decree, such as 吉政办发〔2016〕8号, 国务院令第588号."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

from quanze.model.numerals import NUMERAL, to_int
from quanze.model.patterns import pattern
from quanze.model.text_value import TextValue

__all__ = ["DocumentNumber"]

_OPEN: Final = "〔[［（(【{﹝"
_CLOSE: Final = "〕]］）)】}﹞"
_DOCUMENT: Final = pattern(
    rf"(?P<issuer>[^\d{re.escape(_OPEN + _CLOSE)}]{{1,40}})"
    rf"(?P<open>[{re.escape(_OPEN)}])(?P<year>\d{{4}}|\d{{2}})年?(?P<close>[{re.escape(_CLOSE)}])"
    r"(?P<ordinal>第?)(?P<number>\d{1,6})(?P<end>号?)"
)
_DECREE: Final = pattern(
    rf"(?P<issuer>[^\d第令]{{1,60}}?)(?P<kind>令|公告|通告)(?:(?P<year>\d{{4}})年)?"
    rf"(?P<ordinal>第?)(?P<number>{NUMERAL})(?P<end>号?)"
)
_DECREE_LAST: Final = pattern(
    rf"(?P<issuer>[^\d第令]{{1,60}}?)(?P<ordinal>第?)(?P<number>{NUMERAL})(?P<end>号)(?P<kind>令)"
)


@dataclass(frozen=True)
class _Parts:
    issuer: str | None = None
    year: int | None = None
    number: int | None = None
    normalised: str | None = None
    problems: tuple[str, ...] = ()


class DocumentNumber(TextValue):
    """A document number; wrong brackets and the like are understood, and named as problems.

    Form: GB/T 9704-2012 section 7.2.5 - a year of four digits in 〔〕, Arabic digits, no 第, no
    leading zeros. Decrees (令, 公告) have 第…号, with or without a year.
    """

    description: ClassVar[str] = (
        "文号，例如 吉政办发〔2016〕8号、国务院令第588号。年份用六角括号〔〕。"
    )
    examples: ClassVar[tuple[str, ...]] = ("吉政办发〔2016〕8号", "国务院令第588号")

    @cached_property
    def _parts(self) -> _Parts:
        plain = "".join(unicodedata.normalize("NFKC", self).split())
        # NFKC turns ﹝﹞ into 〔〕 and （） into (), so the marks are read from the text itself.
        if found := _DOCUMENT.fullmatch("".join(self.split()).translate(_DIGITS)):
            return _document(found)
        if found := _DECREE.fullmatch(plain) or _DECREE_LAST.fullmatch(plain):
            return _decree(found)
        return _Parts()

    @property
    def understood(self) -> bool:
        return self._parts.number is not None

    @property
    def issuer(self) -> str | None:
        """The issuing body's code or name (吉政办发, 国务院)."""
        return self._parts.issuer

    @property
    def year(self) -> int | None:
        """The year, None for decrees numbered without one."""
        return self._parts.year

    @property
    def number(self) -> int | None:
        return self._parts.number

    @property
    def normalised(self) -> str:
        """The number as the standard writes it; the text itself where it is not understood."""
        return self._parts.normalised or str(self)

    @property
    def problem(self) -> str | None:
        """What departs from the standard form, in Chinese; None if nothing does."""
        if not self.understood:
            return f"“{self}”不是认得的文号形式，例如 吉政办发〔2016〕8号、国务院令第588号"
        faults = list(self._parts.problems)
        if not faults and self.normalised != self:
            faults.append("有多余的空白或全角数字")
        return f"{'；'.join(faults)}，应写作 {self.normalised}" if faults else None


_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def _document(found: re.Match[str]) -> _Parts:
    brackets, year, number = found["open"] + found["close"], int(found["year"]), found["number"]
    faults = [
        (brackets != "〔〕", f"年份应当用六角括号〔〕，不用“{brackets}”"),
        (year < 100, "年份应当写全四位"),
        ("年" in found[0], "括号内只写年份数字，不加“年”字"),
        (bool(found["ordinal"]), "顺序号前不加“第”字"),
        (number.startswith("0"), "顺序号不编虚位"),
        (not found["end"], "顺序号后应有“号”字"),
    ]
    if year < 100:
        year += 1900 if year > 48 else 2000
    return _Parts(
        issuer=found["issuer"],
        year=year,
        number=int(number),
        normalised=f"{found['issuer']}〔{year}〕{int(number)}号",
        problems=_masked(found["issuer"]) + tuple(text for present, text in faults if present),
    )


def _decree(found: re.Match[str]) -> _Parts:
    number = to_int(found["number"])
    if number is None:
        return _Parts()
    year = found.groupdict().get("year")
    faults = [
        (not found["ordinal"], "令号前应有“第”字"),
        (not found["end"], "令号后应有“号”字"),
        (found[0].endswith("令"), "“令”字应在号码之前"),
    ]
    head = f"{found['issuer']}{found['kind']}" + (f"{year}年" if year else "")
    return _Parts(
        issuer=found["issuer"],
        year=int(year) if year else None,
        number=number,
        normalised=f"{head}第{found['number']}号",
        problems=_masked(found["issuer"]) + tuple(text for present, text in faults if present),
    )


def _masked(issuer: str) -> tuple[str, ...]:
    """Some platforms print *** for 国务院; the name has to be put back by hand."""
    return ("发文机关被“*”遮盖，请补全",) if "*" in issuer else ()
