"""docs/stats.md explains every option and every figure, and the sums that it gives are right."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from quanze.cli.app import run
from quanze.diff.fates import Fate
from quanze.model.compression import rounded
from quanze.model.measured import Indicator

PAGE = (Path(__file__).parents[2] / "docs/stats.md").read_text(encoding="utf-8")
SUM = re.compile(r"（?(\d+)(?:－(\d+)）)?÷(\d+)＝([\d.]+)(%?)")


def test_every_option_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    run(["stats", "--help"])
    options = set(re.findall(r"^│ \*?\s*(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert "--between" in options
    assert {option for option in options - {"--help"} if option not in PAGE} == set()


def test_every_figure_and_every_fate_is_explained() -> None:
    explained = "\n".join(line for line in PAGE.splitlines() if line.startswith("| "))
    assert [one for one in (*Indicator, *Fate) if str(one) not in explained] == []


def test_every_sum_on_the_page_is_right() -> None:
    sums = SUM.findall(PAGE)
    assert len(sums) >= 10
    for first, less, whole, result, sign in sums:
        part = Decimal(first) - Decimal(less or 0)
        exact = part / Decimal(whole) * (100 if sign else 1)
        places = len(result.partition(".")[2])
        assert rounded(exact, places) == Decimal(result), (first, less, whole)
