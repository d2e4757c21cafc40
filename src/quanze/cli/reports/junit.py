"""JUnit XML: a suite for each rule, so that what passed is seen as well."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as Xml

from quanze.cli.console import visible
from quanze.cli.reports.words import mend_of, one_line
from quanze.findings import Report, Reported, Severity
from quanze.model.patterns import pattern
from quanze.rules.registry import RULES
from quanze.rules.rule import Rule

_NOT_XML = pattern(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(report: Report, prefix: str, *, strict: bool) -> str:
    """Return the report as JUnit XML.

    A finding that makes the run fail is a failure, any other a skipped case with its message: JUnit
    has no warnings. A rule without open findings is one case that passed; one that did not count is none.

    Args:
        report: the findings.
        prefix: what stands before the register's paths in its repository.
        strict: whether warnings make the run fail.
    """
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    by_code: dict[str, list[Reported]] = defaultdict(list)
    for entry in report.open():
        by_code[entry.finding.code].append(entry)
    root = Xml.Element("testsuites", name="quanze validate")
    for rule in RULES:
        if rule.code not in report.off:
            root.append(_suite(rule, by_code[rule.code], prefix, failing))
    _count(root, list(root))
    Xml.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + Xml.tostring(root, encoding="unicode") + "\n"


def _suite(
    rule: Rule, entries: list[Reported], prefix: str, failing: tuple[Severity, ...]
) -> Xml.Element:
    suite = Xml.Element("testsuite", name=f"{rule.code} {rule.name}")
    if not entries:
        Xml.SubElement(suite, "testcase", classname=rule.code, name=rule.name)
    names: dict[str, int] = defaultdict(int)
    for entry in entries:
        found, place = entry.finding, entry.place
        name = f"{found.item or place.file} {one_line(found.message)}"
        names[name] += 1
        if names[name] > 1:
            name = f"{name}（{names[name]}）"
        case = Xml.SubElement(
            suite, "testcase", classname=rule.code, name=_xml(name), file=_xml(prefix + place.file)
        )
        outcome = "failure" if entry.severity in failing else "skipped"
        told = Xml.SubElement(case, outcome, message=_xml(one_line(found.message)))
        told.text = _xml(_text(entry, prefix))
    _count(suite, [suite])
    return suite


def _text(entry: Reported, prefix: str) -> str:
    lines = [f"{prefix}{entry.place}", f"{entry.severity}：{entry.finding.message}"]
    lines.append(f"怎么改：{mend_of(entry.finding)}")
    lines += [f"另见 {prefix}{place}" for place in entry.related]
    return "\n".join(lines)


def _count(element: Xml.Element, suites: list[Xml.Element]) -> None:
    """Write how many cases there are, and how many of each outcome."""
    cases = [case for suite in suites for case in suite.iter("testcase")]
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))


def _xml(text: str) -> str:
    """Return a text without characters that XML cannot hold in any form."""
    return _NOT_XML.sub("\ufffd", visible(text))
