"""What was found in handled cases, for programs."""

from __future__ import annotations

from typing import Any

from quanze.casework.audit import CaseResult
from quanze.casework.findings import Check, Finding
from quanze.casework.handled import CaseTable
from quanze.casework.report import Report

FORMAT = "quanze-cases/1"


def report_data(report: Report, table: CaseTable) -> dict[str, Any]:
    """Return a report as plain data; of a case only its row, number, item code and dates."""
    return {
        "format": FORMAT,
        "办件表": report.source,
        "清单库": report.register,
        "计算日期": report.today.isoformat(),
        "办件": report.cases,
        "有问题": report.faulty,
        "检查": [
            {"代码": str(one), "名称": one.label, "依据": one.source, "处数": report.by_check[one]}
            for one in Check
        ],
        "部门": [
            {
                "部门": name,
                "办件": report.of_department[name],
                "发现": {str(c): n for c, n in sorted(report.by_department.get(name, {}).items())},
            }
            for name in report.departments
        ],
        "发现": [
            finding_data(result, finding, table)
            for check in report.checks
            for result, finding in report.kept[check]
        ],
        "无法判断": [
            {"代码": str(check), "原因": reason, "处数": number}
            for (check, reason), number in sorted(report.undecided.items())
        ],
        "说明": list(report.remarks),
    }


def finding_data(result: CaseResult, finding: Finding, table: CaseTable) -> dict[str, Any]:
    """Return a finding with the case that it is in."""
    case, item = result.case, result.item
    return {
        "代码": str(finding.check),
        "行": case.row,
        "列": finding.column,
        "单元格": table.cell(case.row, finding.column),
        "案号": case.number,
        "事项编码": item.code if item else case.code,
        "事项": item.name if item else "",
        "部门": result.department,
        "发现": finding.message,
        "应当": finding.expected,
        "依据": finding.source,
        "改法": finding.mend,
    }
