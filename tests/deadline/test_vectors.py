"""Every published case: the last day, whether it moved on, and what is marked 暂定."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from quanze.calendar import national_calendar
from quanze.deadline.answer import Request, answer
from quanze.deadline.certainty import uncertainty
from quanze.deadline.count import count
from quanze.deadline.terms import plain_terms
from quanze.model.period import Period
from quanze.model.period_rule import DeadlineSettings

FILE = Path(__file__).parents[2].parent / "shared" / "data" / "deadline_vectors.json"
UNITS = {"working": "个工作日", "calendar": "日", "month": "个月", "year": "年"}
day = datetime.date.fromisoformat


def vectors(kind: str) -> list[Any]:
    if not FILE.is_file():
        return []
    cases = json.loads(FILE.read_text(encoding="utf-8"))[kind]
    return [pytest.param(case, id=case["id"]) for case in cases]


@pytest.mark.skipif(not FILE.is_file(), reason="the shared vectors are not here")
def test_vectors_are_read() -> None:
    assert len(vectors("final")) >= 51
    assert len(vectors("provisional")) >= 4


@pytest.mark.parametrize("case", vectors("final"))
def test_final(case: dict[str, Any]) -> None:
    period = Period(f"{case['n']}{UNITS[case['unit']]}")
    due = count(national_calendar(), period, day(case["start"]), roll=case["roll"] is not False)
    assert due.day == day(case["expected"])
    assert due.decided
    assert due.outcome.earliest == due.outcome.latest == due.day
    if case["raw_end"]:
        assert due.raw.day == day(case["raw_end"])
        assert due.rolled is case["rolled"]


@pytest.mark.parametrize("case", vectors("provisional"))
def test_provisional(case: dict[str, Any]) -> None:
    period = Period(f"{case['n']}{UNITS[case['unit']]}")
    found = answer(
        national_calendar(),
        plain_terms(period),
        Request(day(case["start"])),
        DeadlineSettings(),
    )
    outcome = found.due.outcome
    assert not outcome.decided
    assert outcome.day == day(case["statutory_days_plus_art6"])
    first, last = map(day, case["range_if_2027_follows_the_2024_pattern"])
    assert outcome.earliest <= first <= last <= outcome.latest
    why = uncertainty(national_calendar(), outcome)
    assert why is not None
    assert "2027年" in why.reason
    assert why.look_again > national_calendar().notices[-1].known_on
