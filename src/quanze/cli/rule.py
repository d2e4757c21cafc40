"""quanze rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quanze.cli.console import OutputFormat, out, print_json, say
from quanze.cli.exits import FINE


def command(
    code: Annotated[
        str | None, typer.Argument(help="规则代码，如 A1；不写则列出全部", metavar="代码")
    ] = None,
    document: Annotated[
        Path | None, typer.Option("--document", help="把全部规则写成 Markdown", metavar="文件")
    ] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
) -> int:
    """解释一条规则，或列出全部规则。

    示例：quanze rule A1
    """
    from quanze.rules import catalogue
    from quanze.rules.registry import RULES

    if document is not None:
        from quanze.load.write import write_text

        write_text(document, catalogue.document())
        say(f"已写入 {document}。")
        return FINE

    if code is None:
        if output is OutputFormat.JSON:
            print_json([catalogue.as_data(rule) for rule in RULES])
        else:
            say(catalogue.overview())
        return FINE
    rule = catalogue.find(code)
    if output is OutputFormat.JSON:
        print_json(catalogue.as_data(rule))
    else:
        _show(catalogue.page(rule))
    return FINE


def _show(page: str) -> None:
    """Show a page laid out on a terminal, as Markdown elsewhere."""
    console = out()
    if not console.is_terminal:
        say(page)
        return
    from rich.markdown import Markdown

    console.print(Markdown(page, justify="left"))
