"""Examining a register department by department: no more than one department's lists is held at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from quanze.findings import Finding
from quanze.load.loader import Reader
from quanze.load.outline import Outline, outline
from quanze.load.source import Source
from quanze.model.law_text import LawTexts
from quanze.model.register import Register
from quanze.model.settings import Settings
from quanze.rules.coverage import Coverage
from quanze.rules.engine import RULE_FAILED, run_rules
from quanze.rules.registry import RULES
from quanze.rules.rule import Reach

OF_PARTS = tuple(rule for rule in RULES if rule.reach is Reach.PART)
OF_OWN = tuple(rule for rule in RULES if rule.reach is Reach.OWN)
OF_WHOLE = tuple(rule for rule in RULES if rule.reach is Reach.WHOLE)


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


@dataclass(frozen=True)
class Examined:
    """What was found in a register."""

    findings: tuple[Finding, ...]
    coverage: Coverage

    @property
    def settings(self) -> Settings:
        """The register's settings."""
        return self.coverage.settings


class Verdict(NamedTuple):
    """What was found in one department's lists, and what is kept of them for the rest."""

    findings: tuple[Finding, ...]
    outline: Outline
    items: int


def examine(
    source: Source, terms: Terms, progress: Callable[[str], None] | None = None
) -> Examined:
    """Read a register and run every rule. Never fails on what a file says.

    Args:
        source: the register.
        terms: by what it is judged.
        progress: called with the path of each file before it is read.
    """
    reader = Reader(source, progress)
    frame = reader.frame()
    register = terms.applied(frame.register)
    found = [*frame.findings, *of_own(register)]
    verdicts = []
    for lists in register.departments:
        verdict = of_department(reader, register, lists.slug)
        found += verdict.findings
        verdicts.append(verdict)
    whole = with_outlines(register, [verdict.outline for verdict in verdicts])
    found += run_rules(whole, OF_WHOLE)
    unread = register.unread or any(verdict.outline.unread for verdict in verdicts)
    coverage = Coverage(
        register.settings,
        frame.files,
        sum(verdict.items for verdict in verdicts),
        not unread,
        bool(register.law_texts),
    )
    return Examined(tuple(_once(found)), coverage)


def of_own(register: Register) -> Iterator[Finding]:
    """Find what is wrong outside of the departments' lists."""
    alone = replace(register, departments=())
    yield from run_rules(alone, (*OF_PARTS, *OF_OWN))


def of_department(reader: Reader, register: Register, slug: str) -> Verdict:
    """Read a department's lists and find what is wrong in them.

    Args:
        reader: has read the frame.
        register: the frame, as it is judged.
        slug: the department's folder.
    """
    read = reader.department(slug)
    alone = Register(
        register.settings,
        (read.lists,),
        register.laws,
        register.as_of,
        register.reference_lists,
        law_texts=register.law_texts,
    )
    own = f"departments/{slug}/"
    found = (
        one
        for one in run_rules(alone, OF_PARTS)
        # What stands elsewhere is told once, by `of_own`.
        if one.origin.file.startswith(own) or one.code == RULE_FAILED
    )
    kept = outline(read.lists, read.data)
    return Verdict((*read.findings, *found), kept, len(read.lists.powers))


def with_outlines(register: Register, outlines: list[Outline]) -> Register:
    """Return a register with its departments' lists in outline."""
    departments = {lists.slug: lists.department for lists in register.departments}
    lists = tuple(one.lists(departments[one.slug]) for one in outlines)
    return replace(register, departments=lists)


def _once(found: list[Finding]) -> Iterator[Finding]:
    """Tell a rule that failed in several parts once."""
    failed: set[str] = set()
    for one in found:
        if one.code != RULE_FAILED:
            yield one
        elif one.message not in failed:
            failed.add(one.message)
            yield one
