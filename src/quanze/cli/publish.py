"""quanze publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import progress, remark, say
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.withheld import stop_if_withheld

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
        Path | None,
        typer.Option("--to", help="网站的文件夹；上次发布的整体替换", metavar="文件夹"),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", help="发布以前的版本：提交、标签或 @日期", metavar="版本"),
    ] = None,
    verify: Annotated[
        str | None,
        typer.Option(
            "--verify", help="不发布，核对已发布的网站与清单库是否一致", metavar="网址或文件夹"
        ),
    ] = None,
) -> int:
    """发布网站、Excel 清单和开放数据，双击就能打开，不需要服务器。

    示例：quanze publish 清单库 --to 网站

    示例：quanze publish 清单库 --verify https://www.example.gov.cn/qz/

    发布以前先查个人信息和涉密内容；有就不发布。只重新生成有变化的文件。

    退出码：0 已发布（核对一致），1 已发布但有内容没有读懂或没有生成（核对不一致），2 没有发布（原来的网站不变）。
    """
    from quanze.load.source import CannotRun

    if verify is not None:
        from quanze.cli.publish_verify import verify_copy

        if target is not None:
            raise CannotRun("--verify 只核对，不发布：不要同时写 --to。")
        return verify_copy(folder, verify, at)
    if target is None:
        raise CannotRun("请用 --to 写明网站放在哪个文件夹，如 --to 网站。")
    return _publish(folder, target, at)


def _publish(folder: Path, target: Path, at: str | None) -> int:
    from quanze.load.git_state import git_state
    from quanze.load.loader import load
    from quanze.load.processes import Opening
    from quanze.load.versions import open_version
    from quanze.publish.everything import publish_register
    from quanze.publish.stamp import Stamp

    version = open_version(folder, at)
    with progress("读取") as advance:
        loaded = load(version.source, advance)
    stop_if_withheld(loaded.register, version.source, "什么也没有发布，原来的网站没有改动")
    with progress("发布") as advance:
        stamp = Stamp(git_state(folder, version))
        opening = Opening(folder, version.commit or at)
        done = publish_register(loaded.register, version.beside, stamp, target, advance, opening)
    _tell(done, target)
    _cut(loaded)
    if done.left_out:
        remark(f"警告：{done.left_out}")
    return max(_unread(loaded, version.source), FINDINGS if done.left_out else FINE)


def _tell(done: Published, target: Path) -> None:
    say(f"网站：{target / 'index.html'}（双击打开），{done.pages} 页")
    say(f"Excel：{target / 'excel' / 'all.xlsx'}，另有各部门的，在同一文件夹")
    say(f"共 {done.files} 个文件，重新生成 {done.made} 个，其余没有变化")


def _cut(loaded: Loaded) -> None:
    """Name the cells that Excel could not take whole."""
    from quanze.publish.site import Addresses
    from quanze.publish.workbook import cuts

    for cell in cuts(loaded.register, Addresses(loaded.register)):
        remark(
            f"警告：{cell.workbook} 的“{cell.sheet}”{cell.cell} 有 {cell.length} 字，"
            "超过 Excel 上限，已截断并注明；网站上是全文。"
        )


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
