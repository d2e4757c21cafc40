"""quanze review."""

from __future__ import annotations

import datetime
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import out, print_json, print_text, say
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from quanze.publish.review import Review

_SHOWN = 10
"""Problems of one part that are listed on the terminal."""


class ReviewFormat(StrEnum):
    """How the verdict is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def command(
    base: Annotated[
        str,
        typer.Argument(
            help="要合并到的分支，如 origin/main；从分出来的那一次提交比起", metavar="目标"
        ),
    ],
    folder: Annotated[
        Path, typer.Option("--in", help="清单库所在的文件夹", metavar="清单库")
    ] = Path(),
    target: Annotated[
        Path | None,
        typer.Option("--comment", help="把评论（Markdown）写进文件，供平台贴出", metavar="文件"),
    ] = None,
    output: Annotated[
        ReviewFormat, typer.Option("--format", help="显示的格式")
    ] = ReviewFormat.TEXT,
) -> int:
    """一次修改能不能合并：内容没有新的错误，每处改动都有记录，该批准的批准了，批准的记录没有改写。

    示例：quanze review origin/main --in 清单库 --comment 评论.md

    退出码：0 通过，1 不通过，2 无法运行。
    """
    from quanze.publish.review.markdown import comment

    review = reviewed(folder, base)
    if target is not None:
        from quanze.load.write import write_text

        write_text(target, comment(review, folder))
    if output is ReviewFormat.JSON:
        from quanze.publish.review.data import data

        print_json(data(review, folder))
    elif output is ReviewFormat.MARKDOWN:
        print_text(comment(review, folder))
    else:
        _tell(review, folder)
        if target is not None:
            say(f"评论写在 {target}。")
    return FINE if review.passed else FINDINGS


def reviewed(folder: Path, base: str) -> Review:
    """Judge what is in the folder against the commit where it left the base."""
    from quanze.cli.validate import check
    from quanze.load.git_source import NoRegisterThere
    from quanze.load.merge_base import merge_base
    from quanze.load.versions import open_version
    from quanze.publish.review import review_of

    start = merge_base(folder, base)
    new = open_version(folder, None)
    report = check(folder, datetime.date.today(), since=start)
    try:
        old = replace(open_version(folder, start), label=f"{base}（{start[:10]}）")
    except NoRegisterThere:
        old = None
    return review_of(base, old, new, report)


def _tell(review: Review, folder: Path) -> None:
    from quanze.publish.review.advice import advice
    from quanze.publish.review.markdown import results

    out().print(_verdict(review))
    for part, said in results(review):
        say(f"  {part}：{said}")
    for note in review.notes:
        say(f"  请看清楚：{note}")
    for part, problems in review.by_part.items():
        if problems:
            say(f"\n{part}")
            _list(
                [_line(one.what, one.record and f"记录 {one.record}", one.file) for one in problems]
            )
    if review.warnings:
        say("\n警告（不影响合并）")
        _list([_line(one.finding.message, str(one.place)) for one in review.warnings])
    if not review.passed:
        say("\n要做的事")
        for number, line in enumerate(advice(review, folder), 1):
            say(f"  {number}. {line.replace('`', '')}")


def _verdict(review: Review) -> str:
    if review.passed:
        return f"[bold green]通过[/]{_size(review)}"
    return f"[bold red]不通过[/]{_size(review)}"


def _size(review: Review) -> str:
    from quanze.publish.review.markdown import beside

    if review.changes is None:
        return ""
    count = len(review.changes.changes.changes)
    own = beside(review)
    if count:
        return f"：{count} 处变更，最重的级别是{review.level}{own}"
    return f"：各部门的清单没有变更{own}" if own else "：清单没有变更"


def _line(what: str, *where: str) -> str:
    place = "，".join(filter(None, where))
    return f"{what}　{place}" if place else what


def _list(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        say(f"  {line}")
    if len(lines) > _SHOWN:
        say(f"  …… 还有 {len(lines) - _SHOWN} 处（--format markdown 列出更多）")
