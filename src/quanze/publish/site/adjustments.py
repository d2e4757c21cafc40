"""The pages of the records of adjustments: the list of all, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from quanze.diff.records import key_of
from quanze.publish.notice.facts import NoticeFacts
from quanze.publish.notice.rows import Row
from quanze.publish.outputs import Output
from quanze.publish.site.history import ITEM_LISTS, Gone
from quanze.publish.site.paging import Sheet, sheets
from quanze.publish.site.records import INDEX, Announced, summary
from quanze.publish.site.site import Site, Trail
from quanze.publish.site.told import Block, blocks, packed

NAME: Final = "动态调整"
_PER_PAGE: Final = 20
_LONGEST_CODE: Final = 60
_HEAD: Final = 4_000
_OF_LINE: Final = 180
_OF_SIGN: Final = 3

Neighbour = tuple[str, str] | None


def pages(site: Site) -> Iterator[Output]:
    """Go through the list of records, the records, and the codes that no item has any more."""
    shown = site.records.shown
    for sheet in sheets(shown, INDEX, _PER_PAGE) if shown else ():
        yield _index(site, sheet)
    around: list[Neighbour] = [None, *((one.title, one.page) for one in shown), None]
    for at, announced in enumerate(shown):
        yield from _Record(site, announced, around[at], around[at + 2]).pages()
    for gone in site.gone.values():
        yield from _gone(site, gone)


def _index(site: Site, sheet: Sheet[Announced]) -> Output:
    return site.page(
        sheet.path,
        "adjustments.html",
        (_PER_PAGE, sheet.total, sheet.paths, [one.rests_on for one in sheet.rows]),
        lambda: {"sheet": sheet, "summaries": [summary(one) for one in sheet.rows]},
        [(NAME, None)],
    )


class _Record:
    """The pages of one record."""

    def __init__(
        self, site: Site, announced: Announced, newer: Neighbour, older: Neighbour
    ) -> None:
        self._site = site
        self._announced = announced
        self._newer = newer
        self._older = older

    def pages(self) -> Iterator[Output]:
        facts = self._announced.facts
        told = list(blocks((*facts.rows, *facts.others))) if facts else []
        parts = packed(told, _size_of_head(facts)) if facts else [[]]
        paths = self._site.records.further(self._announced, len(parts))
        contents = [(path, _contents(part)) for path, part in zip(paths, parts, strict=True)]
        for number, part in enumerate(parts, 1):
            yield self._page(number, part, contents)

    def _page(self, number: int, part: list[Block], contents: list[tuple[str, str]]) -> Output:
        announced = self._announced
        codes = [code for block in part for row in block.rows for code in _codes(row)]
        links = {code: ways for code in codes if (ways := self._site.ways_to(code))}
        return self._site.page(
            contents[number - 1][0],
            "adjustment.html",
            (announced.rests_on, number, contents, links, self._newer, self._older),
            lambda: {
                "told": announced,
                "facts": announced.facts,
                "summary": summary(announced),
                "number": number,
                "blocks": part,
                "contents": contents,
                "links": links,
                "newer": self._newer,
                "older": self._older,
                "item_of": _item_of,
                "departments": _by_department(announced.facts),
            },
            [(NAME, INDEX), (announced.title, None)],
        )


def _codes(row: Row) -> tuple[str, ...]:
    """Return the codes to which what is told of a change may lead."""
    related = () if row.former_code else map(str, row.change.related)
    sides = (side for one in row.elements for side in (one.old, one.new))
    texts = (text for side in sides for text in (side if isinstance(side, list) else [side]))
    codes = (text for text in texts if isinstance(text, str) and len(text) <= _LONGEST_CODE)
    return tuple(filter(None, (_item_of(row), *related, *codes)))


def _item_of(row: Row) -> str:
    """Return the code of the item that a change is of; empty where it is of none."""
    return key_of(row.change).item if row.list_name in ITEM_LISTS else ""


def _by_department(facts: NoticeFacts | None) -> list[tuple[str, str]]:
    """Say what became of the powers of each department."""
    told = []
    for share in facts.sums.departments if facts else ():
        pairs = zip(facts.sums.kinds if facts else (), share.counts, strict=True)
        counts = "、".join(f"{kind.label} {count} 项" for kind, count in pairs if count)
        told.append((share.department, counts))
    return told


def _contents(part: list[Block]) -> str:
    return "、".join(dict.fromkeys(block.heading for block in part))


def _size_of_head(facts: NoticeFacts) -> int:
    """Return about how many bytes of the first page tell of the record as a whole."""
    lines = [*facts.explanation, *facts.grounds, *(one.citation for one in facts.documents)]
    count = len(lines) + len(facts.steps) + len(facts.sums.departments)
    return _HEAD + _OF_LINE * count + _OF_SIGN * sum(map(len, lines))


def _gone(site: Site, gone: Gone) -> Iterator[Output]:
    """Go through the page of a code that is gone; an item may go on as hundreds, on further pages."""
    history = site.history.of(gone.code)
    ways = [(code, site.ways_to(code)) for code in gone.successors]
    found = sheets(ways, f"{gone.folder}now.html")
    paths = (gone.page, *found[0].paths[1:])
    for sheet in (replace(one, paths=paths) for one in found):
        told = (gone.entry.rests_on if gone.entry else (), site.history_rests_on(gone.code))
        here: Trail = [(gone.name, None)]
        if sheet.number > 1:
            here = [(gone.name, gone.page), (f"第 {sheet.number} 页", None)]
        yield site.page(
            sheet.path,
            "gone.html",
            (gone.code, gone.name, sheet.rows, sheet.number, sheet.total, told),
            partial(dict, gone=gone, sheet=sheet, history=history),
            [(NAME, INDEX if site.records.shown else None), *here],
        )
