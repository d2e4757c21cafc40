"""What the forms for CI services share: one-line texts, and fingerprints that are unique in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from quanze.cli.console import visible
from quanze.findings import Finding, Reported
from quanze.rules.registry import RULES_BY_CODE


def one_line(text: str) -> str:
    """Return a text without line breaks and without characters that steer a terminal or a log."""
    return " ".join(visible(text).split())


def mend_of(found: Finding) -> str:
    """Return how to mend a finding: its own words, or those of its rule."""
    return found.mend or RULES_BY_CODE[found.code].mend


def told_apart(entries: Iterable[Reported]) -> Iterator[tuple[str, Reported]]:
    """Give every entry an id that is unique: the fingerprint, and a number where others share it."""
    seen: Counter[str] = Counter()
    for entry in entries:
        fingerprint = entry.finding.fingerprint
        seen[fingerprint] += 1
        number = seen[fingerprint]
        yield fingerprint if number == 1 else f"{fingerprint}-{number}", entry
