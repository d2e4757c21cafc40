"""Every check between registers against its own cases: what it finds, where, and what it leaves alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.align.run import Asked, compare
from quanze.rules.between import BETWEEN_RULES
from quanze.rules.catalogue import Case, cases_of
from quanze.rules.rule import Rule
from tests.align.conftest import write_registers

TODAY = datetime.date(2026, 11, 22)
"""The day by which hand-overs and terms are judged."""
CASES = [
    pytest.param(rule, case, id=f"{rule.code}-{kind}-{case.about}")
    for rule in BETWEEN_RULES
    for kind, cases in (("bad", cases_of(rule.code).bad), ("good", cases_of(rule.code).good))
    for case in cases
]


def asked(places: dict[str, Path]) -> Asked:
    """Ask for what a case is about: levels, or two publications."""
    if "one" in places:
        return Asked(None, [str(places["one"]), str(places["other"])], TODAY)
    lower = [str(place) for whose, place in places.items() if whose != "upper"]
    return Asked(str(places["upper"]), lower, TODAY)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule: Rule, case: Case, tmp_path: Path) -> None:
    """It finds its own fault, at its place, and no case shows another."""
    alignment, judged = compare(asked(write_registers(tmp_path, case.files)), lambda _: None)
    assert not any(one.unread for one in alignment.registers)
    found = [
        (entry.finding.code, str(entry.place).removeprefix(f"{tmp_path.as_posix()}/"))
        for entry in judged.report.entries
    ]
    assert sorted(found) == sorted((rule.code, place) for place in case.expected)
