"""quanze stats."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

# typer reads the annotations of the command.
from quanze.align.engine_name import EngineName
from quanze.cli.console import OutputFormat, must_end, print_json, progress, remark
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.publish.statistics import Report


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    version: Annotated[
        str | None,
        typer.Option("--at", help="统计以前的版本：git 的版本、标签，或 @日期", metavar="版本"),
    ] = None,
    versions: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--between",
            help="比较两个版本的数字：精简率、去向、压缩率的变化；版本是 git 版本、标签、@日期或另一个"
            "清单库的文件夹，现在的文件写 .",
            metavar="旧版本 新版本",
        ),
    ] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
    workbook: Annotated[
        Path | None, typer.Option("--xlsx", help="另存为 Excel，附图表", metavar="文件")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="另存为一页网页，附图表", metavar="文件")
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option(
            "--data",
            help="统计发布的数据：网站的文件夹或网址、git 地址、清单库，各地的可以写几次；按地区、部门、类型",
            metavar="数据",
        ),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="和 --data 同用：用什么计算")
    ] = EngineName.DUCKDB,
    as_of: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="按哪一天判断“计划”的节点；不写时是今天",
            metavar="日期",
        ),
    ] = None,
) -> int:
    """统计：项数、精简率、压缩率、进厅率、流程图、裁量阶次 …，每个数都写明是怎样算的。

    示例：quanze stats 清单库

    示例：quanze stats 清单库 --at @2023-12-31

    示例：quanze stats 清单库 --between @2023-12-31 @2024-12-31 --xlsx 统计.xlsx --html 统计.html

    示例：quanze stats --data 网站 --data https://www.example.gov.cn/qzqd
    """
    if data:
        if versions or version or workbook or page:
            raise typer.BadParameter("--data 只和 --format、--engine 同用")
        from quanze.cli.stats_data import print_counts

        return print_counts(data, engine, output)
    if versions is not None and version is not None:
        raise typer.BadParameter("--at 和 --between 只写一个")
    must_end("--xlsx", workbook, ".xlsx")
    must_end("--html", page, ".html")
    day = as_of.date() if as_of else datetime.date.today()
    report = _between(folder, versions, day) if versions else _single(folder, version, day)
    if output is OutputFormat.JSON:
        from quanze.publish.statistics.data import data as told

        print_json(told(report))
    else:
        from quanze.cli.stats_text import print_report

        print_report(report)
    _write(report, workbook, page)
    return FINE


def _single(folder: Path, named: str | None, day: datetime.date) -> Report:
    from quanze.load.loader import load
    from quanze.load.versions import open_version
    from quanze.publish.statistics import report_of

    version = open_version(folder, named)
    with progress("读取") as advance:
        loaded = load(version.source, advance)
    if loaded.findings:
        remark(
            f"读取时有 {len(loaded.findings)} 处问题，没有读懂的事项不在统计内；请运行 quanze validate。"
        )
    return report_of(loaded.register, version, day)


def _between(folder: Path, versions: tuple[str, str], day: datetime.date) -> Report:
    """Read both versions whole: what cannot be read would look cancelled, so it is refused."""
    from quanze.diff.versions import readable
    from quanze.load.versions import open_version
    from quanze.publish.statistics import report_between

    old, new = (open_version(folder, None if one == "." else one) for one in versions)
    with progress("读取") as advance:
        registers = []
        for version in (old, new):
            advance(version.label)
            registers.append(readable(version).register)
    was, now = (one.settings.division for one in registers)
    if was and now and was != now:
        remark(f"两个版本的行政区划代码不同（{was}、{now}）：像是两个地区的清单，增减不是精简。")
    return report_between(registers[0], registers[1], (old, new), day)


def _write(report: Report, workbook: Path | None, page: Path | None) -> None:
    """Write the files that are asked for beside what is printed."""
    from quanze.load.write import write_bytes, write_text

    if workbook is not None:
        from quanze.publish.statistics.workbook import workbook as made

        write_bytes(workbook, made(report))
        remark(f"Excel 写在 {workbook}。")
    if page is not None:
        from quanze.publish.statistics.page import page as drawn

        write_text(page, drawn(report))
        remark(f"网页写在 {page}。")
