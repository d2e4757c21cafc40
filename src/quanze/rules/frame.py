"""What belongs to no department's lists, and by what a register is judged."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from quanze.findings import Finding
from quanze.load.loader import Reader
from quanze.load.source import Source
from quanze.model.law_text import LawTexts
from quanze.model.register import Register


class Terms(NamedTuple):
    """By what a register is judged, beside what it says itself."""

    today: datetime.date
    as_of: datetime.date | None = None
    """The day by which laws stand; None: the day of the list, or today."""
    texts: LawTexts | None = None

    def applied(self, register: Register) -> Register:
        """Return a register that is judged by these."""
        day = self.as_of or register.settings.date or self.today
        judged = register.on(day)
        return judged if self.texts is None else judged.with_texts(self.texts)


class Frame(NamedTuple):
    """A register without the lists of its departments."""

    source: Source
    reader: Reader
    register: Register
    """As it is judged."""
    findings: tuple[Finding, ...]
    """Of reading it."""
    files: int
    """Of the whole register."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The folders of the departments, in order."""
        return tuple(lists.slug for lists in self.register.departments)


def read_frame(
    source: Source, terms: Terms, progress: Callable[[str], None] | None = None
) -> Frame:
    """Read what belongs to no department's lists. Never fails on what a file says."""
    reader = Reader(source, progress)
    loaded = reader.frame()
    return Frame(source, reader, terms.applied(loaded.register), loaded.findings, loaded.files)
