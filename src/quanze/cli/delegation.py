"""quanze delegation."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import OutputFormat, must_end, print_json, remark, say
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from quanze.cli.calendars import Desk
    from quanze.law.delegation import Duty
    from quanze.load.loader import Loaded
    from quanze.publish.delegation.report import DelegationReport


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(help="清单库所在的文件夹；不写时用当前文件夹", metavar="清单库"),
    ] = None,
    as_of: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="按哪一天算；不写就是今天", metavar="日期"
        ),
    ] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
    show_all: Annotated[
        bool, typer.Option("--all", help="办完的、还早的也列出来", metavar="")
    ] = False,
    demands: Annotated[
        bool, typer.Option("--demands", help="只列需求清单（点菜）和答复", metavar="")
    ] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="写成 Excel 工作簿", metavar="文件")
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", help="写成日历文件，供 Outlook、手机导入", metavar="文件"),
    ] = None,
    letter: Annotated[
        str | None,
        typer.Option("--letter", help="写出这一批的委托书，每份协议一份", metavar="批次编号"),
    ] = None,
    notice: Annotated[
        str | None, typer.Option("--notice", help="写出这一批的公告", metavar="批次编号")
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--to", help="委托书、公告写到哪个文件夹", metavar="文件夹")
    ] = None,
) -> int:
    """下放、委托：什么要办、到哪一天；也写委托书和公告。

    交接30个工作日、备案10个工作日（吉发〔2020〕7号），以及期满、评估、培训、行权报告。有逾期的，退出码是 1。

    示例：quanze delegation 清单库 --as-of 2026-11-22

    示例：quanze delegation 清单库 --xlsx 到期.xlsx --ics 到期.ics

    示例：quanze delegation 清单库 --letter 2026-1 --notice 2026-1 --to 文件
    """
    from quanze.cli.calendars import desk

    opened = desk(folder or Path())
    if letter or notice:
        from quanze.cli.delegation_documents import write_documents

        return write_documents(opened, letter, notice, target)
    if output is OutputFormat.JSON and (xlsx or ics):
        raise typer.BadParameter("--format json 和 --xlsx、--ics 分两次运行")
    must_end("--xlsx", xlsx, ".xlsx")
    must_end("--ics", ics, ".ics")
    if target is not None:
        raise typer.BadParameter("--to 是委托书、公告的文件夹：加上 --letter 或者 --notice")
    loaded = _loaded(opened)
    today = as_of.date() if as_of else datetime.date.today()
    report = _report(loaded, opened, today)
    shown = report.duties if show_all else report.due
    if not _write(report, shown, xlsx, ics):
        _print(report, shown, output, demands=demands)
    late = bool(report.overdue) and not demands
    return FINDINGS if late or _broken(loaded) else FINE


def _loaded(opened: Desk) -> Loaded:
    from quanze.load.loader import load
    from quanze.load.source import CannotRun

    if opened.source is None:
        raise CannotRun("没有找到清单库。")
    loaded = load(opened.source)
    if broken := _broken(loaded):
        remark(f"{'、'.join(broken)} 有读不懂的内容，结果可能不全；请运行 quanze validate。")
    return loaded


def _broken(loaded: Loaded) -> list[str]:
    """Return the batches of which something could not be read."""
    from quanze.load.layout import DELEGATIONS

    files = {found.origin.file for found in loaded.findings}
    return sorted(file for file in files if file.startswith(DELEGATIONS))


def _report(loaded: Loaded, opened: Desk, today: datetime.date) -> DelegationReport:
    from quanze.law.delegation_duties import duties
    from quanze.publish.delegation.report import DelegationReport

    batches, settings = loaded.register.delegations, loaded.register.settings
    return DelegationReport(
        settings,
        today,
        opened.calendar,
        duties(settings, batches, today, opened.calendar),
        tuple((batch, demand) for batch in batches for demand in batch.demands),
    )


def _write(
    report: DelegationReport, shown: tuple[Duty, ...], xlsx: Path | None, ics: Path | None
) -> list[Path]:
    """Write the files that are asked for: all are made before the first is written."""
    from quanze.load.write import write_bytes
    from quanze.publish.delegation.events import delegation_ics
    from quanze.publish.delegation.workbook import delegation_workbook

    made: dict[Path, bytes] = {}
    if xlsx is not None:
        made[xlsx] = delegation_workbook(report, shown)
    if ics is not None:
        made[ics] = delegation_ics(report, shown).encode("utf-8")
    for path, data in made.items():
        write_bytes(path, data)
    if made:
        say(f"{report.summary}。结果写在 {'、'.join(map(str, made))}。")
    return list(made)


def _print(
    report: DelegationReport, shown: tuple[Duty, ...], output: OutputFormat, *, demands: bool
) -> None:
    if output is OutputFormat.JSON:
        from quanze.publish.delegation.report import facts

        told = facts(report, shown)
        print_json({k: told[k] for k in ("名称", "今日", "需求")} if demands else told)
        return
    from quanze.cli.delegation_text import print_demands, print_due

    if demands:
        print_demands(report)
    elif not report.duties and not report.demands:
        say(f"{report.settings.name}：没有赋权批次（delegations/ 里的文件）。")
    else:
        print_due(report, shown)
