"""The figures as tables: a terminal, a page and a workbook show the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from quanze.diff.between import Between, Pair
from quanze.diff.fates import COMING_MEANINGS, MEANINGS
from quanze.diff.reductions import UNITS
from quanze.model.measured import Form
from quanze.publish.statistics.milestones import judged
from quanze.publish.statistics.report import Line, Report
from quanze.publish.statistics.words import (
    NOT_APPLICABLE,
    base,
    change,
    changed,
    made_of,
    number,
    part_of,
    value,
)


@dataclass(frozen=True)
class Share:
    """A number in per cent; None where there is nothing that it could be of."""

    number: Decimal | None

    def __str__(self) -> str:
        return NOT_APPLICABLE if self.number is None else f"{number(self.number)}%"


@dataclass(frozen=True)
class Change:
    """By how much something changed."""

    number: int | Decimal

    def __str__(self) -> str:
        return change(self.number)


Cell = str | int | Decimal | Share | Change


@dataclass(frozen=True)
class Table:
    """Rows under a heading."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    """What is counted, in Chinese."""


def written(cell: Cell) -> str:
    """Write a cell."""
    return number(cell) if isinstance(cell, int | Decimal) else str(cell)


def tables(report: Report) -> Iterator[Table]:
    """Go through everything but the figures themselves."""
    if report.between is not None and report.old is not None:
        yield from _between(report.between, report.old.label, report.new.label)
    else:
        yield from _single(report)
    yield from _milestones(report)


def _single(report: Report) -> Iterator[Table]:
    counted = report.new.figures
    note = f"全部 {number(counted.total)} 项职权，按主项计数。"
    types = [(kind, count) for kind, count in counted.by_type.items()]
    yield Table("类型", "各类职权", ("类型", "项数", "占全部"), _shares(types, counted.total), note)
    rows = [(row.name, row.total) for row in counted.departments]
    yield Table("部门", "各部门", ("部门", "项数", "占全部"), _shares(rows, counted.total), note)


def _shares(rows: Sequence[tuple[str, int]], whole: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple((name, count, Share(part_of(count, whole))) for name, count in rows)


def _between(found: Between, old: str, new: str) -> Iterator[Table]:
    columns = ("前一版本", "后一版本", "增减", "精简率")
    note = f"前一版本是 {old}，后一版本是 {new}；精简率＝（前－后）÷前，负数是增加。按主项计数。"
    types = (*found.types, found.total, found.regular)
    yield Table("类型", "精简率：各类职权", ("类型", *columns), tuple(map(_pair, types)), note)
    departments = (*found.departments, found.total)
    yield Table("部门", "精简率：各部门", ("部门", *columns), tuple(map(_pair, departments)), note)
    yield from _fates(found)
    yield from _principles(found)
    yield from _reductions(found)


def _pair(pair: Pair) -> tuple[Cell, ...]:
    less = Change(pair.after - pair.before)
    return pair.name, pair.before, pair.after, less, Share(pair.reduction.value)


def _fates(found: Between) -> Iterator[Table]:
    told = found.fates
    rows: list[tuple[Cell, ...]] = [
        (str(fate), count, Share(part_of(count, told.before)), MEANINGS[fate])
        for fate, count in told.went.items()
    ]
    rows.append(("合计", told.before, Share(part_of(told.before, told.before)), ""))
    moved = told.between_departments
    more = f"留在清单里的有 {number(moved)} 项换了部门。" if moved else ""
    yield Table(
        "去向",
        "前一版本的职权，各到哪里去了",
        ("去向", "项数", "占前一版本", "意思"),
        tuple(rows),
        f"前一版本的 {number(told.before)} 项，每项只算一次。{more}{_records(found)}",
    )
    came = [(str(one), count, COMING_MEANINGS[one]) for one, count in told.came.items()]
    total = sum(told.came.values())
    yield Table(
        "来历",
        "后一版本新列入的职权",
        ("来历", "项数", "意思"),
        (*came, ("合计", total, "")),
        f"{number(told.before)} － 减少 {number(told.gone)} ＋ 新列入 {number(total)}"
        f" ＝ {number(told.after)}。",
    )


def _records(found: Between) -> str:
    if not found.records:
        return "两个版本之间没有调整记录，去向只看“前身”。"
    drafts = f"（其中 {found.drafts} 份没有批准）" if found.drafts else ""
    return f"依据两个版本之间的 {len(found.records)} 份调整记录{drafts}和“前身”。"


def _principles(found: Between) -> Iterator[Table]:
    rows = tuple(
        (name, sum(kinds.values()), "、".join(f"{kind} {count}" for kind, count in kinds.items()))
        for name, kinds in found.principles.items()
    )
    if rows:
        yield Table(
            "原则",
            "按清理原则",
            ("原则", "处", "变更"),
            rows,
            "数的是记录里的变更：写了清理原则的，和应当写而没有写的；一项职权调整两次的算两处。",
        )


def _reductions(found: Between) -> Iterator[Table]:
    rows = tuple(
        (
            f"{one.measure}（{UNITS[one.measure]}）",
            one.items,
            one.old if one.items else NOT_APPLICABLE,
            one.new if one.items else NOT_APPLICABLE,
            Change(one.change) if one.items else NOT_APPLICABLE,
            Share(part_of(-one.change, one.old)),
            one.unknown,
            len(one.incomparable),
        )
        for one in found.reductions
    )
    columns = ("项目", "可比", "前", "后", "增减", "减少", "不明", "换了单位")
    yield Table(
        "四减",
        "四减",
        columns,
        rows,
        "两个版本都有的职权里，两边都写明的（可比）合计；没有写的是不明，不当作 0。"
        "时限是以工作日计的承诺时限，换了单位的不能比较；别的单位没有改的不在内。",
    )


_MILESTONES: Final = ("节点", "到期", "要求", "现在", "状态")


def _milestones(report: Report) -> Iterator[Table]:
    rows = tuple(
        (one.milestone.name, one.milestone.due.isoformat(), one.asked, one.now, str(one.state))
        for one in judged(report)
    )
    if rows:
        yield Table("计划", "工作计划", _MILESTONES, rows, f"以 {report.day} 判断。")


FIGURE_COLUMNS: Final = ("指标", "单位", "前值", "前值的算法", "后值", "后值的算法", "变化", "口径")
"""The figures of two versions as a table; one version has no 前值 and no 变化."""


def figure_rows(report: Report) -> Iterator[tuple[str, list[tuple[Cell, ...]]]]:
    """Go through the sections, each with its figures as rows."""
    for title, lines in report.lines:
        yield title, [_figure(line, both=report.old is not None) for line in lines]


def _figure(line: Line, *, both: bool) -> tuple[Cell, ...]:
    one = line.either
    unit = "%" if one.form is Form.SHARE else one.unit
    now = (_number(line, newer=True), made_of(line.new))
    if not both:
        return (one.name, unit, *now, base(one))
    before = (_number(line, newer=False), made_of(line.old))
    return (one.name, unit, *before, *now, changed(line.old, line.new), base(one))


def _number(line: Line, *, newer: bool) -> Cell:
    measured = line.new if newer else line.old
    if measured is None or measured.value is None:
        return value(measured)
    return Share(measured.value) if measured.form is Form.SHARE else measured.value


def figure_columns(report: Report) -> tuple[str, ...]:
    """Return the heads of the figures."""
    if report.old is not None:
        return FIGURE_COLUMNS
    return ("指标", "单位", "数值", "算法", "口径")
