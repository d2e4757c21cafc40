"""Examining a register part by part finds what running every rule over all of it finds."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quanze.findings import Finding
from quanze.law.texts import texts_of
from quanze.load.loader import load, load_settings
from quanze.load.source import open_register
from quanze.rules.catalogue import Case, cases_of
from quanze.rules.coverage import Coverage
from quanze.rules.engine import run_rules
from quanze.rules.examine import examine
from quanze.rules.frame import Terms
from quanze.rules.registry import RULES
from quanze.rules.rule import Family
from tests.rules.conftest import write_register

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = datetime.date(2026, 11, 22)
CASES = [
    pytest.param(case, id=f"{rule.code}-{case.about}")
    for rule in RULES
    if rule.family is not Family.LEVELS
    for case in (*cases_of(rule.code).bad, *cases_of(rule.code).good)
]


def told(found: Finding) -> tuple[Any, ...]:
    """Everything that a finding says."""
    return (
        found.code, found.origin, found.message, found.mend, tuple(found.params.items()), found.item,
        found.name, found.related, str(found.fix), found.place, found.at_key, found.source, found.about,
    )  # fmt: skip


def compared(folder: Path) -> None:
    source = open_register(folder)
    terms = Terms(TODAY, texts=texts_of(load_settings(source)[0], folder))
    examined = examine(source, terms)
    loaded = load(source)
    register = terms.applied(loaded.register)
    whole = Counter(map(told, (*loaded.findings, *run_rules(register))))
    assert Counter(map(told, examined.findings)) == whole
    known = Coverage.of(loaded)
    assert (examined.coverage.files, examined.coverage.items) == (known.files, known.items)
    assert examined.coverage.whole == known.whole


@pytest.mark.parametrize("case", CASES)
def test_cases(case: Case, tmp_path: Path) -> None:
    write_register(tmp_path, case.files, encoding=case.encoding)
    compared(tmp_path)


@pytest.mark.parametrize("name", ["jilin", "tonghua", "liaoyuan"])
def test_examples(name: str) -> None:
    compared(EXAMPLES / name)
