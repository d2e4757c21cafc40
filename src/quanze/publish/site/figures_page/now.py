"""The figures of the list as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from quanze.model.compression import Comparison, Sum, Tally, compression
from quanze.model.figures import Figures, Stated, figures, stated
from quanze.model.items import YesNo
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.publish.charts import PARTS, Bar, bars, parted
from quanze.publish.site.figures_page.figure import (
    MAIN,
    Figure,
    Table,
    count_bars,
    percent,
    share_bars,
    share_table,
    signed,
    unit_name,
)

_DEPARTMENTS: Final = 15
"""How many departments the chart shows."""
_ROWS: Final = 60
"""How many the table shows; the home page has all."""
_NO_VISIT: Final = "0 次"
_MANY_VISITS: Final = 3


@dataclass(frozen=True)
class Now:
    """What the powers of a list say of themselves."""

    figures: Figures
    levels: Stated
    handling: Stated
    hall: Stated
    online: Stated
    visits: Stated
    tally: Tally

    @property
    def rests_on(self) -> tuple[Any, ...]:
        """Everything that is shown."""
        said = (self.levels, self.handling, self.hall, self.online, self.visits)
        return (
            [(row.name, row.total) for row in self.figures.departments],
            self.figures.by_type,
            [(one.counts, one.silent) for one in said],
            self.tally.comparisons,
            [repr(one) for one in self.tally.sums()],
        )

    def kinds(self) -> Iterator[Figure]:
        """Go through the figures of what powers there are."""
        yield self._types()
        yield self._departments()
        yield from _parted("by-level", "行使层级", self.levels)

    def service(self) -> Iterator[Figure]:
        """Go through the figures of how powers are exercised."""
        yield from _parted("handling", "办件类型", self.handling)
        head = _share("进厅率", self.hall, YesNo.YES)
        yield from _parted("hall", "进驻大厅", self.hall, head, list(YesNo).index)
        yield from _parted("online", "网办深度", self.online)
        head = _share("零跑动", self.visits, _NO_VISIT)
        yield from _parted("visits", "到现场次数", self.visits, head, str)

    def limits(self) -> Iterator[Figure]:
        """Go through the figures of statutory and promised limits."""
        told = self.tally.comparisons
        silent = told.pop(Comparison.SILENT, 0)
        if told:
            yield _compared(told, silent)
        if sums := list(self.tally.sums()):
            yield _compression(sums)

    def _types(self) -> Figure:
        total, rows = self.figures.total, list(self.figures.by_type.items())
        return Figure(
            "by-type",
            "权力类型",
            f"全部 {total:,} 项职权。{MAIN}",
            bars("by-type", "各类职权的项数", count_bars(rows)),
            share_table("类型", rows, total, "占全部"),
        )

    def _departments(self) -> Figure:
        total = self.figures.total
        rows = [(row.name, row.total) for row in self.figures.departments]
        rows.sort(key=lambda row: -row[1])
        cut = len(rows) > _DEPARTMENTS
        left = rows[_ROWS:]
        table = share_table("部门", rows[:_ROWS], total, "占全部")
        if left:
            rest = sum(count for _, count in left)
            more = f"另有 {len(left)} 个部门，共 {rest:,} 项，见部门页。"
            table = replace(table, more=more)
        return Figure(
            "by-department",
            f"部门（项数最多的 {_DEPARTMENTS} 个）" if cut else "部门",
            f"{len(rows)} 个部门的 {total:,} 项职权。{MAIN}",
            bars("by-department", "各部门职权的项数", count_bars(rows[:_DEPARTMENTS])),
            table,
        )


def now(register: Register, counted: Figures | None = None) -> Now:
    """Count what the powers of a register say."""
    powers = register.powers
    return Now(
        counted or figures(register),
        levels=stated(powers, lambda power: power.level),
        handling=stated(powers, lambda power: power.handling_type),
        hall=stated(powers, lambda power: power.in_hall),
        online=stated(powers, lambda power: power.online_depth),
        visits=stated(powers, _visits),
        tally=compression(powers),
    )


def _visits(power: Power) -> str | None:
    if power.visits is None:
        return None
    return f"{power.visits} 次" if power.visits < _MANY_VISITS else f"{_MANY_VISITS} 次以上"


def _share(name: str, said: Stated, value: str) -> str:
    part = said.part(value)
    return f"{name} {percent(part, said.total)}（{part:,}÷{said.total:,}）"


def _parted(
    name: str,
    title: str,
    said: Stated,
    headline: str = "",
    order: Callable[[Any], Any] | None = None,
) -> Iterator[Figure]:
    """Return what powers say of themselves; nothing where none says anything."""
    if not said.total:
        return
    rows = list(said.counts.items())
    if order is not None:
        rows.sort(key=lambda row: order(row[0]))
    rows = _fitted(rows)
    silence = f"没有写的 {said.silent:,} 项不在内。" if said.silent else "全部都写明了。"
    yield Figure(
        name,
        title,
        f"写明“{title}”的 {said.total:,} 项。{silence}{MAIN}",
        parted(name, title, share_bars(rows, said.total)),
        share_table(title, rows, said.total, "占写明的"),
        headline,
    )


def _fitted(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return as many answers as a chart can tell apart; the rest together."""
    if len(rows) <= PARTS:
        return rows
    return [*rows[: PARTS - 1], ("其他写法", sum(count for _, count in rows[PARTS - 1 :]))]


def _compared(told: dict[Comparison, int], silent: int) -> Figure:
    rows = [(str(one), count) for one, count in told.items()]
    written = sum(told.values())
    both = f"写了法定时限或承诺时限的 {written:,} 项。"
    neither = f"两个都没有写的 {silent:,} 项不在内。" if silent else ""
    title = "承诺时限与法定时限"
    return Figure(
        "compared",
        title,
        f"{both}{neither}{MAIN}",
        parted("compared", title, share_bars(rows, written)),
        share_table("比较", rows, written, "占写明的"),
    )


def _compression(sums: Sequence[Sum]) -> Figure:
    items = sum(one.items for one in sums)
    drawn = [Bar(f"以{unit_name(one.unit)}计", one.saved, _averages(one)) for one in sums]
    rows = tuple(
        (
            unit_name(one.unit),
            f"{one.items:,}",
            *map(str, one.averages),
            signed(f"{one.saved}%"),
        )
        for one in sums
    )
    told = "，".join(f"以{unit_name(one.unit)}计 {signed(str(one.saved))}%" for one in sums[:2])
    return Figure(
        "compression",
        "压缩率和平均时限",
        f"两个时限都写了、单位相同的 {items:,} 项；不同单位的不相加。"
        f"压缩率＝（法定时限之和－承诺时限之和）÷法定时限之和。{MAIN}",
        bars("compression", "各种单位的压缩率", drawn, whole=100),
        Table(("单位", "项数", "法定平均", "承诺平均", "压缩率"), rows),
        f"压缩率：{told}",
    )


def _averages(one: Sum) -> str:
    old, new = one.averages
    return f"{signed(str(one.saved))}%（平均 {old} → {new}）"
