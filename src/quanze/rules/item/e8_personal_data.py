"""E8 个人信息."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.element import KeyPath
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_filler, personal_columns
from quanze.rules.texts import KNOWN_TEXTS, told_texts, where

_ID: Final = pattern(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_MOBILE: Final = pattern(
    r"(?<![\dA-Za-z.\-])(?:\+?86[ -]?)?(1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4}))(?![\dA-Za-z\-])"
)
_LIKE_A_NUMBER: Final = pattern(r"\d\d\d[ -]?\d{4}")
"""What every such number has in it, in any width of digits; few texts have."""
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999."""


def check(register: Register) -> Iterator[Finding]:
    """Find id numbers, mobile numbers and people's names; office telephones are not personal."""
    for text, places in told_texts(register, _suspect):
        what = _personal(text)
        for element, path in places:
            if what or (path[-2:-1] == ("备注",) and _is_name_column(path, text)):
                place = where(register, element, path)
                yield found(
                    "E8",
                    element,
                    *path,
                    message="{place}里有{what}",
                    place=place,
                    what=what or "个人信息",
                )


@lru_cache(maxsize=KNOWN_TEXTS)
def _suspect(text: str) -> bool:
    """Whether a text holds personal data, or names a column that does."""
    return _personal(text) is not None or _is_name(text)


def _is_name_column(path: KeyPath, text: str) -> bool:
    return _is_name(str(path[-1])) and not is_filler(text)


def _is_name(column: str) -> bool:
    return "".join(column.split()) in personal_columns()


def _personal(text: str) -> str | None:
    """What personal data a text holds; the middle of the number is not repeated."""
    if not _LIKE_A_NUMBER.search(text):
        return None
    text = text.translate(_HALF_WIDTH)
    for number in _ID.findall(text):
        if is_id_number(number):
            return f"身份证号 {number[:3]}***********{number[-4:]}"
    if mobile := _MOBILE.search(text):
        return f"手机号码 {mobile[1][:3]}****{mobile[1][-4:]}"
    return None


def is_id_number(text: str) -> bool:
    """Whether 18 characters are a citizen's id number: a date inside, and the check digit right."""
    try:
        datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(w * int(c) for w, c in zip(_WEIGHTS, text[:17], strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


RULE = Rule(
    code="E8",
    name="个人信息",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="清单要向社会公布，git 的历史也删不掉；身份证号、个人手机号、录入人姓名不应当公开。",
    source="《个人信息保护法》第六条、第二十八条、第三十四条；《政府信息公开条例》第十五条",
    mend="删去，改用办公电话或者 12345；已经提交过的，请管理员清理 git 历史。",
    check=check,
)
