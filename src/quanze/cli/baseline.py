"""quanze baseline."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import quoted, say
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.load.baseline import Baseline
    from quanze.rules.baseline import Update


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    prune: Annotated[
        bool,
        typer.Option("--prune", help="只去掉已经解决的，不记新的问题", metavar=""),
    ] = False,
    date: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="按哪一天检查，如 2027-06-30；默认今天",
            metavar="日期",
        ),
    ] = None,
) -> int:
    """把现有的问题记为已知：以后的检查只为新出现的问题报错。

    写成清单库里的 quanze-baseline.yaml，一行一个问题，和清单一起存进 git。没有读懂的内容
    （F、S 类错误）不能记为已知，请先改正。

    示例：quanze baseline 清单库

    示例：quanze baseline 清单库 --prune
    """
    from quanze.cli.validate import check
    from quanze.load.baseline import load_baseline
    from quanze.load.source import CannotRun, open_register
    from quanze.rules.baseline import updated

    baseline = load_baseline(open_register(folder))
    if baseline.findings:
        raise CannotRun(_unreadable(baseline))
    as_of = date.date() if date else None
    today = datetime.date.today()
    report = check(folder, as_of or today, as_of=as_of)
    update = updated(baseline.known, report, today, add=not prune)
    _write(folder, update)
    _tell(folder, update, complete=report.complete)
    return FINE


def _unreadable(baseline: Baseline) -> str:
    from quanze.load.source import BASELINE_FILE

    first = baseline.findings[0]
    where = f"{first.place}：" if first.place else ""
    return f"{BASELINE_FILE} 读不懂，没有改动。{where}{first.message}。{first.mend}"


def _write(folder: Path, update: Update) -> None:
    """Write the baseline; where nothing is known there is no file."""
    from quanze.load.baseline import baseline_text
    from quanze.load.source import BASELINE_FILE
    from quanze.load.write import write_text

    file = folder / BASELINE_FILE
    if update.known:
        write_text(file, baseline_text(update.known))
    else:
        file.unlink(missing_ok=True)


def _tell(folder: Path, update: Update, *, complete: bool) -> None:
    from quanze.load.source import BASELINE_FILE

    total = sum(one.count for one in update.known)
    if total:
        say(f"已知问题共 {total} 处，写在 {quoted(folder / BASELINE_FILE)}：")
    else:
        say(f"没有已知问题，不需要 {BASELINE_FILE}。")
    say(f"新记 {update.added} 处，去掉已经解决的 {update.removed} 处。")
    if not complete:
        say("有的内容没有读懂，其中的问题是不是已经解决还不知道，都留着。")
    if update.refused:
        say(
            f"没有读懂或没有查完的 {update.refused} 处不能记为已知，请先改正：quanze validate {quoted(folder)}"
        )
