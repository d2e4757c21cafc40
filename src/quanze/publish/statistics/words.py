"""How figures are written: the number, what it was made of, and by how much it changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from quanze.model.compression import per_cent, rounded
from quanze.model.measured import PLACES, Form, Measured

NOT_APPLICABLE: Final = "不适用"


def signed(number: str) -> str:
    """Write a number with a minus sign that is no hyphen."""
    return number.replace("-", "−")


def number(value: Decimal | int) -> str:
    """Write a number: 4,658; 12.48."""
    return signed(f"{value:,}")


def change(value: Decimal | int) -> str:
    """Write by how much something changed: +5, −1,448, 0."""
    return signed(f"{value:+,}") if value else "0"


def value(measured: Measured | None) -> str:
    """Write a figure with its unit: 99.69%, 12.48 个工作日, 3,210 项."""
    if measured is None:
        return "—"
    found = measured.value
    if found is None:
        return NOT_APPLICABLE
    if measured.form is Form.SHARE:
        return f"{number(found)}%"
    return f"{number(found)} {measured.unit}"


def made_of(measured: Measured | None) -> str:
    """Write what a figure was made of: 318÷319; empty of a count."""
    if measured is None:
        return ""
    parts = []
    if measured.whole is not None:
        parts.append(f"{number(measured.part)}÷{number(measured.whole)}")
    if measured.detail:
        parts.append(measured.detail)
    if measured.silent:
        parts.append(f"没写的 {number(measured.silent)} 项不在内")
    return "，".join(parts)


def base(measured: Measured) -> str:
    """Write what a figure counts, and of what."""
    if measured.whole is None:
        return measured.what
    if measured.formula:
        return f"{measured.formula}；分母是{measured.what}"
    if measured.form is Form.SHARE:
        return f"占{measured.what}"
    return f"平均每项；分母是{measured.what}"


def difference(old: Measured | None, new: Measured | None) -> Decimal | None:
    """Return by how much a figure changed; None where that cannot be said."""
    before, after = (one.value if one is not None else None for one in (old, new))
    return None if before is None or after is None else after - before


def changed(old: Measured | None, new: Measured | None) -> str:
    """Write by how much a figure changed: of a share in points, of others also in per cent."""
    less = difference(old, new)
    if less is None or new is None or old is None:
        return "—"
    if new.form is Form.SHARE:
        return f"{change(less)} 个百分点" if less else "0"
    share = relative(old, new)
    return f"{change(less)}（{change(share)}%）" if share else change(less)


def relative(old: Measured, new: Measured) -> Decimal | None:
    """Return by how many per cent a figure changed, of what it was; computed from what it is made of."""
    before, after = exact(old), exact(new)
    if not before or after is None:
        return None
    return rounded((after - before) * 100 / before, PLACES)


def exact(measured: Measured) -> Decimal | None:
    """Return a figure before it is rounded."""
    if measured.whole is None:
        return Decimal(measured.part)
    return Decimal(measured.part) / measured.whole if measured.whole else None


def part_of(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent; None of nothing."""
    return per_cent(part, whole, PLACES) if whole else None
