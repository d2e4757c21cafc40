"""How an item is held by those who took it over, in the words of pages and documents."""

from __future__ import annotations

import datetime

from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegatedItem, Stage, Term
from quanze.model.written_date import in_chinese


def handed_over(batch: Delegation, item: DelegatedItem, receiver: str) -> str:
    """Write the day on which a receiver took an item over, or is to take it over; empty where neither
    is written.
    """
    event = batch.happened(Stage.HANDOVER, item, receiver)
    if event is not None:
        return day_text(event.date)
    events = batch.events_of(item, receiver)
    plans = (one.planned for one in events if one.stage is Stage.HANDOVER and one.planned)
    plan = next(plans, None)
    return f"计划{in_chinese(plan)}" if plan else ""


def term_of(batch: Delegation, item: DelegatedItem, receiver: str) -> str:
    """Write the term of an item for a receiver, with the last day as it is now."""
    held = batch.term_of(item, receiver)
    return span_text(held[1].since if held else None, batch.until(item, receiver))


def term_text(term: Term | None) -> str:
    """Write a term; empty where there is none."""
    return span_text(term.since, term.until) if term else ""


def span_text(since: datetime.date | None, until: datetime.date | None) -> str:
    """Write a span of days of which either end may be missing."""
    if since is None or until is None:
        return f"自{in_chinese(since)}起" if since else day_text(until)
    return f"{in_chinese(since)}至{in_chinese(until)}"


def day_text(day: datetime.date | None) -> str:
    """Write a day; empty where there is none."""
    return in_chinese(day) if day else ""
