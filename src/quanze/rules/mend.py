"""--fix: mends what a machine can mend, and says what it did. Checks never write; this does."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from quanze.findings import Finding, Reported
from quanze.load.documents import BOM_FOUND, NOT_UTF8
from quanze.load.encoding import decode
from quanze.load.loader import load
from quanze.load.places import Places
from quanze.load.source import FolderSource, open_register
from quanze.load.write import apply_fixes, write_text
from quanze.rules.coverage import Coverage
from quanze.rules.engine import judge, run_rules


def mend(folder: Path, today: datetime.date) -> Iterator[str]:
    """Mend a register's files in place; yields a line in Chinese for each mend.

    Waived findings are left alone.
    """
    source = open_register(folder)
    loaded = load(source)
    if saved := [*_encodings(source, loaded.findings)]:
        yield from saved
        loaded = load(source)
    found = [*loaded.findings, *run_rules(loaded.register)]
    wanted: dict[str, list[Reported]] = defaultdict(list)
    for entry in judge(found, Coverage.of(loaded), Places(source), today).open():
        if entry.finding.fix is not None:
            wanted[entry.place.file].append(entry)
    for file, entries in wanted.items():
        path = source.root / file
        fixes = [entry.finding.fix for entry in entries if entry.finding.fix is not None]
        text, made = apply_fixes(decode(path.read_bytes()).text, fixes)
        write_text(path, text)
        for entry in entries:
            done = "改正" if entry.finding.fix in made else "请人工改正（机器不能有把握地改）"
            yield f"{done} {entry.place} {entry.finding.code}：{entry.finding.message}"


def _encodings(source: FolderSource, findings: Iterable[Finding]) -> Iterator[str]:
    """Save files as UTF-8 without BOM where their encoding could be told."""
    for found in findings:
        if found.code not in (NOT_UTF8, BOM_FOUND):
            continue
        path = source.root / found.origin.file
        decoded = decode(path.read_bytes())
        if decoded.encoding != "未知":
            write_text(path, decoded.text)
            yield f"另存为 UTF-8：{found.origin.file}（原为 {decoded.encoding}{'，带 BOM' if decoded.bom else ''}）"
