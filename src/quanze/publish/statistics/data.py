"""The figures for a program."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from quanze.model.figures import Figures
from quanze.model.measured import Measured
from quanze.publish.statistics.milestones import Judged, judged
from quanze.publish.statistics.report import Report, Side
from quanze.publish.statistics.tables import Cell, Change, Share, Table, tables
from quanze.publish.statistics.words import difference

SCHEMA_VERSION: Final = 1


def data(report: Report) -> dict[str, Any]:
    """Return everything; numbers are numbers, what does not apply is null."""
    new = report.new
    found: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **_counts(new.figures)}
    if report.old is None:
        found["figures"] = _figures(new)
    else:
        found["between"] = [_side(report.old), _side(new)]
        found["changes"] = _changes(report)
        found["tables"] = {
            table.name: _rows(table) for table in tables(report) if table.name != "计划"
        }
    if report.milestones:
        found["as_of"] = report.day.isoformat()
        found["milestones"] = [_judged(one) for one in judged(report)]
    return found


def _judged(one: Judged) -> dict[str, Any]:
    milestone = one.milestone
    return {
        "name": milestone.name,
        "due": milestone.due.isoformat(),
        "indicator": milestone.indicator,
        "least": milestone.least,
        "most": milestone.most,
        "done": milestone.done.isoformat() if milestone.done else None,
        "source": milestone.source,
        "state": str(one.state),
        "now": one.now,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "label": side.label,
        "commit": side.commit or None,
        **_counts(side.figures),
        "figures": _figures(side),
    }


def _figures(side: Side) -> dict[str, Any]:
    return {name: _measured(one) for name, one in side.by_name.items()}


def _measured(measured: Measured) -> dict[str, Any]:
    found: dict[str, Any] = {
        "value": _number(measured.value),
        "form": str(measured.form),
        "part": measured.part,
        "base": measured.what,
    }
    if measured.whole is not None:
        found["whole"] = measured.whole
        found["silent"] = measured.silent
    if measured.form != "比例":
        found["unit"] = measured.unit
    return found


def _changes(report: Report) -> dict[str, Any]:
    between = {
        one.name: _measured(one) for one in (report.between.measured if report.between else ())
    }
    lines = [line for _, found in report.lines for line in found]
    return {
        **between,
        "change": {line.either.name: _number(difference(line.old, line.new)) for line in lines},
    }


def _rows(table: Table) -> list[Mapping[str, Any]]:
    return [dict(zip(table.columns, map(_cell, row), strict=True)) for row in table.rows]


def _cell(cell: Cell) -> Any:
    number = cell.number if isinstance(cell, Share | Change) else cell
    return _number(number) if isinstance(number, Decimal) else number


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _counts(counted: Figures) -> dict[str, Any]:
    return {
        "name": counted.name,
        "total": counted.total,
        "types": counted.by_type,
        "departments": [
            {
                "name": row.name,
                "slug": row.slug,
                "total": row.total,
                "types": row.by_type,
                "sub_items": row.sub_items,
                "public_services": row.public_services,
                "boundaries": row.boundaries,
                "flows": row.flows,
            }
            for row in counted.departments
        ],
    }
