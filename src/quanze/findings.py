"""What a check finds: small frozen types, without judgement and without output."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from quanze.model.element import Origin
from quanze.model.settings import SeverityWord

Severity = SeverityWord
"""错误, 警告, 提示 or 关闭; there is one set of words for it."""

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
"""What is shown, the gravest first."""


class Place(NamedTuple):
    """A position in a file. Lines and columns count from 1, columns in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend that can be made by machine: what stands at `origin` is replaced by `value`."""

    origin: Origin
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, as a rule or the loader saw it."""

    code: str
    origin: Origin
    message: str
    mend: str = ""
    """How to mend it, where that says more than the rule's own advice."""
    params: Mapping[str, str] = field(default_factory=dict)
    """The parameters of the message."""
    item: str = ""
    """Code of the item concerned."""
    name: str = ""
    """Name of the item concerned."""
    related: tuple[Origin, ...] = ()
    fix: Fix | None = None
    place: Place | None = None
    """Set where the position is known already; otherwise it is found from `origin`."""
    at_key: bool = False
    """Whether it is the key at `origin` that is wrong, not its value."""
    source: str = ""
    """The workbook cell or row that the element came from."""
    about: str = ""
    """Where it speaks of several items at once: whose they are. It then tells the finding apart, not the
    item or the file at which it happens to be shown."""

    @property
    def fingerprint(self) -> str:
        """What stays the same while lines and entries move and wordings improve.

        Two findings may share it, where neither an item nor a name tells them apart: who compares
        findings counts them.
        """
        path = [part for part in self.origin.path if isinstance(part, str) and not self.about]
        values = [normalise(value) for _, value in sorted(self.params.items())]
        anchor = self.about or self.item or f"{self.origin.file}\x1f{normalise(self.name)}"
        text = "\x1f".join([self.code, anchor, *path, *values])
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def normalise(value: str) -> str:
    """Return a text without what does not change its meaning: width, blanks, line breaks."""
    return "".join(unicodedata.normalize("NFKC", value).split())


class State(StrEnum):
    """What became of a finding when it was judged."""

    NEW = "new"
    KNOWN = "known"
    """Accepted by the baseline: shown on demand, no reason to fail."""
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding with its severity and its place, ready to be shown."""

    finding: Finding
    severity: Severity
    place: Place
    related: tuple[Place, ...] = ()
    state: State = State.NEW
    reason: str = ""
    """Why it is waived."""


@dataclass(frozen=True)
class Report:
    """Everything that was found in one run."""

    entries: tuple[Reported, ...]
    files: int
    items: int
    complete: bool = True
    """Whether everything could be read and every rule came to its end."""
    off: frozenset[str] = frozenset()
    """Codes of the rules that did not count: switched off, or without what they compare with."""
    since: str = ""
    """The revision that this report is narrowed to the changes from."""
    earlier: int = 0
    """How many open findings were left out, as they were there at that revision."""

    def open(self) -> tuple[Reported, ...]:
        """Return what is neither waived nor known."""
        return self.in_state(State.NEW)

    def in_state(self, state: State) -> tuple[Reported, ...]:
        """Return what was judged so."""
        return tuple(entry for entry in self.entries if entry.state is state)

    def count(self, severity: Severity) -> int:
        """Return how many open findings have a severity."""
        return sum(entry.severity is severity for entry in self.open())
