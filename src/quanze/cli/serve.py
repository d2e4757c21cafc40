"""quanze serve."""

from __future__ import annotations

import contextlib
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import remark, say
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.publish.preview import Snapshot


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    port: Annotated[int, typer.Option("--port", help="端口；0 由系统挑一个", metavar="号")] = 8000,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="在浏览器里打开", metavar="")
    ] = True,
) -> int:
    """在本机预览网站：改了文件，页面自己更新；检查发现的问题标在对应的内容旁边。

    示例：quanze serve 清单库

    只有本机能看到。按 Ctrl+C 结束。

    退出码：0 结束，2 无法运行。
    """
    from quanze.publish.preview import serve

    preview = serve(folder, port)
    _tell(preview.snapshot)
    say(f"预览：{preview.address}（按 Ctrl+C 结束）")
    if browser:
        webbrowser.open(preview.address)
    with contextlib.suppress(KeyboardInterrupt):
        preview.run(_tell)
    return FINE


def _tell(snapshot: Snapshot) -> None:
    count = len(snapshot.report.entries)
    remark(
        f"第 {snapshot.number} 次读取：{snapshot.report.items} 项职权，"
        + (f"{count} 处发现" if count else "没有发现问题")
        + (f"；{snapshot.trouble}" if snapshot.trouble else "")
    )
