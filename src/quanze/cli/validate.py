"""quanze validate."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import print_json, print_text, progress, remark, say, written_to
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.reports import ReportFormat
from quanze.load.collector import collector_paused

if TYPE_CHECKING:
    from quanze.findings import Report
    from quanze.load.processes import Opening
    from quanze.load.source import Source
    from quanze.load.verdict_store import VerdictStore
    from quanze.rules.frame import Terms
    from quanze.rules.stages import Stages


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    output: Annotated[
        ReportFormat,
        typer.Option("--format", help="输出格式；后四种供平台读"),
    ] = ReportFormat.TEXT,
    target: Annotated[
        Path | None,
        typer.Option("--output", help="把结果写进文件（UTF-8），不显示在屏幕上", metavar="文件"),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="改正能由机器改正的问题", metavar="")] = False,
    show_all: Annotated[
        bool,
        typer.Option("--all", help="列出每一处，也列出已知的", metavar=""),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="只报告这个版本以来的新问题",
            metavar="版本",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="有警告也按不通过处理（退出码 1）", metavar="")
    ] = False,
    date: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="按哪一天检查，如 2027-06-30",
            metavar="日期",
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="显示各步骤用时", metavar="")
    ] = False,
) -> int:
    """检查清单库：哪里有问题、为什么、怎么改。

    每条规则先列三处。豁免按今天看是否到期，法规按清单日期看是否有效；--as-of 改按指定的一天。

    示例：quanze validate 清单库

    示例：quanze validate 清单库 --all --output 问题.txt

    示例：quanze validate 清单库 --since origin/main --format github

    退出码：0 没有错误，1 有错误，2 无法运行。
    """
    as_of = date.date() if date else None
    today = as_of or datetime.date.today()
    if fix:
        from quanze.rules.mend import mend

        for line in mend(folder, today):
            remark(line)
    with collector_paused():
        report = check(folder, today, as_of=as_of, since=since, verbose=verbose)
    with written_to(target):
        _print(report, output, folder, show_all=show_all, strict=strict)
    if target is not None:
        say(f"结果写在 {target}。")
    return FINDINGS if _failed(report, strict=strict) else FINE


def check(
    folder: Path,
    today: datetime.date,
    *,
    as_of: datetime.date | None = None,
    since: str | None = None,
    verbose: bool = False,
) -> Report:
    """Open the register, examine it; where a revision is given, keep what it did not have.

    Args:
        folder: the register.
        today: the day by which waivers expire.
        as_of: the day by which laws stand; None: the day of the list, or today.
        since: a git revision.
        verbose: whether to say how long each stage takes.
    """
    from quanze.law.texts import texts_of
    from quanze.load.git_source import NoRegisterThere, open_revision
    from quanze.load.loader import load_settings
    from quanze.load.processes import Opening
    from quanze.load.source import open_register
    from quanze.load.verdict_store import open_store
    from quanze.rules.frame import Terms
    from quanze.rules.since import brought_in

    source = open_register(folder)
    # An older revision is compared with the texts of today: they say what the law is.
    terms = Terms(today, as_of, texts_of(load_settings(source)[0], folder))
    with open_store() as store, _told(verbose=verbose) as stages:
        report = _examine(source, Opening(folder), terms, store, stages)
        if since is None:
            return report
        try:
            before = open_revision(folder, since)
            older = _examine(before, Opening(folder, before.commit), terms, store, stages)
        except NoRegisterThere as none:
            remark(f"{none}下面列出的是全部问题。")
            older = None
    return brought_in(report, older, since)


def _examine(
    source: Source, opening: Opening, terms: Terms, store: VerdictStore | None, stages: Stages
) -> Report:
    """Run every rule over a register, judge what they find."""
    from quanze.load.baseline import load_baseline
    from quanze.load.known_places import KnownPlaces
    from quanze.rules.engine import judge
    from quanze.rules.examine import examine

    with progress("检查") as advance:
        examined = examine(source, terms, advance, store, stages, opening)
    with stages.timed("整理"):
        baseline = load_baseline(source)
        found = [*examined.findings, *baseline.findings]
        places = KnownPlaces(source, examined.positions)
        return judge(found, examined.coverage, places, terms.today, baseline.known)


@contextmanager
def _told(*, verbose: bool) -> Iterator[Stages]:
    """Give what the stages of a run are timed by, of all versions together; say it in the end if asked to."""
    from quanze.rules.stages import Stages

    stages = Stages()
    yield stages
    for name, stage in stages.known.items() if verbose else ():
        count = f"，{stage.count} {stage.unit}" if stage.unit else ""
        remark(f"{name}：{stage.seconds:.2f} 秒{count}")


def _print(
    report: Report, output: ReportFormat, folder: Path, *, show_all: bool, strict: bool
) -> None:
    from quanze.load.git_source import folder_in_repository

    prefix = folder_in_repository(folder)
    match output:
        case ReportFormat.TEXT:
            from quanze.cli.reports.text import text_report

            text_report(report, folder, show_all=show_all)
        case ReportFormat.JSON:
            from quanze.cli.reports.json_ import json_report

            print_json(json_report(report))
        case ReportFormat.SARIF:
            from quanze.cli.reports.sarif import sarif_report
            from quanze.load.places import Utf16Columns
            from quanze.load.source import open_register

            columns = Utf16Columns(open_register(folder))
            print_json(sarif_report(report, prefix, columns.of))
        case ReportFormat.GITHUB:
            from quanze.cli.reports.github import github_lines

            print_text("".join(f"{line}\n" for line in github_lines(report, prefix)))
        case ReportFormat.GITLAB:
            from quanze.cli.reports.gitlab import gitlab_report

            print_json(gitlab_report(report, prefix))
        case ReportFormat.JUNIT:
            from quanze.cli.reports.junit import junit_report

            print_text(junit_report(report, prefix, strict=strict))


def _failed(report: Report, *, strict: bool) -> bool:
    from quanze.findings import Severity

    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(report.count(severity) for severity in failing)
