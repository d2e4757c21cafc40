"""quanze validate."""

from __future__ import annotations

import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from quanze.cli.console import OutputFormat, print_json, progress, remark, say, written_to
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from quanze.findings import Report

T = TypeVar("T")


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
    target: Annotated[
        Path | None,
        typer.Option("--output", help="把结果写进文件（UTF-8），不显示在屏幕上", metavar="文件"),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="改正能由机器改正的问题", metavar="")] = False,
    show_all: Annotated[
        bool, typer.Option("--all", help="列出每一处；不写时每条规则只列前三处", metavar="")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="有警告也按不通过处理（退出码 1）", metavar="")
    ] = False,
    date: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="按哪一天检查豁免是否到期，如 2027-06-30；默认今天",
            metavar="日期",
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="显示各步骤用时", metavar="")
    ] = False,
) -> int:
    """检查清单库：哪里有问题、为什么、怎么改。

    示例：quanze validate 清单库

    示例：quanze validate 清单库 --all --output 问题.txt

    退出码：0 没有错误，1 有错误，2 无法运行。
    """
    from quanze.cli.reports import json_report, text_report
    from quanze.rules.mend import mend

    today = date.date() if date else datetime.date.today()
    if fix:
        for line in mend(folder, today):
            remark(line)
    report = check(folder, today, verbose=verbose)
    with written_to(target):
        if output is OutputFormat.JSON:
            print_json(json_report(report))
        else:
            text_report(report, folder, show_all=show_all)
    if target is not None:
        say(f"结果写在 {target}。")
    return FINDINGS if _failed(report, strict=strict) else FINE


def check(folder: Path, today: datetime.date, *, verbose: bool = False) -> Report:
    """Open the register, load it, run the rules, judge what they find."""
    from quanze.load.loader import load
    from quanze.load.places import Places
    from quanze.load.source import open_register
    from quanze.rules.engine import judge, run_rules

    stages = _Stages(verbose=verbose)
    source = open_register(folder)
    with progress("读取") as advance:
        loaded = stages.timed("读取", lambda: load(source, advance))
    found = stages.timed("检查", lambda: [*loaded.findings, *run_rules(loaded.register)])
    return stages.timed("整理", lambda: judge(found, loaded, Places(source), today))


class _Stages:
    """Times the stages of a run and says so when asked to."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose

    def timed(self, name: str, work: Callable[[], T]) -> T:
        start = perf_counter()
        result = work()
        if self._verbose:
            remark(f"{name}：{perf_counter() - start:.2f} 秒")
        return result


def _failed(report: Report, *, strict: bool) -> bool:
    from quanze.findings import Severity

    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(report.count(severity) for severity in failing)
