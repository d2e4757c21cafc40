"""A9 非行政许可审批仍在清单."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found

_ABOLISHED: Final = pattern(r"非(?:行政)?许可(?:的|类)?(?:行政)?(?:审批|审核)")


def check(register: Register) -> Iterator[Finding]:
    """Find powers of a type that was done away with, or named after it."""
    for power in register.powers:
        key = next(
            (k for k, v in (("类型", power.type), ("名称", power.name)) if _ABOLISHED.search(v)),
            None,
        )
        if key is not None:
            yield found(
                "A9", power, key, message="“{name}”还列为非行政许可审批，这一类审批已经取消"
            )


RULE = Rule(
    code="A9",
    name="非行政许可审批仍在清单",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="非行政许可审批这一类别已经全部取消，不能再列，也不能换个类型继续实施。",
    source="辽源市“一单一表一图”访谈（非行政许可审批全部取消）",
    mend="取消这个事项；确有法律、法规依据的，按依据重新定类。",
    check=check,
)
