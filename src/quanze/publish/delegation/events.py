"""What is due as a calendar file: one whole-day event on each last day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from quanze.law.delegation import Duty, named
from quanze.publish.delegation.report import DelegationReport
from quanze.publish.ics import Event, ics_text


def delegation_ics(report: DelegationReport, duties: tuple[Duty, ...]) -> str:
    """Write the last days of what is open; what has none has no event."""
    return ics_text("放权到期日", _events(duties), report.today)


def _events(duties: tuple[Duty, ...]) -> Iterator[Event]:
    for duty in duties:
        if duty.due is None or not duty.is_open:
            continue
        # The same duty keeps its event when its day moves: neither day nor standing is part of it.
        codes = sorted(f"{item.code}\x1f{receiver}" for item, receiver in duty.shares)
        planned = str(duty.event.planned) if duty.event and duty.event.planned else ""
        known = "\x1e".join((duty.batch.number, duty.stage, planned, *codes))
        uid = hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:32]
        mark = "" if duty.due.decided else "（暂定）"
        title = f"〔{duty.batch.number}〕{duty.stage}{mark}：{named(duty.shares)}"
        told = "\n".join(filter(None, (duty.batch.title, duty.who, duty.basis, duty.note)))
        yield Event(f"{uid}@quanze", duty.due.day, duty.due.day, title, told)
