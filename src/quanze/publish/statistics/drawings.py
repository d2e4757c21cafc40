"""A chart for each of the main figures, in SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from quanze.diff.between import Between, Pair
from quanze.model.measured import Form, Indicator, Measured
from quanze.publish.charts import PARTS, Bar, bars, parted
from quanze.publish.statistics.report import Line, Report
from quanze.publish.statistics.words import number, part_of, value

_DEPARTMENTS: Final = 15
"""How many departments a chart shows."""
_SHARES: Final = (
    Indicator.WITH_DUTIES, Indicator.WITH_FLOW, Indicator.IN_HALL, Indicator.PERMITS_IN_HALL,
    Indicator.NO_VISIT, Indicator.ONE_VISIT, Indicator.COMPRESSION, Indicator.AT_ONCE,
    Indicator.WITH_DISCRETION,
)  # fmt: skip
_COUNTS: Final = (
    Indicator.FLOWS, Indicator.DUTIES, Indicator.MAIN_DUTIES, Indicator.SERVICES,
    Indicator.OVERSIGHT, Indicator.BOUNDARIES, Indicator.DISCRETION_STEPS,
)  # fmt: skip
_MEANS: Final = (Indicator.STATUTORY, Indicator.PROMISED)


class Drawing(NamedTuple):
    """A chart with its title, and what its numbers are of."""

    title: str
    base: str
    chart: Markup


def drawings(report: Report) -> Iterator[Drawing]:
    """Go through the charts; none where there is nothing to draw."""
    if report.between is not None:
        yield from _between(report.between)
    else:
        yield from _single(report)
    lines = {line.either.name: line for _, found in report.lines for line in found}
    yield from _shares([lines[name] for name in _SHARES])
    yield from _means([lines[name] for name in _MEANS], both=report.old is not None)
    counted = [line for name in _COUNTS if _known(line := lines[name])]
    if counted:
        title = "流程图、责任和裁量"
        rows = [_bar(line) for line in counted]
        yield Drawing(title, "清单里的数目。", bars("counts", title, rows))


def _single(report: Report) -> Iterator[Drawing]:
    counted = report.new.figures
    base = f"全部 {number(counted.total)} 项职权，按主项计数。"
    types = _shared(counted.by_type.items(), counted.total)
    yield Drawing("权力类型", base, bars("types", "各类职权的项数", types))
    rows = sorted(((row.name, row.total) for row in counted.departments), key=lambda row: -row[1])
    shown = _shared(rows[:_DEPARTMENTS], counted.total)
    yield Drawing(_most(len(rows)), base, bars("departments", "各部门职权的项数", shown))


def _shared(rows: Iterable[tuple[str, int]], whole: int) -> list[Bar]:
    return [
        Bar(name, count, f"{number(count)} 项，{_share(part_of(count, whole))}")
        for name, count in rows
    ]


def _share(share: Decimal | None) -> str:
    return "不适用" if share is None else f"{number(share)}%"


def _most(count: int) -> str:
    return f"部门（项数最多的 {_DEPARTMENTS} 个）" if count > _DEPARTMENTS else "部门"


def _between(found: Between) -> Iterator[Drawing]:
    base = "条的长短是后一版本的项数；括号里是精简率，负数是增加。"
    pairs = [found.total, found.regular, *found.types]
    title = "精简率：合计、常用和各类职权"
    yield Drawing(title, base, bars("types", title, [_pair(pair) for pair in pairs]))
    rows = sorted(found.departments, key=lambda pair: -max(pair.before, pair.after))
    title = f"精简率：{_most(len(rows))}"
    shown = [_pair(pair) for pair in rows[:_DEPARTMENTS]]
    yield Drawing(title, base, bars("departments", title, shown))
    told = found.fates
    if told.before:
        title = "前一版本的职权，各到哪里去了"
        went = [(str(fate), count) for fate, count in told.went.items() if count]
        drawn = _shared(_fitted(went), told.before)
        base = f"前一版本的 {number(told.before)} 项。"
        yield Drawing(title, base, parted("fates", title, drawn))
    if found.principles:
        title = "按清理原则"
        counted = [(name, sum(kinds.values())) for name, kinds in found.principles.items()]
        drawn = [Bar(name, count, f"{number(count)} 处") for name, count in counted]
        yield Drawing(title, "调整记录里的变更。", bars("principles", title, drawn))


def _pair(pair: Pair) -> Bar:
    told = f"{number(pair.before)} → {number(pair.after)}（{_share(pair.reduction.value)}）"
    return Bar(pair.name, pair.after, told)


def _fitted(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return as many parts as a chart can tell apart, the rest together."""
    if len(rows) <= PARTS:
        return rows
    rest = sum(count for _, count in rows[PARTS - 1 :])
    return [*rows[: PARTS - 1], ("另外几种，见表", rest)]


def _known(line: Line) -> bool:
    return any(one is not None and one.value for one in line)


def _applies(line: Line) -> bool:
    return any(one is not None and one.value is not None for one in line)


def _shares(lines: Sequence[Line]) -> Iterator[Drawing]:
    rows = [_bar(line) for line in lines if _applies(line)]
    if rows:
        title = "各项比例"
        base = "条的全长是 100%；每个比例占什么，见下面的指标表。"
        yield Drawing(title, base, bars("shares", title, rows, whole=100))


def _bar(line: Line) -> Bar:
    after = line.new.value if line.new is not None else None
    told = value(line.new) if line.old is None else f"{value(line.old)} → {value(line.new)}"
    return Bar(line.either.name, after or 0, told)


def _means(lines: Sequence[Line], *, both: bool) -> Iterator[Drawing]:
    rows = [
        Bar(
            f"{one.name}{'（前）' if both and newer == 0 else '（后）' if both else ''}",
            one.value,
            _mean(one),
        )
        for line in lines
        for newer, one in enumerate(line)
        if one is not None and one.value is not None
    ]
    if rows:
        title = "平均时限（工作日）"
        base = "承诺时限的平均和法定时限的平均，分母不同，见下面的指标表。"
        yield Drawing(title, base, bars("means", title, rows))


def _mean(measured: Measured) -> str:
    assert measured.form is Form.MEAN  # noqa: S101
    return f"{value(measured)}（{number(measured.whole or 0)} 项）"
