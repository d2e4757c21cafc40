"""ASCII names for departments' folders: the initials of the name, as offices' web addresses use them."""

from __future__ import annotations

import re
from collections.abc import Container

from quanze.model.patterns import pattern

_BRACKETS = pattern(r"[（(].*?[）)]")
_REGION = pattern(
    r"^(?:[省市县区]|[\u4e00-\u9fff]{1,7}?(?:省|自治区|自治州|市|州|盟|地区|县|区|旗))(?=.{3,})"
)
_NOT_REGION = ("城市", "地区", "社区", "市场", "园区", "行政区")


def short_name(name: str) -> str:
    """Return a department's name without the name of its region and without brackets."""
    bare = _BRACKETS.sub("", name)
    match = _REGION.match(bare)
    if match is None or bare.startswith(_NOT_REGION):
        return bare
    return bare[match.end() :]


def region_of(name: str) -> str | None:
    """Return the region that a department's name begins with, as 辽源市."""
    match = _REGION.match(name)
    found = match.group() if match else ""
    return found if len(found) > 2 and not name.startswith(_NOT_REGION) else None


def same_department(one: str, other: str) -> bool:
    """Tell whether two names differ only in how much of the region they say: 市民政局, 甲市民政局.

    A second name in brackets may be missing from one of them.
    """
    if _BRACKETS.search(one) is None or _BRACKETS.search(other) is None:
        one, other = _BRACKETS.sub("", one), _BRACKETS.sub("", other)
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and _innermost(long) == _innermost(short)


def _innermost(name: str) -> str:
    """A name without all its regions: 吉林省辽源市民政局 is 民政局."""
    while (shorter := short_name(name)) != name:
        name = shorter
    return name


def slug(name: str, taken: Container[str]) -> str:
    """Return a folder name for a department that is not taken yet."""
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(short_name(name), style=Style.FIRST_LETTER, errors="ignore")
    stem = re.sub(r"[^a-z0-9]", "", "".join(letters).lower())[:24] or "bm"
    candidate, number = stem, 2
    while candidate in taken:
        candidate, number = f"{stem}{number}", number + 1
    return candidate
