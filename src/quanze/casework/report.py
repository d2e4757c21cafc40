"""What was found in a table of handled cases, counted while it is gone through."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from quanze.casework.audit import CaseResult
from quanze.casework.findings import Check, Finding


@dataclass
class Report:
    """The counts. The findings themselves are kept only as long as `keep` of each check."""

    source: str
    register: str
    today: datetime.date
    remarks: tuple[str, ...] = ()
    keep: int | None = None
    """How many findings of a check are kept; None: all."""
    cases: int = 0
    faulty: int = 0
    """Cases with a finding."""
    by_check: Counter[Check] = field(default_factory=Counter)
    by_department: dict[str, Counter[Check]] = field(default_factory=dict)
    of_department: Counter[str] = field(default_factory=Counter)
    """How many cases each department has."""
    undecided: Counter[tuple[Check, str]] = field(default_factory=Counter)
    kept: dict[Check, list[tuple[CaseResult, Finding]]] = field(default_factory=dict)

    def add(self, result: CaseResult) -> None:
        """Count a case."""
        self.cases += 1
        self.of_department[result.department] += 1
        for one in result.undecided:
            self.undecided[one.check, one.reason] += 1
        if not result.findings:
            return
        self.faulty += 1
        counted = self.by_department.setdefault(result.department, Counter())
        for finding in result.findings:
            self.by_check[finding.check] += 1
            counted[finding.check] += 1
            kept = self.kept.setdefault(finding.check, [])
            if self.keep is None or len(kept) < self.keep:
                kept.append((result, finding))

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.by_check.total()

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks that found something."""
        return tuple(check for check in Check if self.by_check[check])

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments by the number of their findings, then of their cases."""
        return tuple(
            sorted(
                self.of_department,
                key=lambda name: (
                    -self.by_department.get(name, Counter[Check]()).total(),
                    -self.of_department[name],
                    name,
                ),
            )
        )

    @property
    def summary(self) -> str:
        """What was found, in a line."""
        found = f"有问题 {self.faulty} 件，共 {self.findings} 处" if self.faulty else "没有发现问题"
        open_ = self.undecided.total()
        return f"核对了 {self.cases} 件：{found}" + (f"；无法判断 {open_} 处" if open_ else "")
