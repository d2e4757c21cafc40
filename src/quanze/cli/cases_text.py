"""What was found in handled cases, as text: by department and check, then the findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from quanze.cli.console import out, say

if TYPE_CHECKING:
    from quanze.casework.findings import Check
    from quanze.casework.handled import CaseTable
    from quanze.casework.report import Report

_DEPARTMENTS: Final = 60


def print_report(report: Report, table: CaseTable) -> None:
    """Print a report."""
    say(f"{report.summary}。清单库：{report.register}，算到 {report.today}。")
    for remark in report.remarks:
        say(f"读取：{remark}。")
    if report.findings:
        _sums(report)
        for check in report.checks:
            _findings(report, check, table)
    if report.undecided:
        say("\n无法判断（不算问题，补齐以后再核对）")
        for (check, reason), number in sorted(report.undecided.items()):
            say(f"  {check} {check.label}：{reason}，{number} 件")


def _sums(report: Report) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    sums = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    sums.add_column("部门", overflow="fold", min_width=10)
    sums.add_column("办件", justify="right", no_wrap=True)
    for check in report.checks:
        sums.add_column(str(check), justify="right", no_wrap=True)
    sums.add_column("合计", justify="right", no_wrap=True, style="bold")
    shown = report.departments[:_DEPARTMENTS]
    for name in shown:
        counted = report.by_department.get(name, Counter["Check"]())
        cells = (str(counted[check] or "") for check in report.checks)
        sums.add_row(Text(name), str(report.of_department[name]), *cells, str(counted.total()))
    sums.add_section()
    totals = (str(report.by_check[check]) for check in report.checks)
    sums.add_row("合计", str(report.cases), *totals, str(report.findings))
    out().print(sums)
    if len(shown) < len(report.departments):
        say(f"……还有 {len(report.departments) - len(shown)} 个部门，用 --xlsx 查看")


def _findings(report: Report, check: Check, table: CaseTable) -> None:
    from quanze.cli.cases import SHOWN

    total = report.by_check[check]
    say(f"\n{check} {check.label}  {total} 处")
    for result, finding in report.kept[check][:SHOWN]:
        case, item = result.case, result.item
        place = table.cell(case.row, finding.column) or f"{case.row} 行"
        named = f"“{item.name}”（{item.code}）" if item else case.code
        say(f"  {place} {case.number or '（没有案号）'} {named}")
        say(f"      {finding.message}；应当{finding.expected}（{finding.source}）")
    if total > SHOWN:
        say(f"  ……还有 {total - SHOWN} 处，用 --xlsx 文件.xlsx 或 --format json 查看全部")
    mends = dict.fromkeys(finding.mend for _, finding in report.kept[check])
    say(f"  怎么改：{'；'.join(list(mends)[:3])}。")
