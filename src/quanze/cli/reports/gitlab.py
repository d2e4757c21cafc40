"""The code quality report of GitLab."""

from __future__ import annotations

from typing import Any

from quanze.cli.reports.words import mend_of, one_line, told_apart
from quanze.findings import Report, Severity
from quanze.rules.registry import RULES_BY_CODE

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab_report(report: Report, prefix: str) -> list[dict[str, Any]]:
    """Return the open findings as GitLab reads them.

    GitLab keeps one finding of each fingerprint, so each gets one of its own.

    Args:
        report: the findings.
        prefix: what stands before the register's paths in its repository.
    """
    return [
        {
            "description": _description(entry.finding.message, mend_of(entry.finding)),
            "check_name": f"{entry.finding.code} {RULES_BY_CODE[entry.finding.code].name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[entry.severity],
            "location": {
                "path": prefix + entry.place.file,
                "lines": {"begin": entry.place.line},
            },
        }
        for fingerprint, entry in told_apart(report.open())
    ]


def _description(message: str, mend: str) -> str:
    return f"{one_line(message)}（怎么改：{one_line(mend)}）"
