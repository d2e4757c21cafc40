"""Which findings a change brought in: those that an older version of the register did not have."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from quanze.findings import RANK, Report, State


def brought_in(report: Report, older: Report | None, revision: str) -> Report:
    """Narrow a report to the open findings that an older version of the register did not have.

    What was there as something milder counts as brought in: a change of the settings made it worse.
    """
    now = {entry.finding.fingerprint: entry.severity for entry in report.open()}
    left = Counter(
        entry.finding.fingerprint
        for entry in (older.open() if older else ())
        if RANK[entry.severity] <= RANK[now.get(entry.finding.fingerprint, entry.severity)]
    )
    left -= _set_aside(report) - (_set_aside(older) if older else Counter())
    kept = []
    for entry in report.entries:
        fingerprint = entry.finding.fingerprint
        if entry.state is State.NEW and left[fingerprint] > 0:
            left[fingerprint] -= 1
        else:
            kept.append(entry)
    earlier = len(report.entries) - len(kept)
    return replace(report, entries=tuple(kept), since=revision, earlier=earlier)


def _set_aside(report: Report) -> Counter[str]:
    """How often each finding is waived or known: who was open before and is so now is accounted for."""
    aside = (entry for entry in report.entries if entry.state is not State.NEW)
    return Counter(entry.finding.fingerprint for entry in aside)
