"""quanze cases."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import OutputFormat, must_end, print_json, progress, remark, say, visible
from quanze.cli.exits import CANNOT_RUN, FINDINGS, FINE
from quanze.load.collector import collector_paused

if TYPE_CHECKING:
    from quanze.casework.columns import CaseColumns
    from quanze.casework.handled import CaseTable
    from quanze.casework.report import Report
    from quanze.model.register import Register
    from quanze.publish.handled.workbook import CaseBook

SHOWN = 10
"""How many findings of a check are listed as text."""


def command(
    file: Annotated[
        Path | None,
        typer.Argument(help="办结办件表：CSV 或 Excel", metavar="办件表", show_default=False),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--register", help="与哪个清单库核对；不写就是当前文件夹", metavar="清单库",
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--today", formats=["%Y-%m-%d"], help="没有决定的办件算到哪一天；不写就是今天",
            metavar="日期", show_default=False,
        ),
    ] = None,
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--xlsx", help="把办件和旁边的发现写成 Excel 文件", metavar="文件",
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", help="写一张空表（.xlsx 或 .csv），各列附说明", metavar="文件",
            show_default=False,
        ),
    ] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
) -> int:  # fmt: skip
    """办件核对：实际办理的案件与清单、日历逐件对照，找出清单外行使、超期、缺环节等。

    示例：quanze cases 办件.xlsx --register 清单库 --xlsx 核对结果.xlsx

    示例：quanze cases --template 空表.xlsx --register 清单库

    没有问题返回 0，有问题返回 1，读不了表返回 2。结果里只有案号、编码和日期，没有当事人的信息。
    """
    from quanze.casework.audit import columns_of
    from quanze.excel.archive import Unreadable

    register = _register(folder, needed=template is None)
    columns = columns_of(register)
    if template is not None:
        return _template(template, columns)
    if file is None:
        raise typer.BadParameter("写明办件表，或者用 --template 得到一张空表")
    today = day.date() if day else datetime.date.today()
    must_end("--xlsx", workbook, ".xlsx")
    if workbook is not None and workbook.exists() and file.exists() and workbook.samefile(file):
        raise typer.BadParameter("结果不能写进办件表自己：--xlsx 换一个文件名")
    try:
        report, table = _audited(file, folder, register, columns, today, workbook, output)
    except Unreadable as error:
        remark(f"{file}：{error}")
        return CANNOT_RUN
    if output is OutputFormat.JSON:
        from quanze.publish.handled.data import report_data

        print_json(report_data(report, table))
    else:
        from quanze.cli.cases_text import print_report

        print_report(report, table)
    if workbook is not None:
        remark(f"写好了 {workbook}")
    return FINDINGS if report.findings else FINE


def _register(folder: Path | None, *, needed: bool) -> Register:
    """Load the register; an empty table can be had without one."""
    from quanze.load.loader import load
    from quanze.load.source import SETTINGS_FILE, open_register
    from quanze.model.register import Register
    from quanze.model.settings import Settings

    if not needed and folder is None and not Path(SETTINGS_FILE).is_file():
        return Register(Settings.model_validate({"名称": "（没有清单库）"}))
    loaded = load(open_register(folder or Path()))
    if loaded.findings and needed:
        remark(
            f"读取清单库时有 {len(loaded.findings)} 处问题，没有读懂的事项和流程不在核对之列；"
            "请运行 quanze validate。"
        )
    return loaded.register


def _audited(
    file: Path,
    folder: Path | None,
    register: Register,
    columns: CaseColumns,
    today: datetime.date,
    target: Path | None,
    output: OutputFormat,
) -> tuple[Report, CaseTable]:
    from quanze.casework.audit import Audit
    from quanze.casework.handled import open_cases
    from quanze.casework.report import Report
    from quanze.cli.calendars import desk

    table = open_cases(file, columns)
    audit = Audit(register, desk(folder).calendar, table, today=today)
    keep = None if output is OutputFormat.JSON else SHOWN
    name = visible(file.name)
    report = Report(name, register.settings.name, today, table.remarks, keep)
    with collector_paused(), progress("核对") as advance, _book(target, table) as book:
        for result in audit.results():
            report.add(result)
            if book is not None:
                book.add(result)
            advance(str(result.case.row))
        if book is not None:
            book.finish(report)
    return report, table


@contextmanager
def _book(target: Path | None, table: CaseTable) -> Iterator[CaseBook | None]:
    """Open the workbook, if one is asked for; it is put in its place whole."""
    if target is None:
        yield None
        return
    import tempfile

    from quanze.load.write import write_bytes
    from quanze.publish.handled.workbook import CaseBook
    from quanze.publish.spreadsheet.look import new_workbook

    with tempfile.TemporaryFile() as stream:
        with new_workbook(stream, row_by_row=True) as book:
            yield CaseBook(book, table)
        stream.seek(0)
        write_bytes(target, stream.read())


def _template(target: Path, columns: CaseColumns) -> int:
    from quanze.load.write import write_bytes
    from quanze.publish.handled.template import csv_template, workbook_template

    makers = {".csv": csv_template, ".xlsx": workbook_template}
    must_end("--template", target, *makers)
    if target.exists():
        remark(f"已经有 {target}，没有改动。换一个文件名。")
        return CANNOT_RUN
    write_bytes(target, makers[target.suffix.lower()](columns))
    say(f"写好了空表 {target}：一行一件，不写当事人的姓名、证件号码、电话。")
    return FINE
