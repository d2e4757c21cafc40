"""quanze align."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

# typer reads the annotations of the command.
from quanze.align.engine_name import EngineName
from quanze.cli.console import must_end, print_json, print_text, progress, remark, say, written_to
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from quanze.align.judged import Judged
    from quanze.align.results import Alignment


class AlignFormat(StrEnum):
    """How findings are given."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def command(
    more: Annotated[
        list[str] | None, typer.Argument(help="更多的下级，写法与 --lower 相同", metavar="下级")
    ] = None,
    upper: Annotated[
        str | None,
        typer.Option(
            "--upper",
            help="上级：清单库的文件夹、文件夹@版本、git 地址（以 .git 结尾），或者发布的网站的文件夹、网址",
            metavar="上级",
        ),
    ] = None,
    lower: Annotated[
        list[str] | None,
        typer.Option("--lower", help="下级，写法相同；市、县、乡可以一起写", metavar="下级"),
    ] = None,
    same: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--same",
            help="同一个部门、同一个地区的两处清单，如部门网站和政府网站",
            metavar="一处 另一处",
        ),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="用什么计算；spark 用于一台机器装不下的数据")
    ] = EngineName.DUCKDB,
    output: Annotated[
        AlignFormat, typer.Option("--format", help="输出格式；后两种供平台读")
    ] = AlignFormat.TEXT,
    target: Annotated[
        Path | None, typer.Option("--output", help="把结果写进文件（UTF-8）", metavar="文件")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="另写一份 Excel，如 对照.xlsx", metavar="文件")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="列出每一处", metavar="")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="有警告也按不通过处理（退出码 1）", metavar="")
    ] = False,
    date: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="期限和交接按哪一天看；不写就是今天",
            metavar="日期",
        ),
    ] = None,
) -> int:
    """上下级清单对照：五统一，应承接未承接，应取消未取消，明放暗不放、放责不放权、放虚不放实。

    按基本编码对照；上下级由行政区划代码确定，每一个与它最近的上级比。

    示例：quanze align --upper 省清单 --lower 通化 --lower 辽源

    示例：quanze align --upper 省清单 --lower 辽源 龙山区 东丰县 --xlsx 对照.xlsx

    示例：quanze align --same 部门网站 https://www.example.gov.cn/qzqd

    退出码：0 没有错误，1 有错误，2 无法运行。
    """
    from quanze.align.run import Asked, compare

    must_end("--xlsx", xlsx, ".xlsx")
    below = [*(lower or ()), *(more or ())]
    if same is not None:
        if upper is not None or below:
            raise typer.BadParameter("--same 后面只写两处清单，不写上级、下级")
        below = list(same)
    elif upper is None or not below:
        raise typer.BadParameter("要写 --upper 上级 --lower 下级，或者 --same 一处 另一处")
    today = date.date() if date else datetime.date.today()
    with progress("读取", total=len(below) + (upper is not None)) as advance:
        alignment, judged = compare(Asked(upper, below, today, engine), advance)
    with written_to(target):
        _print(alignment, judged, output, show_all=show_all)
    if target is not None:
        say(f"结果写在 {target}。")
    if xlsx is not None:
        from quanze.align.workbook import workbook
        from quanze.load.write import write_bytes

        write_bytes(xlsx, workbook(alignment, judged))
        remark(f"Excel 写在 {xlsx}。")
    return FINDINGS if _failed(judged, strict=strict) else FINE


def _print(alignment: Alignment, judged: Judged, output: AlignFormat, *, show_all: bool) -> None:
    match output:
        case AlignFormat.TEXT:
            from quanze.cli.align_text import print_alignment

            print_alignment(alignment, judged, show_all=show_all)
        case AlignFormat.JSON:
            from quanze.cli.align_text import alignment_data

            print_json(alignment_data(alignment, judged))
        case AlignFormat.SARIF:
            from quanze.cli.reports.sarif import sarif_report

            print_json(sarif_report(judged.report, "", lambda place: place.column))
        case AlignFormat.GITHUB:
            from quanze.cli.reports.github import github_lines

            print_text("".join(f"{line}\n" for line in github_lines(judged.report, "")))


def _failed(judged: Judged, *, strict: bool) -> bool:
    from quanze.findings import Severity

    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(judged.report.count(severity) for severity in failing)
