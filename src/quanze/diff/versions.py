"""Two versions of a register -> what changed between them."""

from __future__ import annotations

from quanze.diff.changes import Changes
from quanze.diff.match import changes_between
from quanze.diff.records import declarations
from quanze.findings import Finding
from quanze.load.loader import MISSING_FILE, Loaded, load
from quanze.load.source import CannotRun
from quanze.load.versions import Version
from quanze.rules.registry import RULES_BY_CODE


def compare_versions(old: Version, new: Version) -> Changes:
    """Compare two versions.

    Raises:
        CannotRun: a version holds what cannot be read: what is missing would look cancelled.
    """
    before, after = readable(old), readable(new)
    known = {record.number for record in before.register.adjustments}
    newer = [record for record in after.register.adjustments if record.number not in known]
    return changes_between(before.register, after.register, declarations(newer))


def readable(version: Version) -> Loaded:
    """Load a version.

    Raises:
        CannotRun: something in its lists could not be read.
    """
    loaded = load(version.source)
    lost = [finding for finding in loaded.findings if _loses(finding)]
    if lost:
        told = "\n".join(f"  {finding.origin.file}：{finding.message}" for finding in lost[:5])
        raise CannotRun(
            f"“{version.label}”里有读不懂的内容，不能比较：读不到的会被当成取消。\n{told}\n"
            "请先运行 quanze validate，改正以后再比较。"
        )
    return loaded


def _loses(finding: Finding) -> bool:
    """Whether something of a list could not be read, as this was found."""
    essential = RULES_BY_CODE[finding.code].essential and finding.code != MISSING_FILE
    return essential and finding.origin.file.startswith("departments/")
