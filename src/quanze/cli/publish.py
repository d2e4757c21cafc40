"""quanze publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import err, out, progress
from quanze.cli.main import FINDINGS, FINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.findings import Finding
    from quanze.publish.publication import Published


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")],
    target: Annotated[
        Path,
        typer.Option("--to", help="网站的文件夹；上次发布的整体替换", metavar="文件夹"),
    ],
) -> int:
    """发布网站和 Excel 清单，双击就能打开，不需要服务器。

    示例：quanze publish 清单库 --to 网站

    退出码：0 已发布，1 已发布但有文件没有读懂，2 无法运行（原来的网站不变）。
    """
    from quanze.load.loader import load
    from quanze.load.source import open_register
    from quanze.publish.publication import publish, steps

    source = open_register(folder)
    with progress("读取") as advance:
        loaded = load(source, advance)
    with progress("发布", steps(loaded.register)) as advance:
        done = publish(loaded.register, target, advance)
    _tell(done)
    return _unread(loaded.findings)


def _tell(done: Published) -> None:
    for cell in done.cut:
        err().print(
            f"警告：{cell.workbook} 的“{cell.sheet}”{cell.cell} 有 {cell.length} 字，"
            "超过 Excel 上限，已截断并注明；网站上是全文。"
        )
    out().print(f"网站：{done.home}（双击打开），{done.pages} 页")
    out().print(f"Excel：{done.workbook}，另有各部门 {done.workbooks - 1} 个，在同一文件夹")


def _unread(findings: Sequence[Finding]) -> int:
    """Say what could not be read, and so was not published."""
    from quanze.load.loader import BAD_SYNTAX, NOT_UTF8

    if not findings:
        return FINE
    files = sorted(
        {found.origin.file for found in findings if found.code in (BAD_SYNTAX, NOT_UTF8)}
    )
    err().print(
        f"警告：读取时有 {len(findings)} 处问题，没有读懂的内容没有发布；请运行 quanze validate。"
    )
    if files:
        err().print(f"其中 {len(files)} 个文件完全没有读懂：{'、'.join(files[:5])}")
    return FINDINGS if files else FINE
