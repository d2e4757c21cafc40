"""The pages of the open data: the files, and a page for each table that explains its columns.

Of lists that the register does not have there are files, without rows, for programs that expect them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from quanze.publish.open_data.dictionary import columns_told
from quanze.publish.open_data.parquet import SQL_TYPES
from quanze.publish.open_data.parts import Part, parts_of
from quanze.publish.open_data.paths import FOLDER, csv_path, json_path, parquet_path
from quanze.publish.open_data.table import Table
from quanze.publish.open_data.tables import TABLES
from quanze.publish.open_data.terms import NO_LICENCE, terms_of
from quanze.publish.outputs import Output
from quanze.publish.site.contact import web_address
from quanze.publish.site.json_ld import dataset_ld, script
from quanze.publish.site.site import Site

HOME: Final = f"{FOLDER}/index.html"
_NAME: Final = "开放数据"


class Files(NamedTuple):
    """A table with its files: one of each kind, or one for each part of a large register."""

    name: str
    title: str
    description: str
    page: str | None
    """What explains its columns; None where its lists are empty."""
    csv: tuple[str, ...]
    parquet: tuple[str, ...]
    jsonl: tuple[str, ...]


def pages(site: Site) -> Iterator[Output]:
    """Go through the pages."""
    terms = terms_of(site.register)
    parts = parts_of(site.register)
    files = [_files(table, parts, terms.division) for table in TABLES]
    shown: dict[str, Any] = {
        "files": [one for one in files if one.page],
        "empty": [one for one in files if not one.page],
        "terms": terms,
        "unlicensed": terms.licence == NO_LICENCE,
        "licence_page": web_address(terms.licence),
        "ld": script(dataset_ld(site)),
    }
    rests_on = (files, terms, shown["ld"])
    yield site.page(HOME, "open_data.html", rests_on, lambda: shown, [(_NAME, None)])
    for table, row in zip(TABLES, files, strict=True):
        if row.page:
            yield _table_page(site, table, row, row.page)


def _table_page(site: Site, table: Table, files: Files, page: str) -> Output:
    columns = [
        (column.title, column.name, str(column.kind), SQL_TYPES[column.kind], column.description)
        for column in columns_told(table)
    ]
    return site.page(
        page,
        "data_table.html",
        (files, columns),
        lambda: {"table": files, "columns": columns},
        [(_NAME, HOME), (table.title, None)],
    )


def _files(table: Table, parts: tuple[Part, ...], division: str) -> Files:
    numbers = [part.number for part in parts if table.lists[0].stands_in(part)]
    return Files(
        table.name,
        table.title,
        table.description,
        f"{FOLDER}/{table.name}.html" if table.may_have_rows(parts) else None,
        tuple(csv_path(table.name, number) for number in numbers),
        tuple(parquet_path(table.name, division, number) for number in numbers),
        tuple(json_path(table.name, number) for number in numbers if table.has_lines),
    )
