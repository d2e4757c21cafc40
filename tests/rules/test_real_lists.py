"""The rules on the published lists of a real city: what they say has to be true there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quanze.excel.importer import import_workbooks
from quanze.findings import Finding
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.rules.engine import run_rules

LISTS = Path(__file__).parents[3] / "shared" / "realdata" / "karamay"

Found = dict[str, list[Finding]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    if not LISTS.is_dir():
        pytest.skip(f"the real lists are not beside the checkout ({LISTS.name})")
    register = tmp_path_factory.mktemp("register")
    import_workbooks(sorted(LISTS.iterdir()), register)
    by_code: Found = {}
    for finding in run_rules(load(open_register(register)).register):
        by_code.setdefault(finding.code, []).append(finding)
    return by_code


@pytest.mark.parametrize(
    ("code", "least", "most"),
    [
        # Nothing in these lists is of this kind; a finding would be a wrong one.
        ("X1", 0, 0), ("A1", 0, 0), ("A9", 0, 0), ("B1", 0, 0), ("B2", 0, 0), ("B4", 0, 0),
        ("B8", 0, 0), ("D1", 0, 0), ("D3", 0, 0), ("E1", 0, 0), ("E8", 0, 0),
        ("C5", 0, 0), ("D5", 0, 0), ("D10", 0, 0),
        # Read one by one, and true.
        ("A2", 8, 20), ("A5", 5, 10), ("A6", 1, 3), ("B6", 8, 15), ("B9", 1, 3), ("E9", 30, 45),
        # No list has the basis of accountability; one finding a text, not one an item.
        ("D2", 140, 180),
        # One a department.
        ("B14", 15, 15), ("E7", 15, 15),
        # One a department whose quoted articles state ranges of fines; no list has benchmarks.
        ("E4", 12, 12),
    ],
)  # fmt: skip
def test_how_many_findings(code: str, least: int, most: int, found: Found) -> None:
    assert least <= len(found.get(code, [])) <= most


def test_labels_that_do_not_match(found: Found) -> None:
    """112 items of 22 such workbooks were counted by hand; 15 of them are here."""
    findings = found["A8"]
    assert 85 <= len({finding.item for finding in findings}) <= 112
    pairs = Counter((f.params["law"], f.params["label"]) for f in findings)
    assert pairs["《医疗废物管理条例》", "规章"] > 5
    assert pairs["《合同违法行为监督处理办法》", "法律"] == 1
    laws = {law for law, _ in pairs}
    assert "《党政机关厉行节约反对浪费条例》" not in laws
    assert "《仲裁检定和计量调解办法》" not in laws


def test_messages_name_the_item_and_stay_short(found: Found) -> None:
    for findings in found.values():
        for finding in findings:
            assert finding.name or finding.item
            assert len(finding.message) < 400


def test_findings_are_told_apart(found: Found) -> None:
    """Two findings of one rule at one item need two fingerprints, or one would hide the other."""
    for code, findings in found.items():
        prints = Counter(finding.fingerprint for finding in findings)
        assert [f for f in findings if prints[f.fingerprint] > 1] == [], code
