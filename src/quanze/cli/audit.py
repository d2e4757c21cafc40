"""quanze audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import remark, say
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.past import Register, verified

if TYPE_CHECKING:
    from quanze.publish.audit.facts import AuditReport

PAGE, WORKBOOK = "历史核对.html", "历史核对.xlsx"


def command(
    target: Annotated[
        Path, typer.Option("--to", help="写到哪个文件夹；原有的两个文件会被替换", metavar="文件夹")
    ],
    folder: Register = Path(),
) -> int:
    """给审计用：每次提交是谁、哪天、改了什么、依据哪份记录、签名没有，与记录是否相符；一页网页和一个 Excel。

    示例：quanze audit --in 清单库 --to 审计

    退出码：0 全部相符，1 有不符之处，2 无法运行。
    """
    from quanze.publish.audit.facts import audit_report

    report = audit_report(verified(folder))
    _write(report, target)
    _tell(report, target)
    return FINDINGS if report.problems else FINE


def _write(report: AuditReport, target: Path) -> None:
    from quanze.load.write import write_bytes, write_text
    from quanze.publish.audit.page import page
    from quanze.publish.audit.workbook import workbook
    from quanze.publish.spreadsheet.cells import storable

    html, book = page(report), workbook(report)
    write_text(target / PAGE, storable(html))
    write_bytes(target / WORKBOOK, book)


def _tell(report: AuditReport, target: Path) -> None:
    say(f"网页：{target / PAGE}")
    say(f"Excel：{target / WORKBOOK}")
    say(report.summary)
    if report.unsigned:
        remark(f"{report.unsigned} 次提交没有签名：只能看到写的是谁，不能证明是本人。")
