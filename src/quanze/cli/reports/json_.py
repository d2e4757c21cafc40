"""A report for programs."""

from __future__ import annotations

from typing import Any

from quanze.findings import RANK, Report, Reported, State
from quanze.rules.registry import RULES_BY_CODE

SCHEMA_VERSION = 1


def json_report(report: Report) -> dict[str, Any]:
    """Return a report for programs; its form is our own and has a version."""
    return {
        "schema_version": SCHEMA_VERSION,
        "files": report.files,
        "items": report.items,
        "counts": {str(severity): report.count(severity) for severity in RANK},
        "known": len(report.in_state(State.KNOWN)),
        "waived": len(report.in_state(State.WAIVED)),
        **({"since": report.since, "earlier": report.earlier} if report.since else {}),
        "findings": [entry_data(entry) for entry in report.entries],
    }


def entry_data(entry: Reported) -> dict[str, Any]:
    """Return a finding for programs."""
    found = entry.finding
    data: dict[str, Any] = {
        "code": found.code,
        "rule": RULES_BY_CODE[found.code].name,
        "severity": str(entry.severity),
        "message": found.message,
        "mend": found.mend or RULES_BY_CODE[found.code].mend,
        "params": dict(found.params),
        "file": entry.place.file,
        "line": entry.place.line,
        "column": entry.place.column,
        "path": list(found.origin.path),
        "item": found.item,
        "name": found.name,
        "source": found.source,
        "fingerprint": found.fingerprint,
        "fixable": found.fix is not None,
        "state": str(entry.state),
    }
    if entry.reason:
        data["reason"] = entry.reason
    if entry.related:
        data["related"] = [place._asdict() for place in entry.related]
    return data
