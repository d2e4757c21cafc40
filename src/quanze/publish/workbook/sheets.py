"""Which sheets a workbook has."""

from __future__ import annotations

from dataclasses import replace

from quanze.publish.workbook.other_sheets import others
from quanze.publish.workbook.power_sheets import catalogue, information, kinds, sub_items
from quanze.publish.workbook.sheet import DEPARTMENT, Departments, Sheet


def sheets(departments: Departments, *, by_kind: bool = False, wide: bool = True) -> list[Sheet]:
    """Return the sheets of a workbook; those without rows are left out, but for the catalogue.

    Args:
        departments: whose lists they are.
        by_kind: a sheet for each type of power, in place of one catalogue.
        wide: also the sheet with every element of every item.
    """
    first = list(kinds(departments)) if by_kind else []
    further = [*([information(departments)] if wide else []), sub_items(departments)]
    made = [
        *(first or [catalogue(departments)]),
        *(sheet for sheet in (*further, *others(departments)) if sheet.rows),
    ]
    return made if len(departments) != 1 else [without_department(sheet) for sheet in made]


def without_department(sheet: Sheet) -> Sheet:
    """In one department's workbook the column of departments would say the same on every row."""
    at = sheet.columns.index(DEPARTMENT)
    return replace(
        sheet,
        columns=sheet.columns[:at] + sheet.columns[at + 1 :],
        rows=tuple(row[:at] + row[at + 1 :] for row in sheet.rows),
        fixed=max(sheet.fixed - 1, 0),
    )
