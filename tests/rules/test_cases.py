"""Every rule against its own cases: what it finds, where, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze.findings import Report, Severity
from quanze.model.element import Origin
from quanze.model.power import Power
from quanze.rules.catalogue import Case, as_data, cases_of, document, find, page
from quanze.rules.engine import RULE_FAILED
from quanze.rules.registry import RULES, RULES_BY_CODE
from quanze.rules.rule import Family, Rule, found
from tests.rules.conftest import SETTINGS

OF_WAIVERS = ("W1", "W2", "W3", "W4")
"""Found when all rules have run, by the engine itself."""


def _cases(*, only_checks: bool = False) -> list[object]:
    """All cases; `only_checks` leaves out the loader's, whose files cannot all be read.

    Those of several registers have their tests in tests/align.
    """
    return [
        pytest.param(rule, case, id=f"{rule.code}-{kind}-{case.about}")
        for rule in RULES
        if rule.family is not Family.LEVELS
        if rule.check is not None or not only_checks
        for kind, cases in (("bad", cases_of(rule.code).bad), ("good", cases_of(rule.code).good))
        for case in cases
    ]


def _switched_on(rule: Rule, files: dict[str, str]) -> dict[str, str]:
    """The files of a case; a rule that is off needs a register that asks for it."""
    if rule.severity is not Severity.OFF or "quanze.yaml" in files:
        return files
    return {"quanze.yaml": f"{SETTINGS}规则:\n  级别:\n    {rule.code}: 提示\n", **files}


@pytest.mark.parametrize(("rule", "case"), _cases())
def test_case(rule: Rule, case: Case, examine: Callable[..., Report]) -> None:
    rules = RULES if rule.code in OF_WAIVERS else [rule]
    # F5 is about the very file that is written for all other cases.
    files = _switched_on(rule, case.files)
    report = examine(files, rules, encoding=case.encoding, departments=rule.code != "F5")
    found = sorted(str(e.place) for e in report.entries if e.finding.code == rule.code)
    assert found == sorted(case.expected)


@pytest.mark.parametrize(("rule", "case"), _cases(only_checks=True))
def test_a_case_shows_nothing_but_its_own_fault(
    rule: Rule, case: Case, examine: Callable[..., Report]
) -> None:
    report = examine(_switched_on(rule, case.files), [rule])
    assert [e.finding.code for e in report.entries if e.finding.code != rule.code] == []


BARE_COUNT = re.compile(r"\d{1,6} ?[项处个件条]?")
AS_WRITTEN = {("B10", "stated"), ("B10", "total"), ("A4", "stated"), ("C3", "text")}
"""Numbers that stand in the register itself: they change only where somebody changes them."""


@pytest.mark.parametrize(("rule", "case"), _cases(only_checks=True))
def test_what_tells_a_finding_from_others_holds_no_count(
    rule: Rule, case: Case, examine: Callable[..., Report]
) -> None:
    """A count changes with every item that comes and goes: a known finding would be new again."""
    report = examine(_switched_on(rule, case.files), [rule])
    counts = {
        (entry.finding.code, key)
        for entry in report.entries
        for key, value in entry.finding.params.items()
        if BARE_COUNT.fullmatch(value)
    }
    assert counts <= AS_WRITTEN


def test_what_is_only_told_is_no_part_of_the_fingerprint() -> None:
    power = Power.model_validate({"编码": "T-1", "名称": "示例许可", "类型": "行政许可"})
    power.written_at(Origin("departments/lyj/power.yaml", ("事项", 0)))
    one, two = (
        found(
            "A1", power, message="{what}有 {count} 处", mend="改这 {count} 处",
            told={"count": count}, what="依据",
        )
        for count in ("3", "4")
    )  # fmt: skip
    assert (one.message, one.mend) == ("依据有 3 处", "改这 3 处")
    assert one.params == {"what": "依据"}
    assert one.fingerprint == two.fingerprint


QUOTED_AT = {"law", "cited"}


@pytest.mark.parametrize("code", ["A20", "A21", "A22"])
def test_a_quotation_stays_known_when_the_texts_of_laws_change(
    code: str, examine: Callable[..., Report]
) -> None:
    for case in cases_of(code).bad:
        for entry in examine(case.files, [RULES_BY_CODE[code]]).entries:
            assert set(entry.finding.params) == QUOTED_AT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    cases = cases_of(rule.code)
    assert rule.name
    assert rule.why
    assert rule.source
    assert rule.mend
    assert cases.good
    assert all(not case.expected for case in cases.good)
    assert cases.bad
    # X1 is a rule's own failure; no register brings it about (see test_engine).
    assert all(case.expected for case in cases.bad) or rule.code == RULE_FAILED


def test_why_a_rule_is_off_by_default_is_shown() -> None:
    for rule in RULES:
        if rule.severity is Severity.OFF:
            assert f"`{rule.code}: 提示`" in page(rule)
            assert "**抽查**：" in page(rule)


def test_codes_are_unique() -> None:
    assert len(RULES_BY_CODE) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_texts_are_for_users(rule: Rule) -> None:
    """Users do not know the marks of our own reference, and read no English."""
    data = as_data(rule)
    text = f"{data['name']}{data['why']}{data['source']}{data['mend']}"
    assert not any(mark in text for mark in ("S0", "S1", "S2", "S3", "S4", "§"))
    assert rule.mend.endswith(("。", "；"))
    assert rule.why.endswith("。")


def test_document_holds_every_rule_once() -> None:
    text = document()
    for rule in RULES:
        assert text.count(f"\n## {rule.code} {rule.name}\n") == 1
        assert f"| [{rule.code}](#" in text
        assert page(rule) in text


def test_find_is_forgiving_about_case() -> None:
    assert find("a1").code == "A1"


def test_the_page_of_rules_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == document(), (
        "run: quanze rule --document docs/rules.md"
    )
