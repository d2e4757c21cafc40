"""quanze import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from quanze.cli.console import OutputFormat, out, print_json, progress, quoted, remark, say
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from quanze.excel.importer import Imported
    from quanze.excel.result import SheetResult

SHOWN = 3
"""How many cells without a place are shown for each sheet."""


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Excel 清单：文件、文件夹（.xls 和 .xlsx 都读）或 *.xls", metavar="文件…"
        ),
    ],
    into: Annotated[
        Path, typer.Option("--into", help="导入到哪个清单库；没有就新建", metavar="清单库")
    ],
    report: Annotated[
        Path | None, typer.Option("--report", help="把导入报告写成 JSON 文件", metavar="文件")
    ] = None,
    department: Annotated[
        str | None,
        typer.Option("--department", help="部门名称；清单里看不出部门时用", metavar="部门"),
    ] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="输出格式")] = OutputFormat.TEXT,
) -> int:
    """把部门公布的 Excel 清单导入清单库，并报告哪些看懂了、哪些没有。

    示例：quanze import 2024年清单 --into 清单库 --report 报告.json

    已经在库里的事项不会改动；再导入一次，什么也不变。
    """
    from quanze.excel.importer import import_workbooks, workbook_paths
    from quanze.load.write import write_text

    paths = workbook_paths(files)
    with progress("导入", len(paths)) as advance:
        imported = import_workbooks(paths, into, department=department, progress=advance)
    if report is not None:
        import json

        write_text(report, json.dumps(imported.report(), ensure_ascii=False, indent=2) + "\n")
    if output is OutputFormat.JSON:
        print_json(imported.report())
    else:
        _show(imported, into, report)
    return FINDINGS if any(result.problem for result in imported.results) else FINE


def _show(imported: Imported, into: Path, report: Path | None) -> None:
    console = out()
    for index, result in enumerate(imported.results):
        if result.problem is not None:
            console.print(f"[red]打不开[/]  {escape(result.file)}：{escape(result.problem)}")
        elif index in imported.duplicates:
            same = escape(imported.duplicates[index])
            console.print(f"[dim]重复[/]    {escape(result.file)}：与 {same} 完全相同，没有再导入")
        else:
            department = escape(result.department.name or "看不出部门")
            console.print(f"[green]导入[/]    {escape(result.file)} → {department}")
            for sheet in result.sheets:
                console.print(f"        {escape(_sheet_line(sheet))}")
                for line in _lost_lines(sheet):
                    console.print(f"            [dim]{escape(line)}[/]")
    _summary(imported, into, report)


def _sheet_line(sheet: SheetResult) -> str:
    if sheet.header_row is None and not sheet.rows:
        return f"工作表“{sheet.name}”：没有找到表头，{len(sheet.lost)} 个单元格没有导入"
    if sheet.kind == "unknown":
        return f"工作表“{sheet.name}”：看不出是哪种清单，没有导入（报告的 lost 里有每一格）"
    parts = [f"{sheet.items} 项"]
    if sheet.continuations:
        parts.append(f"续行 {sheet.continuations}")
    if sheet.declared is not None and sheet.declared != sheet.items:
        parts.append(f"表名写的是 {sheet.declared} 项，不一致")
    if sheet.unmapped:
        parts.append(f"移入备注的列：{'、'.join(sheet.unmapped)}")
    if sheet.lost:
        parts.append(f"没有去处的单元格 {len(sheet.lost)} 个")
    return f"工作表“{sheet.name}”：{'；'.join(parts)}"


def _lost_lines(sheet: SheetResult) -> Iterator[str]:
    """Name the first cells that found no place; the report has them all."""
    from quanze.rules.rule import shortened

    for lost in sheet.lost[:SHOWN]:
        yield f"{lost.cell}：{shortened(lost.value, 30)}（{lost.reason}）"
    if len(sheet.lost) > SHOWN:
        yield f"…… 还有 {len(sheet.lost) - SHOWN} 个，用 --report 写进报告"


def _type_lines(imported: Imported) -> Iterator[str]:
    """Say how local spellings of types were taken."""
    from quanze.model.power_type import PowerType

    written = {kind for result in imported.results for s in result.sheets for kind in s.types}
    for kind in sorted(written):
        power_type = PowerType(kind)
        if power_type.is_variant:
            yield f"类型“{kind}”归入“{power_type.name or '（不归入十类）'}”：{power_type.note}"


def _summary(imported: Imported, into: Path, report: Path | None) -> None:
    from quanze.load.source import SETTINGS_FILE

    added = sum(lists.added["事项"] for lists in imported.departments.values())
    differing = sum(len(lists.differing) for lists in imported.departments.values())
    say(f"新增 {added} 项职权，写入 {len(imported.written)} 个文件。")
    for line in _type_lines(imported):
        say(line)
    if differing:
        say(f"有 {differing} 项已在库中而内容不同，保留库中的内容，没有改动（编码见报告）。")
    for place in imported.without_department:
        remark(
            f"看不出部门：{place}；已按文件名建立部门，请改正 department.yaml，或用 --department 指定。",
            style="yellow",
        )
    if report is not None:
        say(f"导入报告：{report}")
    if (into / SETTINGS_FILE).is_file():
        say(f"下一步：quanze validate {quoted(into)}")
    else:
        say("没有可以导入的内容，没有新建清单库。请检查上面列出的原因。")
