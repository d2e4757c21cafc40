"""The catalogue of checks in docs/dev/catalogue.md accounts for every id and every rule."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from quanze.rules.registry import RULES_BY_CODE

PAGE = Path(__file__).parents[2] / "docs" / "dev" / "catalogue.md"
ROW = re.compile(r"^\| (\S+) \| (.+?) \| (.*?) \| ?(.*?) ?\|$", re.MULTILINE)
IDS = [
    f"{letter}{number}"
    for letter, last in {"A": 17, "B": 12, "C": 15, "D": 10, "E": 10}.items()
    for number in range(1, last + 1)
]
NONE = "–"


class Row(NamedTuple):
    id: str
    check: str
    rules: str
    remark: str


ROWS = [Row(*found) for found in ROW.findall(PAGE.read_text(encoding="utf-8")) if found[0] != "id"]


def _rules(row: Row) -> list[str]:
    return [] if row.rules == NONE else row.rules.split(", ")


def test_every_id_stands_there_once() -> None:
    assert Counter(row.id for row in ROWS if row.id != NONE) == Counter(IDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.id} {row.check}")
def test_a_check_has_its_rules_or_a_reason(row: Row) -> None:
    assert _rules(row) or row.remark
    assert [code for code in _rules(row) if code not in RULES_BY_CODE] == []
    assert row.id not in RULES_BY_CODE or row.id in _rules(row)


def test_every_rule_of_the_letters_is_named() -> None:
    named = {code for row in ROWS for code in _rules(row)}
    assert {code for code in RULES_BY_CODE if code[0] in "ABCDE"} - named == set()
