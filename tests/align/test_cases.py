"""Every check between registers against its own cases: what it finds, where, and what it leaves alone.

The cases of the checks between levels stand in one province and one city, each with departments of its own: so
each also shows that it disturbs no other.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quanze.align.run import Asked, compare
from quanze.rules.catalogue import Case, cases_of
from tests.align.conftest import Compared
from tests.align.registers import TODAY, write_registers
from tests.align.world import CASES, Numbered


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.rule}-{c.about}") for c in CASES])
def test_case(case: Numbered, by_duckdb: Compared) -> None:
    """It finds its own fault, at its place, and no other check finds any in its files."""
    found = [(code, place) for code, place in by_duckdb.places if place.split(":")[0] in case.files]
    assert sorted(found) == sorted((case.rule, place) for place in case.expected)


def test_all_is_found_in_files_of_cases(by_duckdb: Compared) -> None:
    assert not any(one.unread for one in by_duckdb.alignment.registers)
    found = Counter(code for code, _ in by_duckdb.places)
    assert found == +Counter(case.rule for case in CASES for _ in case.expected)


@pytest.mark.parametrize("case", [*cases_of("H9").bad, *cases_of("H9").good], ids=lambda c: c.about)
def test_two_publications(case: Case, tmp_path: Path) -> None:
    places = write_registers(tmp_path, case.files)
    _, judged = compare(
        Asked(None, [str(places["one"]), str(places["other"])], TODAY), lambda _: None
    )
    found = [
        (entry.finding.code, str(entry.place).removeprefix(f"{tmp_path.as_posix()}/"))
        for entry in judged.report.entries
    ]
    assert sorted(found) == sorted(("H9", place) for place in case.expected)
