"""What must not be published: found before anything is written."""

from __future__ import annotations

import datetime
from typing import Final

from quanze.findings import Finding
from quanze.model.register import Register
from quanze.rules.engine import unwaived
from quanze.rules.registry import RULES_BY_CODE

WITHHOLDING: Final = ("E8", "E13")
"""The rules whose findings stop a publication: personal data, secrets."""


def withheld(register: Register, today: datetime.date) -> tuple[Finding, ...]:
    """Return what must not be published.

    A level set in quanze.yaml does not help; only a waiver of the one item, with its reason and its
    day, lets it through.
    """
    checks = [check for code in WITHHOLDING if (check := RULES_BY_CODE[code].check) is not None]
    findings = [found for check in checks for found in check(register)]
    return tuple(unwaived(findings, register.settings, today))
