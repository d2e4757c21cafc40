"""The rows of a part of the register: each list is gone through once, for all tables and formats."""

from __future__ import annotations

from quanze.model.element import Element
from quanze.publish.open_data.cells import Cells, cells_of
from quanze.publish.open_data.lists import TopList
from quanze.publish.open_data.parts import Part
from quanze.publish.open_data.table import Table
from quanze.publish.open_data.tables import TABLES
from quanze.publish.open_data.walk import Found, gather


class Rows:
    """The rows of a part, made when they are asked for."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._lists: dict[str, dict[type[Element], Found]] = {}
        self._last = ("", Cells([], []))

    def of(self, table: Table) -> Cells:
        """Return the cells of a table; the last one is kept for its other format."""
        if self._last[0] != table.name:
            values = table.values(self._found(table))
            self._last = (table.name, cells_of(table.columns, values))
        return self._last[1]

    def _found(self, table: Table) -> Found:
        found = Found()
        for listed in table.lists:
            if listed.name not in self._lists:
                self._lists[listed.name] = _gathered(listed, self._part)
            rows = self._lists[listed.name][table.models[0]]
            found.places += rows.places
            found.elements += rows.elements
        return found


def _gathered(listed: TopList, part: Part) -> dict[type[Element], Found]:
    found: dict[type[Element], Found] = {}
    for table in TABLES:
        # Models of one table share their rows, so that these stay in the order of the list.
        found.update(dict.fromkeys(table.models, Found()))
    top = found[listed.model]
    for place, entry in listed.told_entries(part):
        top.places.append(tuple(place))
        top.elements.append(entry)
        gather(entry, place, found)
    return found
