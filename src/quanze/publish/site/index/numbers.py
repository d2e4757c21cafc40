"""Numbers as short text: small ones in one sign. assets/store.js reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SIGNS: Final = "".join(chr(n) for n in range(0x21, 0x7F) if chr(n) not in "\"'&<>\\")
"""Signs that need no escape in a script; store.js makes the same list."""
_BASE: Final = len(SIGNS)
# The first sign tells how many follow: most numbers are small differences.
_ONE: Final = 60
_TWO: Final = 24
_THREE: Final = 3
_CACHED: Final = 8192


def _written(number: int) -> str:
    if number < _ONE:
        return SIGNS[number]
    number -= _ONE
    if number < _TWO * _BASE:
        return SIGNS[_ONE + number // _BASE] + SIGNS[number % _BASE]
    number -= _TWO * _BASE
    if number < _THREE * _BASE**2:
        return SIGNS[_ONE + _TWO + number // _BASE**2] + _digits(number % _BASE**2, 2)
    number -= _THREE * _BASE**2
    if number >= _BASE**4:
        raise ValueError(f"too large: {number}")
    return SIGNS[_BASE - 1] + _digits(number, 4)


def _digits(number: int, count: int) -> str:
    return "".join(SIGNS[number // _BASE**place % _BASE] for place in range(count - 1, -1, -1))


_SMALL: Final = tuple(map(_written, range(_CACHED)))


def written(number: int) -> str:
    """Return a number from 0 as text."""
    return _SMALL[number] if number < _CACHED else _written(number)


def rising(numbers: Iterable[int]) -> str:
    """Return numbers that never fall as text: each by what it is more than the one before."""
    made, last = [], 0
    for number in numbers:
        made.append(written(number - last))
        last = number
    return "".join(made)
