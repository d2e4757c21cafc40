"""What is wrong with a notice on days off, judged by itself and beside the notices around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from quanze.calendar.arrangement import plain_number
from quanze.calendar.packaged import national_notices
from quanze.calendar.statute import statutory_days
from quanze.model.document_number import DocumentNumber
from quanze.model.element import KeyPath
from quanze.model.patterns import pattern
from quanze.model.working_days import DayNotice
from quanze.model.written_date import WEEKDAYS

Days = dict[datetime.date, tuple[str, ...]]

YEAR_MARGIN: Final = 21
"""How many days outside its year a yearly notice may speak of; the farthest seen is 3."""
EARLY: Final = 730
"""How many days before its first day a notice may be dated."""
_TITLE_YEAR: Final = pattern(r"(\d{4})年")
_NATIONAL_TITLE: Final = pattern(r"国务院.*\d{4}年.*节假日安排")


class Kind(StrEnum):
    """How bad a problem is."""

    WRONG = "有错"
    UNUSUAL = "与通常不同"


class Problem(NamedTuple):
    """Something wrong with a notice."""

    kind: Kind
    path: KeyPath
    """Where in the notice."""
    message: str


_wrong = partial(Problem, Kind.WRONG)
_unusual = partial(Problem, Kind.UNUSUAL)


def problems(notice: DayNotice, among: Iterable[DayNotice]) -> Iterator[Problem]:
    """Find what is wrong with a notice.

    Args:
        notice: the notice.
        among: the notices that it stands among; it may be one of them.
    """
    others = [other for other in among if other is not notice]
    unlike = [other for other in others if _number(other) != _number(notice)]
    statute = _Statute()
    yield from _number_and_title(notice)
    yield from _same_number(notice, others)
    yield from _dates(notice)
    yield from _amendment(notice, unlike)
    yield from _repeated(notice)
    yield from _worked_days(notice, unlike, statute)
    yield from _weekends_off(notice, unlike, statute)
    if notice.year is not None:
        yield from _year(notice, notice.year, unlike, statute)


class _Statute:
    """The statutory days of a year, or none where they are not known."""

    def __init__(self) -> None:
        self._years: dict[int, Days] = {}

    def of_year(self, year: int) -> Days:
        if year not in self._years:
            try:
                self._years[year] = statutory_days(year)
            except ValueError:  # UnknownDays is one; 99999 is no year at all
                self._years[year] = {}
        return self._years[year]

    def names(self, day: datetime.date) -> tuple[str, ...]:
        return self.of_year(day.year).get(day, ())


def _number(notice: DayNotice) -> str:
    return plain_number(notice.number)


def _number_and_title(notice: DayNotice) -> Iterator[Problem]:
    number = DocumentNumber(notice.number)
    if number.problem:
        yield _unusual(("文号",), number.problem)
    elif number.year not in (None, notice.date.year):
        yield _unusual(("日期",), f"成文日期是 {notice.date}，文号的年份是 {number.year}")
    titled = _TITLE_YEAR.search(notice.title)
    if notice.year is not None and titled and int(titled[1]) != notice.year:
        yield _unusual(("年份",), f"年份写的是 {notice.year}，标题写的是 {titled[1]}年")
    if notice.year is None and notice.region is None and _NATIONAL_TITLE.search(notice.title):
        message = "标题是全国的年度安排，没有写“年份”：不写年份的按地方安排处理，这一年仍是暂定"
        yield _unusual(("名称",), message)


def _same_number(notice: DayNotice, others: Sequence[DayNotice]) -> Iterator[Problem]:
    for other in others:
        if _number(other) != _number(notice):
            continue
        if other not in national_notices():
            yield _wrong(("文号",), f"另一份安排也用文号 {notice.number}")
        elif notice.year is not None and other.year != notice.year:
            message = f"文号 {notice.number} 是 {other.year} 年通知的，年份写的是 {notice.year}"
            yield _wrong(("文号",), message)
        elif differing := _days(notice) ^ _days(other):
            days = _listed(sorted(day for day, _ in differing))
            yield _unusual(("文号",), f"与 quanze 收录的 {other.number} 不同：{days}")


def _dates(notice: DayNotice) -> Iterator[Problem]:
    if notice.published is not None and notice.published < notice.date:
        yield _wrong(("公布",), f"公布日期（{notice.published}）早于成文日期（{notice.date}）")
    days = [day for day, _ in _days(notice)]
    if not days:
        yield _wrong(("安排",), "没有写哪一天放假、哪一天上班")
    elif notice.date > max(days):
        yield _wrong(("日期",), f"成文日期（{notice.date}）晚于安排的最后一天（{max(days)}）")
    elif (min(days) - notice.date).days > EARLY:
        yield _unusual(("日期",), f"成文日期（{notice.date}）比安排的第一天（{min(days)}）早两年多")
    elif notice.year and not notice.amends and notice.date.year != notice.year - 1:
        yield _unusual(
            ("日期",), f"成文日期是 {notice.date}；{notice.year} 年的安排通常在上一年作出"
        )


def _amendment(notice: DayNotice, others: Sequence[DayNotice]) -> Iterator[Problem]:
    if notice.amends is None:
        return
    wanted = plain_number(notice.amends)
    amended = next((other for other in others if _number(other) == wanted), None)
    if amended is None:
        yield _wrong(("修改",), f"没有文号是 {notice.amends} 的通知")
        return
    if amended.year != notice.year:
        stated = f"年份写的是 {notice.year}" if notice.year else "没有写年份"
        year = f"{amended.year} 年的" if amended.year else "没有年份的"
        place = "年份" if notice.year else "修改"
        yield _wrong((place,), f"{stated}，被修改的 {amended.number} 是{year}安排")
    names = {festival.name for festival in amended.festivals}
    for i, festival in enumerate(notice.festivals):
        close = [
            name for name in names if festival.name not in names and _alike(name, festival.name)
        ]
        if close:
            yield _unusual(
                ("安排", i, "节日"),
                f"被修改的通知里写的是“{close[0]}”；名称不同的不会代替原来的安排",
            )


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or set(one) == set(other)


def _repeated(notice: DayNotice) -> Iterator[Problem]:
    seen: set[tuple[datetime.date, bool]] = set()
    names: set[str] = set()
    for i, festival in enumerate(notice.festivals):
        if festival.name in names:
            message = f"“{festival.name}”写了两次，后一次会代替前一次"
            yield _wrong(("安排", i, "节日"), message)
        names.add(festival.name)
    for path, days, worked in _places(notice):
        twice = [day for day in days if (day, worked) in seen]
        if twice:
            yield _unusual(path, f"{twice[0]} 写了两次{'上班' if worked else '放假'}")
        seen.update((day, worked) for day in days)
    for path, days, worked in _places(notice):
        if worked and (days[0], False) in seen:
            yield _wrong(path, f"{days[0]} 既写放假又写上班")


def _worked_days(
    notice: DayNotice, others: Sequence[DayNotice], statute: _Statute
) -> Iterator[Problem]:
    off_before = {
        day
        for other in others
        if other.known_on <= notice.known_on
        for day, worked in _days(other)
        if not worked
    }
    for path, (day, *_), worked in _places(notice):
        if not worked:
            continue
        if names := statute.names(day):
            yield _wrong(path, f"{day} 是法定节假日（{'、'.join(names)}），不能调休上班")
        elif day.weekday() < 5 and day not in off_before:
            message = f"{day} 是{_weekday(day)}，本来就上班；调休上班的是周六、周日"
            yield _wrong(path, message)


def _weekends_off(
    notice: DayNotice, others: Sequence[DayNotice], statute: _Statute
) -> Iterator[Problem]:
    """Days off that are off anyway: a weekend that no festival touches and nobody had to work."""
    off = {day.toordinal() for day, worked in _days(notice) if not worked}
    worked_before = {day for other in others for day, worked in _days(other) if worked}
    for path, days, worked in _places(notice):
        if worked or any(day.weekday() < 5 or day in worked_before for day in days):
            continue
        first, last = days[0].toordinal(), days[-1].toordinal()
        beside = {first - 1, last + 1} & off
        if not beside and not any(statute.names(day) for day in (*days, *_beside(days))):
            yield _unusual(path, f"{_span(days)} 是周末，本来就休息，也不与节假日相连")


def _year(
    notice: DayNotice, year: int, others: Sequence[DayNotice], statute: _Statute
) -> Iterator[Problem]:
    if notice.region is not None:
        message = "地方安排不写“年份”：写了年份的当作全国的年度安排"
        yield _wrong(("年份",), message)
    elif not statute.of_year(year):
        yield _wrong(("年份",), f"年份写的是 {year}：这一年的法定节假日推算不出来")
    elif outside := list(_outside(notice, year)):
        yield from outside
    elif notice.amends is None:
        yield from _neighbours(year, others)
        yield from _missing(notice, statute.of_year(year))
        yield from _balance(notice, statute.of_year(year))


def _outside(notice: DayNotice, year: int) -> Iterator[Problem]:
    first = datetime.date(year, 1, 1).toordinal() - YEAR_MARGIN
    last = datetime.date(year, 12, 31).toordinal() + YEAR_MARGIN
    for path, days, _ in _places(notice):
        if days[0].toordinal() < first or days[-1].toordinal() > last:
            yield _wrong(path, f"{_span(days)} 不在 {year} 年前后")


def _neighbours(year: int, others: Sequence[DayNotice]) -> Iterator[Problem]:
    yearly = {other.year: other for other in others if other.year and not other.amends}
    if (same := yearly.get(year)) is not None:
        message = f"{year} 年已经有 {same.number}；改变它的通知要写“修改: {same.number}”"
        yield _wrong(("年份",), message)
    if year - 1 not in yearly and any(known < year for known in yearly):
        message = f"没有 {year - 1} 年的安排，{year} 年的还用不上，仍是暂定"
        yield _unusual(("年份",), message)


def _missing(notice: DayNotice, statutory: Days) -> Iterator[Problem]:
    off = {day for day, worked in _days(notice) if not worked}
    lacking: dict[str, list[datetime.date]] = {}
    for day, names in statutory.items():
        if day not in off:
            lacking.setdefault("春节" if names == ("除夕",) else names[0], []).append(day)
    for name, days in lacking.items():
        places = (i for i, festival in enumerate(notice.festivals) if name in festival.name)
        place = next(places, None)
        path: KeyPath = ("安排",) if place is None else ("安排", place, "放假")
        yield _wrong(path, f"缺少{name}的法定节假日：{_listed(days)}")


def _balance(notice: DayNotice, statutory: Days) -> Iterator[Problem]:
    """Every weekday off is a statutory day, stands for one on a weekend, or is made up for."""
    days = _days(notice)
    off = sum(1 for day, worked in days if not worked and day.weekday() < 5)
    due = sum(len(names) for names in statutory.values())
    worked = sum(1 for _, worked in days if worked)
    if off != due + worked:
        yield _unusual(
            ("安排",),
            f"周一至周五共放假 {off} 天；法定节假日 {due} 天，加上调休上班 {worked} 天，"
            f"应当是 {due + worked} 天",
        )


def _days(notice: DayNotice) -> set[tuple[datetime.date, bool]]:
    """Every day of a notice, and whether it is worked."""
    return {(day, worked) for _, days, worked in _places(notice) for day in days}


def _places(notice: DayNotice) -> Iterator[tuple[KeyPath, list[datetime.date], bool]]:
    """Go through the spans off and the days worked: where, which days, whether worked."""
    for i, festival in enumerate(notice.festivals):
        for j, span in enumerate(festival.off):
            yield ("安排", i, "放假", j), list(span.days()), False
        for j, day in enumerate(festival.worked):
            yield ("安排", i, "上班", j), [day], True


def _beside(days: Sequence[datetime.date]) -> Iterator[datetime.date]:
    for ordinal in (days[0].toordinal() - 1, days[-1].toordinal() + 1):
        if 0 < ordinal <= datetime.date.max.toordinal():
            yield datetime.date.fromordinal(ordinal)


def _span(days: Sequence[datetime.date]) -> str:
    return str(days[0]) if len(days) == 1 else f"{days[0]} 至 {days[-1]}"


def _listed(days: Sequence[datetime.date], most: int = 3) -> str:
    more = f" 等 {len(days)} 天" if len(days) > most else ""
    return "、".join(map(str, days[:most])) + more


def _weekday(day: datetime.date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"
