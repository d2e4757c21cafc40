"""The tables of costs: ratios to quanze, and no peer left out."""

from __future__ import annotations

import pytest
from measuring import Cost, Failed
from tables import Job, Row, print_table


def _job(cpu: float) -> Job:
    return lambda: Cost(2 * cpu, cpu, 10)


def _not_installed() -> Job:
    raise Failed("cannot be installed: no such version")


def test_a_peer_that_cannot_run_is_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        Row("quanze", lambda: _job(0.5)),
        Row("other", _not_installed),
        Row("third", lambda: _job(2), "slow"),
    ]
    assert not print_table("Checking", rows, 3)
    told = capsys.readouterr().out.splitlines()[-3:]
    assert told == [
        "| quanze | 0.50 | 1.00 | 10 | 1.00 |  |",
        "| other | – | – | – | – | not measured: cannot be installed: no such version |",
        "| third | 2.00 | 4.00 | 10 | 4.00 | slow |",
    ]


def test_nothing_is_held_against_a_quanze_that_failed(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Checking", [Row("quanze", _not_installed), Row("other", lambda: _job(1))], 1)
    assert capsys.readouterr().out.splitlines()[-1] == "| other | 1.00 | 2.00 | 10 | – |  |"


def test_figures_are_medians(capsys: pytest.CaptureFixture[str]) -> None:
    costs = iter([Cost(1, 9, 1), Cost(9, 1, 5), Cost(2, 2, 9)])
    print_table("Checking", [Row("quanze", lambda: lambda: next(costs))], 3)
    assert "| quanze | 2.00 | 2.00 | 5 |" in capsys.readouterr().out


def test_every_row_takes_its_turn_before_any_has_its_second() -> None:
    turns: list[str] = []

    def turn(name: str) -> Row:
        def job() -> Cost:
            turns.append(name)
            return Cost(1, 1, 1)

        return Row(name, lambda: job)

    print_table("Checking", [turn("a"), turn("b")], 2)
    assert turns == ["a", "b", "a", "b"]


def test_where_nothing_is_compared_there_are_no_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Jobs", [Row("quanze", lambda: _job(1))], 1, compared=False)
    assert capsys.readouterr().out.splitlines()[-1] == "| quanze | 1.00 | 2.00 | 10 | – |  |"
