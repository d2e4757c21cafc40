"""quanze stats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quanze.cli.console import OutputFormat, out, print_json, progress, remark
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.model.figures import Figures


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")] = Path(),
    version: Annotated[
        str | None,
        typer.Option("--at", help="统计以前的版本：git 的版本、标签，或 @日期", metavar="版本"),
    ] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
) -> int:
    """统计：各部门、各类型有多少项职权。

    示例：quanze stats 清单库

    示例：quanze stats 清单库 --at @2023-12-31
    """
    from quanze.load.loader import load
    from quanze.load.versions import open_version
    from quanze.model.figures import figures

    with progress("读取") as advance:
        loaded = load(open_version(folder, version).source, advance)
    counted = figures(loaded.register)
    if output is OutputFormat.JSON:
        print_json(_as_data(counted))
    else:
        _table(counted)
    if loaded.findings:
        remark(
            f"读取时有 {len(loaded.findings)} 处问题，没有读懂的事项不在统计内；请运行 quanze validate。"
        )
    return FINE


def _table(counted: Figures) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Ten types and the total have to fit into 80 columns, beside the names of departments.
    title = Text(f"{counted.name}：{counted.total} 项职权")
    table = Table(title=title, box=box.SIMPLE, padding=0, pad_edge=False)
    table.add_column("部门", overflow="fold", min_width=10)
    for kind in counted.types:
        table.add_column(kind.replace("行政", ""), justify="right", no_wrap=True)
    table.add_column("合计", justify="right", no_wrap=True, style="bold")
    for row in counted.departments:
        table.add_row(
            Text(row.name),
            *(str(row.by_type.get(kind, "")) for kind in counted.types),
            str(row.total),
        )
    table.add_section()
    table.add_row(
        "合计", *(str(counted.by_type[kind]) for kind in counted.types), str(counted.total)
    )
    out().print(table)


def _as_data(counted: Figures) -> dict[str, Any]:
    return {
        "name": counted.name,
        "total": counted.total,
        "types": counted.by_type,
        "departments": [
            {
                "name": row.name,
                "slug": row.slug,
                "total": row.total,
                "types": row.by_type,
                "sub_items": row.sub_items,
                "public_services": row.public_services,
                "boundaries": row.boundaries,
                "flows": row.flows,
            }
            for row in counted.departments
        ],
    }
