"""Figures on a terminal, in 80 columns: the number first, what it was made of below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quanze.cli.console import out, say
from quanze.model.visible_text import visible
from quanze.publish.statistics.tables import tables, written
from quanze.publish.statistics.words import base, changed, made_of, value

if TYPE_CHECKING:
    from rich.table import Table as Grid

    from quanze.model.figures import Figures
    from quanze.model.measured import Measured
    from quanze.publish.statistics.report import Line, Report
    from quanze.publish.statistics.tables import Table


def print_report(report: Report) -> None:
    """Print everything."""
    if report.old is None:
        _by_department_and_type(report.new.figures)
    else:
        say(f"{report.name}：{report.title}\n")
    found = list(tables(report))
    # Of one version the table of departments and types has both already.
    shown = [one for one in found if report.old is not None or one.name not in ("类型", "部门")]
    aims = [one for one in shown if one.name == "计划"]
    for table in shown:
        if table.name != "计划":
            _print(table)
    _figures(report)
    for table in aims:
        _print(table)


def _by_department_and_type(counted: Figures) -> None:
    # Ten types and the total have to fit into 80 columns, beside the names of departments.
    table = _grid(f"{counted.name}：{counted.total} 项职权")
    table.padding = (0, 0, 0, 0)
    table.add_column("部门", overflow="fold", min_width=10)
    for kind in counted.types:
        table.add_column(kind.replace("行政", ""), justify="right", no_wrap=True)
    table.add_column("合计", justify="right", no_wrap=True, style="bold")
    for row in counted.departments:
        numbers = (str(row.by_type.get(kind, "")) for kind in counted.types)
        table.add_row(_text(row.name), *numbers, str(row.total))
    table.add_section()
    totals = (str(counted.by_type[kind]) for kind in counted.types)
    table.add_row("合计", *totals, str(counted.total))
    out().print(table)


def _print(table: Table) -> None:
    """Print a table; words stand left, numbers right."""
    grid = _grid(table.title)
    for at, column in enumerate(table.columns):
        words = all(isinstance(row[at], str) for row in table.rows) and bool(table.rows)
        grid.add_column(
            column, justify="left" if words else "right", overflow="fold", no_wrap=not words
        )
    for row in table.rows:
        if row[0] == "合计" and len(table.rows) > 1:
            grid.add_section()
        grid.add_row(*(_text(written(cell)) for cell in row))
    out().print(grid)
    if table.note:
        say(f"{table.note}\n")


def _figures(report: Report) -> None:
    both = report.old is not None
    for title, lines in report.lines:
        grid = _grid(title)
        grid.add_column("指标和口径", overflow="fold", ratio=5)
        if both:
            grid.add_column("前一版本", overflow="fold", ratio=3)
        grid.add_column("后一版本" if both else "数值", overflow="fold", ratio=3)
        if both:
            grid.add_column("变化", overflow="fold", ratio=3)
        grid.expand = True
        for line in lines:
            grid.add_row(*_cells(line, both=both))
        out().print(grid)


def _cells(line: Line, *, both: bool) -> list[Any]:
    from rich.text import Text

    named = Text(visible(line.either.name), "bold").append(f"\n{base(line.either)}", "dim not bold")
    if not both:
        return [named, _value(line.new)]
    return [named, _value(line.old), _value(line.new), _text(changed(line.old, line.new))]


def _value(measured: Measured | None) -> Any:
    from rich.text import Text

    told = Text(value(measured))
    if made := made_of(measured):
        told.append(f"\n{made}", "dim")
    return told


def _grid(title: str) -> Grid:
    from rich import box
    from rich.table import Table as Grid

    return Grid(title=_text(title), box=box.SIMPLE, padding=(0, 1), pad_edge=False)


def _text(words: str) -> Any:
    from rich.text import Text

    return Text(visible(words))
