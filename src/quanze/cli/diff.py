"""quanze diff."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import (
    print_json,
    print_text,
    progress,
    remark,
    say,
    settled_format,
    written_to,
)
from quanze.cli.exits import FINDINGS, FINE
from quanze.load.collector import collector_paused

# typer reads the annotations of the command.
from quanze.model.adjustment_words import ChangeLevel

if TYPE_CHECKING:
    from quanze.load.versions import Version
    from quanze.publish.changes import ChangeReport, Narrowing


class DiffFormat(StrEnum):
    """How changes are given."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


_ENDINGS = {"md": DiffFormat.MARKDOWN}
_KNOWN = ("json", "html", "xlsx", "md")


def command(
    older: Annotated[
        str | None,
        typer.Argument(
            help="旧版本：git 版本、标签、@日期（如 @2024-06-30）或另一个清单库的文件夹",
            metavar="旧版本",
        ),
    ] = None,
    newer: Annotated[
        str | None,
        typer.Argument(help="新版本，写法相同；不写时是现在的文件（工作区）", metavar="新版本"),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--in", help="清单库所在的文件夹", metavar="清单库")
    ] = Path(),
    output: Annotated[
        DiffFormat | None,
        typer.Option(
            "--format", help="输出格式；markdown 用于合并请求的评论。不写时看 --output 的结尾"
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--output", help="把结果写进文件，如 变更.html、变更.xlsx", metavar="文件"),
    ] = None,
    level: Annotated[
        ChangeLevel | None, typer.Option("--level", help="只列这一级和更重的：实质性、要素、文字")
    ] = None,
    item: Annotated[str, typer.Option("--item", help="只列这一个事项的变更", metavar="编码")] = "",
    declare: Annotated[
        bool,
        typer.Option(
            "--declare", help="把明确的疑似更名写进清单：事项写“前身”，部门写“曾用名”", metavar=""
        ),
    ] = False,
    declare_as: Annotated[
        list[str] | None,
        typer.Option(
            "--declare-as",
            help="由人指明前身并写进清单，如 新编码=旧编码；合并的写 新编码=旧编码,旧编码；可以写几次",
            metavar="新=旧",
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="有变更时退出码是 1", metavar="")
    ] = False,
    kinds: Annotated[
        bool, typer.Option("--kinds", help="列出变更的全部种类和级别，不比较", metavar="")
    ] = False,
) -> int:
    """比较两个版本：新增、取消、下放、合并了哪些事项，改了哪些要素，级别多重。

    示例：quanze diff v2023

    示例：quanze diff @2023-12-31 @2024-12-31 --in 清单库 --output 变更.html

    示例：quanze diff HEAD --declare

    配套制度、议事协调机构、负面清单、赋权批次、并联审批事项、启用记录的改动单列，不计入项数。

    退出码：0 比较完了（加了 --exit-code 时，0 没有变更，1 有变更），2 无法运行。
    """
    wanted = _format(output, target)
    if kinds:
        return _kinds(wanted, target, given=older is not None)
    if older is None:
        raise typer.BadParameter("要写旧版本，如 quanze diff HEAD、quanze diff @2023-12-31")
    if newer is not None and (declare or declare_as):
        raise typer.BadParameter(
            f"只有现在的文件可以补写前身，“{newer}”不改：不写新版本，再用 --declare"
        )
    from quanze.load.versions import open_version

    with collector_paused():
        from quanze.publish.changes import Narrowing

        old, new = open_version(folder, older), open_version(folder, newer)
        narrowing = Narrowing(level, item)
        report = _compared(old, new, narrowing)
        if declare or declare_as:
            from quanze.cli.diff_declare import declared

            if declared(report, folder, declare_as or [], clear=declare):
                report = _compared(old, open_version(folder, None), narrowing)
        _give(report, wanted, target)
        return FINDINGS if exit_code and report else FINE


def _format(output: DiffFormat | None, target: Path | None) -> str:
    """Settle the format; .md is the ending of Markdown."""
    asked = "md" if output is DiffFormat.MARKDOWN else output
    if asked == "md" and target is not None and target.suffix.lower() not in (".md", ".txt", ""):
        raise typer.BadParameter(
            f"文件的结尾是 {target.suffix}，--format 写的是 markdown；改成一样的"
        )
    return settled_format(asked, target, _KNOWN)


def _compared(old: Version, new: Version, narrowing: Narrowing) -> ChangeReport:
    from quanze.publish.changes import report_of

    with progress("比较") as advance:
        advance(f"{old.label} → {new.label}")
        return report_of(old, new, narrowing)


def _give(report: ChangeReport, wanted: str, target: Path | None) -> None:
    if wanted == "xlsx" and target is not None:
        from quanze.load.write import write_bytes
        from quanze.publish.changes.workbook import workbook

        write_bytes(target, workbook(report))
    else:
        with written_to(target):
            _print(report, wanted)
    if target is not None:
        own = len(report.own.shown)
        say(f"{len(report.shown)} 处变更{f'、配套清单 {own} 处' if own else ''}写在 {target}。")


def _print(report: ChangeReport, wanted: str) -> None:
    if wanted == "json":
        from quanze.publish.changes.data import data

        print_json(data(report))
    elif wanted == "md":
        from quanze.publish.changes.markdown import markdown

        print_text(markdown(report))
    elif wanted == "html":
        from quanze.publish.changes.page import page

        print_text(page(report))
    else:
        from quanze.cli.diff_text import print_changes

        print_changes(report)


def _kinds(wanted: str, target: Path | None, *, given: bool) -> int:
    """Print the taxonomy."""
    if given:
        raise typer.BadParameter("--kinds 不比较版本，后面不写版本")
    if wanted not in ("text", "json"):
        raise typer.BadParameter(f"--kinds 可以用 text、json，不能用 {wanted}")
    from quanze.cli.diff_text import print_kinds
    from quanze.model.change_kind import change_kinds
    from quanze.publish.changes.data import SCHEMA_VERSION, kind_data

    with written_to(target):
        if wanted == "json":
            listed = [kind_data(kind) for kind in change_kinds().values()]
            print_json({"schema_version": SCHEMA_VERSION, "种类": listed})
        else:
            print_kinds()
    if target is not None:
        remark(f"写在 {target}。")
    return FINE
