"""Which findings are known, and which known ones are solved: findings of one fingerprint are counted."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quanze.findings import Finding, Report, Reported, State
from quanze.model.baseline import KnownFinding
from quanze.rules.registry import RULES_BY_CODE

SOLVED = "W4"
_SETTINGS_RULES = ("W1", "W2", "W3", SOLVED)
"""What is told of waivers and of the baseline itself: known, it would be of no use."""


def acceptable(code: str) -> bool:
    """Whether findings of a rule can be known: not what tells that something was not read."""
    return not RULES_BY_CODE[code].essential and code not in _SETTINGS_RULES


def marked(entries: Iterable[Reported], known: Sequence[KnownFinding]) -> list[Reported]:
    """Mark findings as known, in their order, as often as the baseline has them."""
    left = _counts(known)
    result = []
    for entry in entries:
        fingerprint = entry.finding.fingerprint
        if entry.state is State.NEW and left[fingerprint] > 0 and acceptable(entry.finding.code):
            left[fingerprint] -= 1
            result.append(replace(entry, state=State.KNOWN))
        else:
            result.append(entry)
    return result


def _counts(known: Iterable[KnownFinding]) -> Counter[str]:
    """How often each finding is known. A merge may leave a line twice: it counts once."""
    counts: Counter[str] = Counter()
    for one in known:
        counts[one.fingerprint] = max(counts[one.fingerprint], one.count)
    return counts


def solved(
    known: Sequence[KnownFinding], entries: Iterable[Reported], off: Container[str]
) -> Iterator[Finding]:
    """Report what is known but no longer there; rules that are off tell nothing."""
    there = Counter(entry.finding.fingerprint for entry in entries)
    for one in known:
        gone = one.count - there[one.fingerprint]
        if gone > 0 and _checked(one.rule, off):
            what = f"事项 {one.item}" if one.item else one.file
            some = f"（{gone} 处）" if one.count > 1 else ""
            yield Finding(
                SOLVED,
                one.origin,
                f"已解决：{what} 不再有 {one.rule} 的已知问题{some}",
                params={"rule": one.rule, "fingerprint": one.fingerprint},
            )


def _checked(code: str, off: Container[str]) -> bool:
    """Whether a rule was looked for: one that this version does not know never is."""
    return code in RULES_BY_CODE and code not in off


@dataclass(frozen=True)
class Update:
    """A new baseline, and how it differs from the old one."""

    known: tuple[KnownFinding, ...]
    added: int
    removed: int
    refused: int
    """Open findings that cannot be known, as something was not read or not checked."""


def updated(
    old: Sequence[KnownFinding],
    report: Report,
    today: datetime.date,
    *,
    add: bool = True,
) -> Update:
    """Accept the findings of a report as known; what is solved goes, if that can be told.

    Args:
        old: the baseline so far.
        report: the findings, judged against it.
        today: the day that new lines bear.
        add: whether new findings are accepted.
    """
    groups: dict[str, list[Reported]] = defaultdict(list)
    for entry in report.entries:
        wanted = entry.state is State.KNOWN or (add and entry.state is State.NEW)
        if wanted and acceptable(entry.finding.code):
            groups[entry.finding.fingerprint].append(entry)
    before = {one.fingerprint: one for one in old}
    known = [_line(group, before.get(fingerprint), today) for fingerprint, group in groups.items()]
    unchecked = [one for one in old if not (report.complete and _checked(one.rule, report.off))]
    known = _kept(known, unchecked)
    counts, old_counts = _counts(known), _counts(old)
    refused = sum(RULES_BY_CODE[entry.finding.code].essential for entry in report.open())
    return Update(
        tuple(known),
        added=(counts - old_counts).total(),
        removed=(old_counts - counts).total(),
        refused=refused,
    )


def _line(
    group: Sequence[Reported], before: KnownFinding | None, today: datetime.date
) -> KnownFinding:
    first = group[0]
    return KnownFinding.model_validate(
        {
            "文件": first.place.file,
            "事项": first.finding.item,
            "规则": first.finding.code,
            "指纹": first.finding.fingerprint,
            "记于": before.noted if before else today,
            "处数": len(group),
        }
    )


def _kept(known: Iterable[KnownFinding], old: Iterable[KnownFinding]) -> list[KnownFinding]:
    """Add what the old baseline has, or has more of."""
    kept = {one.fingerprint: one for one in known}
    for one in old:
        if one.fingerprint not in kept or kept[one.fingerprint].count < one.count:
            kept[one.fingerprint] = one
    return list(kept.values())
