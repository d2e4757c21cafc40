"""Registers compared: attach their tables, work out the expressions, say what was found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.align.checks.adjusted import Adjusted
from quanze.align.checks.frauds import Handed
from quanze.align.checks.handed import DIVISIONS, handed_down
from quanze.align.checks.lists import CITED, PAIRS, Lists, citations, kept_lists
from quanze.align.checks.same import differences
from quanze.align.checks.uniform import counterparts, uniform
from quanze.align.cited import Citations
from quanze.align.engine import Data, Engine, named
from quanze.align.levels import Compared, Pair, pairs
from quanze.align.results import Alignment, Beside, Row, found_of
from quanze.align.tables import COLUMNS

if TYPE_CHECKING:
    import ibis.expr.types as ir


def aligned(
    engine: Engine,
    data: Sequence[Data],
    registers: Sequence[Compared],
    folders: dict[str, Path],
    today: datetime.date,
) -> Alignment:
    """Compare registers of different levels.

    Args:
        engine: what runs the expressions.
        data: where their tables are.
        registers: what is compared.
        folders: side -> the folder that tells where entries are written, for registers in YAML.
        today: the day by which terms and hand-overs are judged.
    """
    known = pairs(registers)
    lists = _lists(engine, data, registers, known)
    beside = counterparts(engine, lists)
    handed = handed_down(engine, lists.pairs, today)
    given, adjusted = Handed(engine, lists, handed), Adjusted(engine, lists)
    checks = (*uniform(lists, beside), *given.findings(), *adjusted.findings(handed.held))
    rows = [Row(*row) for check in checks for row in engine.rows(check)]
    return Alignment(
        tuple(registers),
        known,
        tuple(_beside(engine, beside, registers, known)),
        found_of(rows, registers, folders),
        dict(_counted(engine, lists.items)),
        dict(_counted(engine, lists.items.filter(lists.items.catalogue.isnull()))),
        _count(engine, given.unknown()) + _count(engine, adjusted.unknown()),
        _count(engine, given.elsewhere()),
    )


def same(
    engine: Engine, data: Sequence[Data], registers: Sequence[Compared], folders: dict[str, Path]
) -> Alignment:
    """Compare two publications of the lists of the same body."""
    one, other = registers
    known = (Pair(one.side, other.side, nearest=True),)
    lists = _lists(engine, data, registers, known)
    rows = [Row(*row) for check in differences(lists) for row in engine.rows(check)]
    return Alignment(
        tuple(registers),
        known,
        (),
        found_of(rows, registers, folders),
        dict(_counted(engine, lists.items)),
        same=True,
    )


def _lists(
    engine: Engine, data: Sequence[Data], registers: Sequence[Compared], known: Sequence[Pair]
) -> Lists:
    for table in COLUMNS:
        engine.attach(table, data)
    engine.add("pairs", PAIRS, known)
    engine.add("divisions", DIVISIONS, [(one.side, one.full_division) for one in registers])
    cited = Citations()
    engine.add(
        "cited", CITED, [cited.row(law, articles) for law, articles in engine.rows(citations())]
    )
    return kept_lists(engine, named("pairs", PAIRS), named("cited", CITED))


def _beside(
    engine: Engine, beside: ir.Table, registers: Sequence[Compared], known: Sequence[Pair]
) -> Iterator[Beside]:
    counted = beside.group_by(["lower", "upper"]).aggregate(items=beside.count())
    by_pair = {(lower, upper): items for lower, upper, items in engine.rows(counted)}
    by_side = {one.side: one for one in registers}
    for pair in known:
        if pair.nearest:
            items = by_pair.get((pair.lower, pair.upper), 0)
            yield Beside(by_side[pair.lower], by_side[pair.upper], items)


def _counted(engine: Engine, rows: ir.Table) -> Iterator[tuple[str, int]]:
    counted = rows.group_by("side").aggregate(rows=rows.count())
    return ((side, number) for side, number in sorted(engine.rows(counted)))


def _count(engine: Engine, rows: ir.Table) -> int:
    ((number,),) = engine.rows(rows.aggregate(rows=rows.count()))
    return int(number)
