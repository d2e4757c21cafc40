"""quanze fmt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import progress, remark, say
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from quanze.load.source import FolderSource


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    check: Annotated[
        bool,
        typer.Option("--check", help="只检查，不改写；有需要整理的文件时退出码为 1", metavar=""),
    ] = False,
    split: Annotated[
        bool,
        typer.Option("--split", help="把权力清单分成一项一个文件（power/<编码>.yaml）", metavar=""),
    ] = False,
    join: Annotated[
        bool, typer.Option("--join", help="把分开的文件合成一个 power.yaml", metavar="")
    ] = False,
) -> int:
    """整理格式：要素的次序、缩进、引号；注释保留，内容不变。

    示例：quanze fmt 清单库

    示例：quanze fmt 清单库 --check
    """
    from quanze.load.source import CannotRun, open_register

    if split and join:
        raise CannotRun("--split 和 --join 只能选一个。")
    source = open_register(folder)
    if split or join:
        from quanze.load.split import join_lists, split_lists

        for line in (split_lists if split else join_lists)(source):
            say(line)
    return _format_all(source, write=not check)


def _format_all(source: FolderSource, *, write: bool) -> int:
    from quanze.load.fmt import format_files
    from quanze.load.write import write_bytes

    files = changed = skipped = 0
    with progress("整理") as advance:
        for path, before, after in format_files(source):
            advance(path)
            files += 1
            if after is None:
                skipped += 1
                remark(f"跳过 {path}：读不懂，请先运行 quanze validate 改正。")
            elif after != before:
                changed += 1
                say(f"{'整理了' if write else '需要整理'} {path}")
                if write:
                    write_bytes(source.root / path, after)
    done = "整理了" if write else "需要整理"
    say(f"共 {files} 个文件，{done} {changed} 个，跳过 {skipped} 个。")
    return FINDINGS if skipped or (changed and not write) else FINE
