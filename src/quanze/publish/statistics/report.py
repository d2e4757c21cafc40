"""What is told of one version, or of two: every output lays out these same figures."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from quanze.deadline.comparison import Later, compare_periods
from quanze.diff.between import Between, between
from quanze.load.versions import Version
from quanze.model.figures import Figures, figures
from quanze.model.measured import Measured, share
from quanze.model.measures import Section, sections
from quanze.model.period import same_unit
from quanze.model.programme import Milestone
from quanze.model.register import Register


@dataclass(frozen=True)
class Side:
    """The figures of one version."""

    label: str
    """How the version was named."""
    commit: str
    """The full id of the commit; empty for a folder."""
    figures: Figures
    sections: tuple[Section, ...]

    @cached_property
    def by_name(self) -> dict[str, Measured]:
        """Every figure by its name."""
        return {one.name: one for section in self.sections for one in section.measured}


class Line(NamedTuple):
    """One figure in one version, or in both."""

    old: Measured | None
    new: Measured | None

    @property
    def either(self) -> Measured:
        """The figure as it is now, or as it was where it is no more."""
        measured = self.new or self.old
        assert measured is not None, "a line tells of one version at least"  # noqa: S101
        return measured


@dataclass(frozen=True)
class Report:
    """The figures of one version, or of two and what lies between them."""

    name: str
    new: Side
    day: datetime.date
    """The day by which the aims of a programme are judged."""
    milestones: tuple[Milestone, ...]
    old: Side | None = None
    between: Between | None = None

    @property
    def title(self) -> str:
        """Which versions are told of."""
        return f"{self.old.label} → {self.new.label}" if self.old else self.new.label

    @cached_property
    def lines(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The figures by section, each in both versions where there are two."""
        return tuple(_lines(self.old, self.new))

    def measured(self, name: str) -> Measured | None:
        """Return a figure of the version as it is now, or one between both, by its name."""
        both = {one.name: one for one in (self.between.measured if self.between else ())}
        return self.new.by_name.get(name) or both.get(name)


def report_of(register: Register, version: Version, day: datetime.date) -> Report:
    """Return the figures of one version."""
    settings = register.settings
    return Report(settings.name, side_of(register, version), day, settings.milestones)


def report_between(
    old: Register, new: Register, versions: tuple[Version, Version], day: datetime.date
) -> Report:
    """Return the figures of two versions and between them.

    Raises:
        CannotRun: two powers of a version have one code.
    """
    settings = new.settings
    return Report(
        settings.name,
        side_of(new, versions[1]),
        day,
        settings.milestones,
        side_of(old, versions[0]),
        between(old, new),
    )


def side_of(register: Register, version: Version) -> Side:
    """Return the figures of one version."""
    found = [
        Section("时限", (*section.measured, *_other_units(register)))
        if section.title == "时限"
        else section
        for section in sections(register)
    ]
    return Side(version.label, version.commit, figures(register), tuple(found))


def _other_units(register: Register) -> Iterator[Measured]:
    """Count promises in another unit than the limit of the law: held against it day by day, as C1 does."""
    told = Counter(_later(register))
    incomparable = told.pop(None, 0)
    compared = told.total()
    if compared or incomparable:
        more = f"（另有 {incomparable:,} 项不能比较）" if incomparable else ""
        yield share(
            "不同单位的承诺不晚于法定",
            told[Later.NEVER],
            compared,
            f"两个时限单位不同、按工作日历逐日比较的职权{more}，不进压缩率",
        )


def _later(register: Register) -> Iterable[Later | None]:
    for power in register.powers:
        old, new = power.statutory_limit, power.promised_limit
        if old is None or new is None or new.amount is None or same_unit(old, new):
            continue
        compared = compare_periods(new, old, register.settings.calendar)
        yield compared.later if compared else None


def _lines(old: Side | None, new: Side) -> Iterator[tuple[str, tuple[Line, ...]]]:
    before = old.by_name if old else {}
    former = {section.title: section.measured for section in (old.sections if old else ())}
    for section in new.sections:
        lines = [Line(before.get(one.name), one) for one in section.measured]
        gone = (one for one in former.get(section.title, ()) if one.name not in new.by_name)
        yield section.title, (*lines, *(Line(one, None) for one in gone))
