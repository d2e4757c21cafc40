"""Cases as a calendar file: one whole-day event on each due day."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from quanze.deadline.certainty import described
from quanze.publish.due_dates.report import CaseReport, due_day
from quanze.publish.ics import Event, ics_text


def cases_ics(report: CaseReport) -> str:
    """Write the due days. Cases whose clock stands, and rows without a date, have no event."""
    return ics_text("办件到期日", _events(report), report.today)


def _events(report: CaseReport) -> Iterator[Event]:
    times: Counter[str] = Counter()
    for result in report.found:
        due = due_day(result)
        if due is None or result.answer is None:
            continue
        name = result.number or f"第{result.row}行"
        # The same case keeps its event when its date is worked out anew. Short numbers (1, 2, 3) occur
        # in many tables, so the start is part of what a case is known by.
        known_by = f"{name} {result.answer.request.start}"
        times[known_by] += 1
        known = f"{known_by} {times[known_by]}".encode("utf-8", "replace")
        uid = hashlib.sha256(known).hexdigest()[:32]
        mark = "" if due.decided else "（暂定）"
        told = described(report.calendar, result.answer)
        yield Event(f"{uid}@quanze", due.day, due.day, f"〔{name}〕到期{mark}", told, due.time)
