"""quanze deadline --cases: a table of running cases."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quanze.cli.calendars import load_items
from quanze.cli.console import (
    out,
    print_bytes,
    print_json,
    progress,
    remark,
    say,
    visible,
    written_to,
)
from quanze.cli.exits import CANNOT_RUN, FINDINGS, FINE
from quanze.load.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from quanze.cli.calendars import Desk
    from quanze.deadline.case_rows import CaseRow
    from quanze.deadline.cases import CaseResult
    from quanze.deadline.items import Items
    from quanze.publish.due_dates.report import CaseReport

SHOWN: Final = 1000
"""How many rows are laid out as text; whoever has more wants a table."""


@collector_paused()
def run_cases(
    file: Path,
    desk: Desk,
    *,
    today: datetime.date,
    strict: bool,
    output: str,
    target: Path | None,
) -> int:
    """Work out a table of cases and give the result.

    Returns:
        the exit code: 0 fine, 1 some rows have no date, 2 the table cannot be read.
    """
    from quanze.excel.archive import Unreadable

    if target is not None and target.exists() and file.exists() and target.samefile(file):
        remark(f"结果不能写进办件表自己（{file}）：--output 换一个文件名")
        return CANNOT_RUN
    try:
        report = _worked_out(file, desk, today, strict=strict)
    except Unreadable as error:
        remark(f"{file}：{error}")
        return CANNOT_RUN
    _give(report, output, target)
    _say_faults(report)
    return FINDINGS if report.faults else FINE


def _worked_out(file: Path, desk: Desk, today: datetime.date, *, strict: bool) -> CaseReport:
    from quanze.deadline.cases import Casework
    from quanze.excel.cases import read_cases
    from quanze.publish.due_dates.report import CaseReport

    table = read_cases(file)
    settings = desk.settings.deadlines
    items = _items(desk, table.rows)
    work = Casework(desk.calendar, settings, items, today=today, strict=strict)
    results = []
    with progress("计算", len(table.rows)) as advance:
        for result in work.work_out(table.rows):
            results.append(result)
            advance(result.number)
    return CaseReport(
        file.name, tuple(results), desk.calendar, today, settings.warning, table.remarks
    )


def _items(desk: Desk, rows: Sequence[CaseRow]) -> Items | None:
    """Load the register, if there is one and a row names an item of it."""
    from quanze.deadline.case_rows import Column

    if desk.source is None or not any(row.text(Column.ITEM) for row in rows):
        return None
    return load_items(desk.source)


def _give(report: CaseReport, output: str, target: Path | None) -> None:
    from quanze.load.write import write_bytes

    if output in ("text", "json"):
        with written_to(target):
            if output == "json":
                from quanze.publish.due_dates.case_facts import case_facts

                print_json(case_facts(report))
            else:
                _print(report)
    elif target is None:
        print_bytes(_file(report, output))
    else:
        write_bytes(target, _file(report, output))
    if target is not None:
        say(f"{report.summary}。结果写在 {target}。")


def _file(report: CaseReport, output: str) -> bytes:
    """Return the result as the bytes of a file."""
    if output == "csv":
        from quanze.publish.due_dates.table import csv_text

        return csv_text(report.results).encode("utf-8")
    if output == "ics":
        from quanze.publish.due_dates.case_events import cases_ics

        return cases_ics(report).encode("utf-8")
    from quanze.publish.due_dates.workbook import cases_workbook

    return cases_workbook(report)


def _say_faults(report: CaseReport) -> None:
    for note in report.remarks:
        remark(note)
    if not report.faults:
        return
    remark(f"有 {len(report.faults)} 行没有算出到期日：", style="bold")
    for result, fault in report.faults[:SHOWN]:
        name = f"（{result.number}）" if result.number else ""
        remark(f"  第 {result.row} 行{name} {fault}")
    if len(report.faults) > SHOWN:
        remark(f"  ……还有 {len(report.faults) - SHOWN} 行，用 --output 写进文件查看")


def _print(report: CaseReport) -> None:
    shown = report.found[:SHOWN]
    if shown:
        out().print(_table(shown))
    if len(shown) < len(report.found):
        say(
            f"……还有 {len(report.found) - len(shown)} 件，用 --output 文件.xlsx 或 文件.csv 写出全部"
        )
    say(f"{report.summary}。今日 {report.today}。")
    say(f"{report.basis}。")
    say(f"{report.grades}。")
    for note in report.notes():
        say(note)


def _table(shown: Sequence[CaseResult]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from quanze.cli.deadline_text import COLOURS

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("行", justify="right", no_wrap=True)
    table.add_column("编号", overflow="fold", max_width=16)
    table.add_column("起算日\n期限", overflow="fold", max_width=14)
    table.add_column("到期日", no_wrap=True)
    table.add_column("剩余", no_wrap=True)
    table.add_column("预警", no_wrap=True)
    table.add_column("依据和说明", overflow="fold", min_width=10)
    for result in shown:
        colour = str(result.remaining.colour) if result.remaining else ""
        style = COLOURS.get(colour, "")
        said = [Text(visible(cell)) for cell in _cells(result)]
        said.insert(5, Text(colour, style=style))
        table.add_row(*said)
    return table


def _cells(result: CaseResult) -> list[str]:
    """Return the texts of a row, without the warning."""
    from quanze.publish.due_dates.report import due_day, lawful_day, remarks_text

    due, lawful = due_day(result), lawful_day(result)
    basis = result.answer.terms.basis if result.answer else ()
    said = [
        "；".join(basis).replace("《中华人民共和国", "《"),
        f"法定 {lawful}" if lawful else "",
        remarks_text(result),
    ]
    counted = str(result.answer.due.period) if result.answer else ""
    started = str(result.case.request.start) if result.case else ""
    date = str(due) if due else str(result.state)
    if due and not due.decided and result.answer:
        outcome = result.answer.due.outcome
        date += f"\n最早 {outcome.earliest}\n最晚 {outcome.latest}"
    return [
        str(result.row),
        result.number,
        f"{started}\n{counted}",
        date,
        _left(result),
        "\n".join(filter(None, said)),
    ]


def _left(result: CaseResult) -> str:
    """Say what is left, or by how much it is late: working days, then days."""
    left = result.paused or result.remaining
    if left is None:
        return ""
    counted = ((left.working_days, "工作日"), (left.days, "天"))
    return "\n".join(
        f"{'超 ' if n < 0 else ''}{abs(n)} {unit}" for n, unit in counted if n is not None
    )
