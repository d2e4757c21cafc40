"""quanze publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import progress, remark, say
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.load.loader import Loaded
    from quanze.load.places import Places
    from quanze.load.source import Source
    from quanze.publish.missing import Missing
    from quanze.publish.publication import Published

_LISTED = 10
"""How many of the entries that could not be read are named."""


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")],
    target: Annotated[
        Path,
        typer.Option("--to", help="网站的文件夹；上次发布的整体替换", metavar="文件夹"),
    ],
) -> int:
    """发布网站和 Excel 清单，双击就能打开，不需要服务器。

    示例：quanze publish 清单库 --to 网站

    退出码：0 已发布，1 已发布但有内容没有读懂，2 无法运行（原来的网站不变）。
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
    return _unread(loaded, source)


def _tell(done: Published) -> None:
    for cell in done.cut:
        remark(
            f"警告：{cell.workbook} 的“{cell.sheet}”{cell.cell} 有 {cell.length} 字，"
            "超过 Excel 上限，已截断并注明；网站上是全文。"
        )
    say(f"网站：{done.home}（双击打开），{done.pages} 页")
    say(f"Excel：{done.workbook}，另有各部门 {done.workbooks - 1} 个，在同一文件夹")


def _unread(loaded: Loaded, source: Source) -> int:
    """Name what could not be read, and so was not published."""
    from quanze.load.places import Places
    from quanze.publish.missing import missing

    lost = missing(loaded)
    places = Places(source)
    files = [one for one in lost if not one.is_entry]
    entries = [one for one in lost if one.is_entry]
    if files:
        remark(f"警告：{len(files)} 个文件没有读懂，内容没有发布或没有全部发布：")
        _list(files, places)
    if entries:
        remark(f"警告：{len(entries)} 项没有读懂，网站和 Excel 里都没有：")
        _list(entries, places)
    if lost:
        remark("改好后再发布；运行 quanze validate 可以看到怎样改。")
        return FINDINGS
    if loaded.findings:
        remark(f"读取时有 {len(loaded.findings)} 处小问题，内容都已发布；请运行 quanze validate。")
    return FINE


def _list(lost: Sequence[Missing], places: Places) -> None:
    for one in lost[:_LISTED]:
        place = places.of(one.first)
        remark(f"  {one.name}  {place.file}:{place.line}  {one.first.message}")
    if len(lost) > _LISTED:
        remark(f"  …… 另有 {len(lost) - _LISTED} 个")
