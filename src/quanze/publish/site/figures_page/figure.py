"""A figure: a chart, what it counts, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from quanze.model.compression import per_cent
from quanze.model.period import Unit
from quanze.publish.charts import Bar

MAIN = "按主项计数，子项和业务办理项不另计。"

_UNITS = {Unit.DAY: "自然日", Unit.MONTH: "个月", Unit.HOUR: "小时"}


@dataclass(frozen=True)
class Table:
    """The numbers of a chart."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""
    """What the table leaves out, in Chinese."""


@dataclass(frozen=True)
class Figure:
    """A chart, what it counts, and its numbers."""

    id: str
    title: str
    base: str
    """What is counted, in Chinese."""
    chart: Markup
    table: Table
    headline: str = ""
    """The number to be remembered."""
    notes: tuple[str, ...] = ()
    wide: bool = False
    """Whether it needs the whole width."""
    earlier: int = 0
    """Of a figure over time: how many adjustments before those shown it leaves out."""


def percent(part: int, whole: int) -> str:
    """Write a share: 31.1%."""
    return signed(f"{per_cent(part, whole)}%") if whole else "—"


def signed(number: str) -> str:
    """Write a number with a minus sign that is no hyphen."""
    return number.replace("-", "−")


def unit_name(unit: Unit) -> str:
    """Name a unit where numbers of several units stand side by side."""
    return _UNITS.get(unit, str(unit))


def count_bars(rows: Iterable[tuple[str, int]]) -> list[Bar]:
    """Return bars of numbers of powers."""
    return [Bar(name, count, f"{count:,} 项") for name, count in rows]


def share_bars(rows: Sequence[tuple[str, int]], whole: int) -> list[Bar]:
    """Return bars of numbers of powers, each with its share."""
    return [Bar(name, count, f"{count:,} 项，{percent(count, whole)}") for name, count in rows]


def share_table(head: str, rows: Iterable[tuple[str, int]], whole: int, of: str) -> Table:
    """Return numbers of powers as a table, each with its share."""
    return Table(
        (head, "项数", of),
        tuple((name, f"{count:,}", percent(count, whole)) for name, count in rows),
    )
