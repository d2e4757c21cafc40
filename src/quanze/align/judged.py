"""What was found, judged: levels and waivers of the registers' own settings, places with their lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from quanze.align.levels import Compared
from quanze.align.results import Alignment, Found
from quanze.findings import Place, Report, Reported, Severity, State
from quanze.load.places import Places
from quanze.load.versions import open_version
from quanze.model.settings import Waiver
from quanze.rules.registry import RULES_BY_CODE

Sources = dict[str, tuple[Path, str | None]]
"""Side -> the folder and version of a register in YAML."""


class Judged:
    """Severities and places of what was found."""

    def __init__(self, alignment: Alignment, sources: Sources, today: datetime.date) -> None:
        self._places: dict[str, Places] = {}
        self._sources = sources
        self._today = today
        self.entries = tuple(self._entries(alignment))
        """Each finding with what it was judged to be; what is switched off is left out."""
        self.report = Report(
            tuple(entry for _, entry in self.entries),
            files=0,
            items=sum(alignment.items.values()),
            complete=not any(one.unread for one in alignment.registers),
        )

    def _entries(self, alignment: Alignment) -> Iterator[tuple[Found, Reported]]:
        for found in alignment.found:
            severity = _severity(found)
            if severity is not Severity.OFF:
                waiver = self._waiver(found)
                yield (
                    found,
                    Reported(
                        found.finding,
                        severity,
                        self._place(found),
                        state=State.WAIVED if waiver else State.NEW,
                        reason=waiver.reason if waiver else "",
                    ),
                )

    def _waiver(self, found: Found) -> Waiver | None:
        """Return the waiver that covers a finding: of the register where it stands, or of the lower one."""
        for register in _concerned(found):
            for waiver in register.rules.waivers:
                covers = (waiver.rule, waiver.item) == (found.finding.code, found.finding.item)
                if covers and waiver.until >= self._today:
                    return waiver
        return None

    def _place(self, found: Found) -> Place:
        """Return where a finding stands, as a path from here; where it is elsewhere, after its address."""
        side = found.at.side
        if side not in self._sources:
            return found.finding.place or Place(found.at.label)
        place = found.finding.place or self._of(side).place(found.finding.origin)
        folder, revision = self._sources[side]
        start = folder.as_posix() if revision is None else found.at.label
        return Place(
            f"{start}/{place.file}" if start != "." else place.file, place.line, place.column
        )

    def _of(self, side: str) -> Places:
        if side not in self._places:
            self._places[side] = Places(open_version(*self._sources[side]).source)
        return self._places[side]


def _concerned(found: Found) -> tuple[Compared, ...]:
    registers = [found.at]
    if found.lower is not None and found.lower is not found.at:
        registers.append(found.lower)
    return tuple(registers)


def _severity(found: Found) -> Severity:
    code = found.finding.code
    return found.at.rules.levels.get(code) or RULES_BY_CODE[code].severity
