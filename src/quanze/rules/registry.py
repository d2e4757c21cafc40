"""Every rule, listed by hand: greppable, typed and in order."""

from __future__ import annotations

from quanze.rules.file import FILE_RULES
from quanze.rules.item import a1_no_basis
from quanze.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *FILE_RULES,
    a1_no_basis.RULE,
)

RULES_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
