"""Columns of all items as short text, for the page that filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from quanze.model.period import Period, Unit
from quanze.publish.site.index.numbers import written

# Only to put limits of different units in one order; nothing is computed with it.
_ABOUT_HOURS: Final = {
    Unit.IMMEDIATE: 0.0,
    Unit.HOUR: 1.0,
    Unit.DAY: 24.0,
    Unit.WORKING_DAY: 33.6,
    Unit.MONTH: 730.0,
    Unit.YEAR: 8760.0,
}
_LAST: Final = 1e9


def column(cells: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """Return values, the sets of values that occur, and which set each item has."""
    values = list(dict.fromkeys(value for cell in cells for value in cell))
    number = {value: place for place, value in enumerate(values)}
    sets = list(dict.fromkeys(cells))
    place = {cell: at for at, cell in enumerate(sets)}
    return {
        "values": values,
        "sets": [[number[value] for value in cell] for cell in sets],
        "items": runs(place[cell] for cell in cells),
    }


def runs(numbers: Iterable[int]) -> str:
    """Return numbers as text; where one is repeated, how often. list.js reads them."""
    made = []
    for number, same in groupby(numbers):
        length = sum(1 for _ in same)
        made.append(
            written(number * 2 + 1) + written(length) if length > 1 else written(number * 2)
        )
    return "".join(made)


def limit_order(limits: Sequence[Period | None]) -> dict[str, Any]:
    """Return the limits that occur, the shortest first, and which each item has."""
    found = dict.fromkeys(limits)
    order = sorted(found, key=lambda limit: (_hours(limit), str(limit or "")))
    place = {limit: at for at, limit in enumerate(order)}
    return {
        "values": [str(limit or "") for limit in order],
        "items": runs(place[limit] for limit in limits),
    }


def _hours(limit: Period | None) -> float:
    """About how long a limit is; those not understood come after, and those not stated last."""
    if limit is None:
        return 2 * _LAST
    return _LAST if limit.unit is None else _ABOUT_HOURS[limit.unit] * (limit.amount or 0)


def name_order(names: Sequence[str]) -> str:
    """Return for each item the place of its name: by pinyin, as GB 2312 has the common characters."""
    order = sorted(range(len(names)), key=lambda at: names[at].encode("gb18030", errors="replace"))
    place = [0] * len(names)
    for rank, at in enumerate(order):
        place[at] = rank
    return "".join(map(written, place))
