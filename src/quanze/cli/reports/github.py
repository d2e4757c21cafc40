"""Annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quanze.cli.reports.text import totals
from quanze.cli.reports.words import mend_of, one_line
from quanze.findings import Report, Reported, Severity
from quanze.rules.registry import RULES_BY_CODE

LIMIT = 10
"""So many annotations of each kind GitHub shows for one step; what is more it drops without a word."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_lines(report: Report, prefix: str) -> Iterator[str]:
    """Return the annotations of a report, and lines for the log on what GitHub would not show.

    Args:
        report: the findings; the gravest come first.
        prefix: what stands before the register's paths in its repository.
    """
    shown: Counter[Severity] = Counter()
    left: Counter[tuple[Severity, str]] = Counter()
    for entry in report.open():
        severity = entry.severity
        if shown[severity] < LIMIT:
            shown[severity] += 1
            yield _annotation(entry, prefix)
        else:
            left[severity, entry.finding.code] += 1
    if left:
        yield f"GitHub 每类最多标出 {LIMIT} 处；没有标出的还有 {left.total()} 处："
    for (severity, code), count in left.items():
        yield f"  {severity} {code} {RULES_BY_CODE[code].name}：{count} 处"
    yield from totals(report).splitlines()


def _annotation(entry: Reported, prefix: str) -> str:
    """One annotation. The log shows neither file nor line, so the text names them too."""
    found, place = entry.finding, entry.place
    title = f"{found.code} {RULES_BY_CODE[found.code].name}"
    text = f"{one_line(found.message)}\n怎么改：{one_line(mend_of(found))}\n{prefix}{place}"
    where = f"file={_property(prefix + place.file)},line={place.line},col={place.column}"
    return f"::{_COMMANDS[entry.severity]} {where},title={_property(title)}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
