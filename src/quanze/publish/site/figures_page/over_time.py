"""The figures of the list after each adjustment, as far back as the records tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quanze.diff.figures_back import FormerFigures, WalkBack
from quanze.model.compression import Sum, per_cent
from quanze.model.period import Unit
from quanze.publish.charts import Bar, line
from quanze.publish.site.figures_page.figure import Figure, Table, percent, signed, unit_name

NEWEST: Final = 20
"""How many adjustments a chart and its table show, the newest; the pages of adjustments have all."""


def over_time(walk: WalkBack) -> Iterator[Figure]:
    """Go through the figures over the versions; none where there is no record."""
    told = walk.versions
    if not told:
        return
    notes = (f"只能追溯到这里：{walk.end}。更早的没有列出。",) if walk.end else ()
    yield _totals(told, walk.before or 0, notes)
    if unit := _unit(told[-1].sums):
        yield _compressions(told, unit, notes)


def _totals(told: Sequence[FormerFigures], start: int, notes: tuple[str, ...]) -> Figure:
    rows = [("（起点）", f"{start:,}", "", "", "")]
    shown = told[-NEWEST:]
    for one in shown:
        totals = one.record.totals
        changes = (f"{totals.added:,}", f"{totals.removed:,}", percent(start - one.total, start))
        rows.append((_named(one), f"{one.total:,}", *changes))
    points = [Bar(one.record.number, one.total) for one in shown]
    if len(shown) == len(told):
        points.insert(0, Bar("起点", start))
    return Figure(
        "totals",
        "总项数和精简率",
        "每次批准的调整以后清单里职权的项数，从现在的清单按记录往回推算，并与各次记录的合计核对过。"
        f"起点是“{_named(told[0])}”以前的 {start:,} 项。"
        "精简率＝（起点项数－当时项数）÷起点项数，负数表示比起点多。",
        line("totals", "历次调整以后职权的项数", points),
        Table(("调整", "调整后项数", "增加", "减少", "精简率"), tuple(rows)),
        f"{start:,} 项 → {told[-1].total:,} 项{_change(start, told[-1].total)}",
        notes,
        wide=True,
        earlier=len(told) - len(shown),
    )


def _change(start: int, now: int) -> str:
    if not start or now == start:
        return ""
    share = abs(per_cent(now - start, start))
    return f"，{'精简' if now < start else '增加'} {share}%"


def _compressions(told: Sequence[FormerFigures], unit: Unit, notes: tuple[str, ...]) -> Figure:
    pairs = [(one, total) for one in told for total in one.sums if total.unit is unit]
    shown = pairs[-NEWEST:]
    points = [
        Bar(one.record.number, total.saved, f"{signed(str(total.saved))}%") for one, total in shown
    ]
    rows = tuple(
        (
            _named(one),
            f"{total.items:,}",
            *map(str, total.averages),
            signed(f"{total.saved}%"),
            f"{one.unknown:,}" if one.unknown else "",
        )
        for one, total in shown
    )
    first, last = pairs[0][1], pairs[-1][1]
    return Figure(
        "compressions",
        "压缩率的变化",
        f"每次批准的调整以后，法定时限和承诺时限都以{unit_name(unit)}计的职权的压缩率。"
        "后来减少的职权，记录没有写当时的时限的，不在内，项数见表。",
        line("compressions", "历次调整以后的压缩率", points, "%"),
        Table(("调整", "可比的项数", "法定平均", "承诺平均", "压缩率", "时限不明"), rows),
        f"{signed(str(first.saved))}% → {signed(str(last.saved))}%",
        notes,
        wide=True,
        earlier=len(pairs) - len(shown),
    )


def _unit(sums: Sequence[Sum]) -> Unit | None:
    """Return the unit that is followed: working days where any power is measured in them."""
    units = [one.unit for one in sums]
    return Unit.WORKING_DAY if Unit.WORKING_DAY in units else units[0] if units else None


def _named(one: FormerFigures) -> str:
    title = one.record.title
    return f"{one.record.number} {title}" if title else f"{one.record.number} 号调整"
