"""The register as it stands at one moment: its pages, made when they are asked for, and its findings."""

from __future__ import annotations

import datetime
import json
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from quanze.findings import Report, Reported
from quanze.load.baseline import load_baseline
from quanze.load.loader import load
from quanze.load.places import Places
from quanze.load.source import CannotRun
from quanze.load.versions import open_version
from quanze.publish.everything import outputs_of, site_of
from quanze.publish.outputs import Output
from quanze.publish.preview.pages_of import PagesOf
from quanze.publish.site import Site
from quanze.publish.stamp import Stamp, has_stamp, stamped
from quanze.rules.coverage import Coverage
from quanze.rules.engine import judge, run_rules
from quanze.rules.registry import RULES_BY_CODE

OWN: Final = "__quanze__/"
"""Where the preview's own files lie; no page of a site has such an address."""

FINDINGS_PAGE: Final = f"{OWN}findings.html"


@dataclass(frozen=True)
class Snapshot:
    """The site and the findings of one moment."""

    number: int
    """How many times the register has been read."""
    site: Site
    outputs: dict[str, Output]
    report: Report
    trouble: str = ""
    """Why there is no site; empty where there is one."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    """Held while a file is made: templates and drawings are shared."""

    @cached_property
    def notes(self) -> dict[str, list[dict[str, Any]]]:
        """Page -> what is found on it."""
        pages_of = PagesOf(self.site)
        found: dict[str, list[dict[str, Any]]] = {}
        for entry in self.report.entries:
            note = _note(entry)
            for page in pages_of.of(entry.finding.origin):
                found.setdefault(page, []).append(note)
        return found

    @cached_property
    def unread(self) -> list[dict[str, Any]]:
        """What is found in the form of files: why there may be no page of an item."""
        return [_note(e) for e in self.report.entries if e.finding.code.startswith("F")]

    def told(self, notes: list[dict[str, Any]]) -> str:
        """Return for the script of a page what is found on it, as text that may stand in HTML."""
        told = {"number": self.number, "all": len(self.report.entries), "notes": notes}
        return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")

    def read(self, path: str) -> bytes | None:
        """Return a file of the site as the preview shows it; None where there is none.

        Raises:
            CannotRun: it cannot be made.
        """
        output = self.outputs.get(path)
        if output is None:
            return None
        with self._lock:
            data = output.make()
        return self._shown(path, stamped(data, Stamp(None))) if has_stamp(path) else data

    def _shown(self, path: str, page: bytes) -> bytes:
        """Add to a page the findings, and what reloads it."""
        told = self.told(self.notes.get(path, []))
        more = (
            f'<link rel="stylesheet" href="/{OWN}preview.css">'
            f'<script type="application/json" id="quanze-notes">{told}</script>'
            f'<script src="/{OWN}preview.js" defer></script></head>'
        )
        return page.replace(b"</head>", more.encode(), 1)


def take(folder: Path, number: int = 1) -> Snapshot:
    """Read a register and check it.

    Raises:
        CannotRun: there is no register.
    """
    version = open_version(folder, None)
    loaded = load(version.source)
    baseline = load_baseline(version.source)
    found = [*loaded.findings, *baseline.findings, *run_rules(loaded.register)]
    today = datetime.date.today()
    report = judge(found, Coverage.of(loaded), Places(version.source), today, baseline.known)
    try:
        site = site_of(loaded.register, version.beside)
    except CannotRun as trouble:
        return Snapshot(number, Site(loaded.register), {}, report, str(trouble))
    return Snapshot(number, site, {one.path: one for one in outputs_of(site)}, report)


def _note(entry: Reported) -> dict[str, Any]:
    found = entry.finding
    rule = RULES_BY_CODE[found.code]
    return {
        "level": str(entry.severity),
        "code": found.code,
        "text": found.message,
        "mend": found.mend or rule.mend,
        "place": str(entry.place),
        # The innermost first: the page shows 条款 with its basis, under 设定依据.
        "at": [part for part in reversed(found.origin.path) if isinstance(part, str)],
    }
