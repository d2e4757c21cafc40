"""Numbers as Chinese documents write them: 二十, 一百二十, 二〇二一, 20, ２０."""

from typing import Final

_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")

NUMERAL: Final = r"(?:[0-9０-９]{1,9}|[〇零一二两三四五六七八九十百千]{1,12})"
"""A regular expression for text that `to_int` may be asked about."""


def to_int(text: str) -> int | None:
    """Read a whole number below 10 000 in Chinese or any in digits; None if it is not one."""
    plain = text.translate(_FULL_WIDTH)
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if not set(plain) & _UNITS.keys():
        digits = [_DIGITS.get(c) for c in plain]
        return None if None in digits else int("".join(map(str, digits)))
    return _with_units(plain)


def _with_units(text: str) -> int | None:
    total, digit, last_unit = 0, None, 10_000
    for c in text:
        if c in _UNITS:
            if _UNITS[c] >= last_unit or digit == 0:
                return None
            if digit is None and (c != "十" or total):
                return None
            last_unit = _UNITS[c]
            total += (1 if digit is None else digit) * last_unit
            digit = None
        elif c not in _DIGITS or digit:
            return None
        else:
            digit = _DIGITS[c]
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """Write 1 to 9999 as laws number their articles: 10 十, 20 二十, 101 一百零一, 110 一百一十."""
    if not 0 < number < 10_000:
        raise ValueError(f"not an article number: {number}")
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
        gap = digit == 0
    return out.removeprefix("一") if out.startswith("一十") else out
