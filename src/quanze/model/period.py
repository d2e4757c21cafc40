"""期限: a span of time as written in a list, such as 20个工作日, 3个月 or 当场."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import ClassVar, Final, NoReturn, Self

from quanze.model.numerals import NUMERAL, to_int
from quanze.model.patterns import pattern
from quanze.model.text_value import TextValue

__all__ = ["Period", "Unit", "compare", "same_unit"]


class Unit(StrEnum):
    """What a period counts. Working days and days are different units, never converted here."""

    WORKING_DAY = "工作日"
    DAY = "日"
    MONTH = "月"
    YEAR = "年"
    HOUR = "时"
    IMMEDIATE = "当场"


# 3月 without 个 is the month of March as well as three months, so it is not among the units.
_UNIT_WORDS: Final = {
    "工作日": Unit.WORKING_DAY,
    "工作天": Unit.WORKING_DAY,
    "自然日": Unit.DAY,
    "日历日": Unit.DAY,
    "日历天": Unit.DAY,
    "日": Unit.DAY,
    "天": Unit.DAY,
    "个月": Unit.MONTH,
    "年": Unit.YEAR,
    "小时": Unit.HOUR,
}
_IMMEDIATE: Final = pattern(
    r"(?:当场|即办|即时|当日|当天|立即|现场|随到随办)(?:件|办|办理|办结|办毕|完成|决定|受理|出证|内)*"
)
_SPAN: Final = rf"(?P<number>{NUMERAL})个?(?P<unit>{'|'.join(_UNIT_WORDS)})"
_START: Final = r"(?:[^0-9０-９，,；;。：:（(]{0,30}?(?:之日起|当日起|日起|次日起|后|之后|以后))?"
_LIMIT: Final = r"(?:在|为|不超过|不得超过|不多于|最长|最多|至多|最迟|最长不超过)?"
_LABEL: Final = r"(?P<label>(?:法定|承诺)?(?:办结|办理)?(?:时限|期限)?[为：:]?)"
_END: Final = r"(?:之内|以内|内)?(?:办结|办理完毕|办毕|办理|完成|审结|审批|答复|作出决定)?"
_NOTE: Final = r"(?:[（(](?P<note>(?:(?!延长)[^（）()])*)[）)])?"
_MAIN: Final = pattern(rf"{_LABEL}{_START}[，,]?{_LIMIT}(?P<span>{_SPAN}){_END}{_NOTE}[。；;]?")
# 延长至 states a new total, not what is added, so it is left as not understood.
_EXTENSION: Final = pattern(
    rf"[，,；;。（(]?[^0-9０-９；;。（(至]{{0,40}}?延长(?:期限|时限)?{_LIMIT}(?P<span>{_SPAN}){_END}"
    r"[）)]?[。；;]?"
)
_BARE: Final = pattern(rf"{NUMERAL}(?:\.0)?")


@dataclass(frozen=True)
class _Parts:
    amount: int | None = None
    unit: Unit | None = None
    further: tuple["Period", ...] = ()


class Period(TextValue):
    """A period, with its unit kept apart from its number.

    One text may state a period and its extension (20个工作日，可延长10个工作日): the first is the
    period, the others are in `further`. A text with two periods that are not so related
    (法定20日，承诺7日) is not understood, since either could be meant.
    """

    description: ClassVar[str] = (
        "期限，写明数字和单位，例如 20个工作日、60日、3个月、1年、24小时、当场。"
        "工作日与日（自然日）是不同的单位。"
    )
    examples: ClassVar[tuple[str, ...]] = ("20个工作日", "60日", "3个月", "当场")

    @classmethod
    def of(cls, amount: int, unit: Unit) -> Self:
        """Write a period: 20个工作日, 60日, 24小时."""
        if unit is Unit.IMMEDIATE:
            return cls(unit)
        between = "个" if unit in (Unit.WORKING_DAY, Unit.MONTH) else ""
        return cls(f"{amount}{between}{'小时' if unit is Unit.HOUR else unit}")

    @cached_property
    def _parts(self) -> _Parts:
        return _read(self)

    @property
    def amount(self) -> int | None:
        """How many units; None for 当场 and where the text is not understood."""
        return self._parts.amount

    @property
    def unit(self) -> Unit | None:
        return self._parts.unit

    @property
    def further(self) -> tuple["Period", ...]:
        """Periods of extension named in the same text, in their order."""
        return self._parts.further

    @property
    def understood(self) -> bool:
        return self.unit is not None

    @property
    def missing_unit(self) -> bool:
        """Whether only a number is given, as in 20."""
        return self.unit is None and _BARE.fullmatch(_plain(self)) is not None

    def _no_order(self, other: object) -> NoReturn:
        raise TypeError(
            f"periods have no plain order ({str(self)!r}, {str(other)!r}): use period.compare"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _no_order


def _plain(text: str) -> str:
    return "".join(text.split())


@lru_cache(maxsize=4096)
def _read(text: str) -> _Parts:
    text = _plain(text)
    if _IMMEDIATE.fullmatch(text):
        return _Parts(unit=Unit.IMMEDIATE)
    main = _MAIN.match(text)
    if main is None:
        return _Parts()
    amount, unit = _amount(main), _unit(main)
    rest, further = text[main.end() :], []
    while rest and (extension := _EXTENSION.match(rest)):
        further.append(Period(extension["span"]))
        rest = rest[extension.end() :]
    if rest or amount is None or unit is None or not all(p.understood for p in further):
        return _Parts()
    return _Parts(amount, unit, tuple(further))


def _amount(found: re.Match[str]) -> int | None:
    amount = to_int(found["number"])
    # 2021年 is a date, not a span.
    return None if found["unit"] == "年" and (amount or 0) > 100 else amount


def _unit(found: re.Match[str]) -> Unit | None:
    """Read the unit, with a note such as （工作日） deciding what 日 means."""
    unit, note = _UNIT_WORDS[found["unit"]], found["note"] or ""
    if found["unit"] in ("日", "天") and note in _UNIT_WORDS:
        return _UNIT_WORDS[note]
    says_more = re.search(rf"工作日|自然日|{_SPAN}", note)
    return None if says_more else unit


def same_unit(a: Period, b: Period) -> bool:
    """Whether both are understood and count the same unit."""
    return a.unit is not None and a.unit == b.unit


def compare(a: Period, b: Period) -> int | None:
    """-1, 0 or 1 as `a` is shorter than, equal to or longer than `b`; None if they cannot be ordered.

    当场 is shorter than everything but a period of nothing (0个工作日). A year is twelve months
    (民法典 art 202 counts both by corresponding days). All other units are never mixed: whether
    20个工作日 is longer than 30日 depends on the calendar.
    """
    left, right = _measure(a), _measure(b)
    if left is None or right is None:
        return None
    if left[1] != right[1] and left[0] and right[0]:
        return None
    return (left[0] > right[0]) - (left[0] < right[0])


def _measure(period: Period) -> tuple[int, Unit] | None:
    """Amount and unit, years as months, 当场 as nothing."""
    if period.unit is None:
        return None
    if period.unit is Unit.YEAR:
        return (period.amount or 0) * 12, Unit.MONTH
    return period.amount or 0, period.unit
