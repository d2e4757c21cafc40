"""The page of the negative list: which projects the government still decides on, by industry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from quanze.model.negative_list import NegativeEntry, NegativeList
from quanze.model.power import Power
from quanze.model.written_date import in_chinese
from quanze.publish.outputs import Output
from quanze.publish.site.paging import Sheet
from quanze.publish.site.site import Site


def pages(site: Site) -> Iterator[Output]:
    """Go through the pages of the list; none where there is no list."""
    listed = site.register.negative_list
    if listed is None:
        return
    head = listed.model_copy(update={"entries": ()})
    for sheet in site.own_lists.negative_sheets:
        approvals = (approval.code for approval in listed.items)
        codes = [*approvals, *(code for entry in sheet.rows for code in entry.items)]
        yield site.page(
            sheet.path,
            "negative_list.html",
            (head, sheet.rows, sheet.number, sheet.of, sheet.total, site.linked(codes)),
            partial(_shown, head, sheet),
            [("负面清单", None)],
        )


def _shown(head: NegativeList, sheet: Sheet[NegativeEntry]) -> dict[str, Any]:
    return {
        "listed": head,
        "sheet": sheet,
        "groups": _groups(sheet.rows, sheet.first),
        "since": in_chinese(head.since) if head.since else "",
        "until": in_chinese(head.until) if head.until else "",
    }


def negative_block(power: Power, site: Site) -> list[tuple[NegativeEntry, str]]:
    """Return the entries that an item decides on, each with its place: for the item's own page."""
    entries = site.register.negative_entries_by_item.get(str(power.code), ())
    return [(entry, site.own_lists.entry(entry)) for entry in entries]


def _groups(
    entries: Sequence[NegativeEntry], first: int
) -> list[tuple[str, list[tuple[int, NegativeEntry]]]]:
    """Return entries that follow each other by industry, each with its number in the whole list."""
    numbered = enumerate(entries, first)
    return [(name, list(rows)) for name, rows in groupby(numbered, key=lambda row: row[1].division)]
