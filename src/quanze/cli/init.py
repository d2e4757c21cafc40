"""quanze init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quanze.cli.console import quoted, say
from quanze.cli.exits import FINE


def command(
    folder: Annotated[Path, typer.Argument(help="新清单库的文件夹", metavar="文件夹")],
    name: Annotated[
        str | None, typer.Option("--name", help="清单库名称，如 辽源市权责清单", metavar="名称")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="地区名称，如 辽源市", metavar="地区")
    ] = None,
    division: Annotated[
        str | None, typer.Option("--division", help="行政区划代码，如 220400", metavar="代码")
    ] = None,
) -> int:
    """新建一个清单库，并把它放进 git。

    示例：quanze init 清单库 --name 辽源市权责清单 --region 辽源市 --division 220400
    """
    from quanze.load.scaffold import new_register

    for line in new_register(folder, name=name, region=region, division=division):
        say(line)
    say(f"下一步：quanze import 清单.xls --into {quoted(folder)}")
    return FINE
