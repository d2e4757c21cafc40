"""The packaged notices and decrees, data/calendar.yaml, in the form an office adds its own in."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from quanze.load.yaml_reader import read
from quanze.model.element import Element, element
from quanze.model.working_days import DayNotice


class Decree(Element):
    """One version of 《全国年节及纪念日放假办法》."""

    title: str = element("名称", "名称和令号")
    published: datetime.date = element("公布", "公布日期")
    from_year: int = element("起年", "从哪一年起适用")
    days: dict[str, tuple[int, ...]] = element("法定", "节日: 与节日首日相差的天数")


class _Packaged(NamedTuple):
    decrees: tuple[Decree, ...]
    notices: tuple[DayNotice, ...]


@cache
def _packaged() -> _Packaged:
    text = files("quanze").joinpath("data", "calendar.yaml").read_text(encoding="utf-8")
    data = read(text)
    return _Packaged(
        tuple(Decree.model_validate(decree) for decree in data["放假办法"]),
        tuple(DayNotice.model_validate(notice) for notice in data["通知"]),
    )


def decrees() -> tuple[Decree, ...]:
    """Return the versions of the decree on festivals, oldest first."""
    return _packaged().decrees


def national_notices() -> tuple[DayNotice, ...]:
    """Return the notices of the State Council since 2004, oldest first."""
    return _packaged().notices
