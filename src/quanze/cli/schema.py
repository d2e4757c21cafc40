"""quanze schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quanze.cli.console import quoted, say
from quanze.cli.exits import FINDINGS, FINE


def command(
    folder: Annotated[Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹")] = Path(
        "schemas"
    ),
    document: Annotated[
        Path | None,
        typer.Option("--document", help="把全部要素的说明写成 Markdown", metavar="文件"),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="只检查是否与程序一致，不写文件", metavar="")
    ] = False,
) -> int:
    """生成 JSON Schema，供编辑器提示和检查。

    示例：quanze schema --to schemas
    """
    from quanze.load.write import write_text

    if document is not None:
        from quanze.load.format_page import document as format_page

        write_text(document, format_page())
        say(f"已写入 {document}。")
        return FINE
    from quanze.load.schemas import schema_files

    stale = [
        name
        for name, text in schema_files().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
    if check:
        for name in stale:
            say(f"{folder / name} 与程序不一致，请运行 quanze schema --to {quoted(folder)}")
        return FINDINGS if stale else FINE
    for name in stale:
        write_text(folder / name, schema_files()[name])
    say(f"已写入 {folder}（更新 {len(stale)} 个文件）。")
    return FINE
