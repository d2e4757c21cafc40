"""The figures between two versions: 精简率, what became of the powers, by which principle, 四减."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quanze.diff.entries import Renaming, entries_of
from quanze.diff.fates import Fates, fates
from quanze.diff.match import compare_entries
from quanze.diff.records import declarations
from quanze.diff.reductions import Sum, reductions
from quanze.diff.versions import records_between
from quanze.law.adjustment import approved
from quanze.law.decisions import needs_principle
from quanze.law.principles import principles
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.figures import Figures, figures, types_in_order
from quanze.model.measured import Indicator, Measured, saving
from quanze.model.power import Regularity
from quanze.model.register import Register

UNNAMED = "没有写原则"


@dataclass(frozen=True)
class Pair:
    """How many powers of a kind there were, and are."""

    name: str
    before: int
    after: int

    @property
    def reduction(self) -> Measured:
        """精简率: by how much there are fewer, of those there were; negative where there are more."""
        return reduction(Indicator.REDUCTION, self.before, self.after)


@dataclass(frozen=True)
class Between:
    """What two versions come to."""

    fates: Fates
    total: Pair
    regular: Pair
    types: tuple[Pair, ...]
    departments: tuple[Pair, ...]
    reductions: tuple[Sum, ...]
    """四减, of the powers that are in both versions."""
    principles: Mapping[str, Mapping[str, int]]
    """Principle -> kind of change -> how many changes of the records were made by it."""
    records: tuple[AdjustmentRecord, ...]
    drafts: int
    """How many of the records are not approved."""

    @property
    def measured(self) -> tuple[Measured, ...]:
        """The figures that only two versions have."""
        regular = reduction(
            Indicator.REGULAR_REDUCTION, self.regular.before, self.regular.after, "常用职权"
        )
        return self.total.reduction, regular


def reduction(name: str, before: int, after: int, of: str = "职权") -> Measured:
    """Return 精简率."""
    formula = "（前一版本－后一版本）÷前一版本"
    return saving(name, before, after, f"前一版本的{of}", formula)


def between(old: Register, new: Register) -> Between:
    """Compare the figures of two versions.

    Raises:
        CannotRun: two powers of a version have one code.
    """
    records = records_between(old, new)
    was, now = entries_of(old), entries_of(new)
    own = new.settings.adjustments.levels
    changes = compare_entries(was, now, own, declarations(records))
    before, after = figures(old), figures(new)
    return Between(
        fates(old, new, changes, records),
        Pair("合计", before.total, after.total),
        Pair("其中常用", _regular(old), _regular(new)),
        tuple(_types(before, after)),
        tuple(_departments(before, after, changes.renaming)),
        reductions(was, now, changes.renaming).sums,
        _by_principle(records),
        records,
        sum(not approved(record, new.settings) for record in records),
    )


def _regular(register: Register) -> int:
    return sum(power.regularity is Regularity.REGULAR for power in register.powers)


def _types(before: Figures, after: Figures) -> Iterator[Pair]:
    for kind in types_in_order((*before.types, *after.types)):
        yield Pair(kind, before.by_type.get(kind, 0), after.by_type.get(kind, 0))


def _departments(before: Figures, after: Figures, renaming: Renaming) -> Iterator[Pair]:
    """Go through departments under their present names; those that are gone come last."""
    was, now = Counter[str](), Counter[str]()
    for row in before.departments:
        was[renaming.departments.get(row.name, row.name)] += row.total
    for row in after.departments:
        now[row.name] += row.total
    for name in dict.fromkeys((*now, *was)):
        yield Pair(name, was[name], now[name])


def _by_principle(records: Iterable[AdjustmentRecord]) -> dict[str, dict[str, int]]:
    """Count the changes of powers by principle, in the order of the ten; others after them."""
    found: dict[str, Counter[str]] = {}
    for record in records:
        for change in record.changes:
            if change.principle or needs_principle(change, record.trigger):
                kinds = found.setdefault(change.principle or UNNAMED, Counter())
                kinds[change.kind] += 1
    order = [*principles(), *(name for name in found if name != UNNAMED), UNNAMED]
    return {name: dict(found[name]) for name in dict.fromkeys(order) if name in found}
