"""The files of the open data."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import ZLIB_RUNTIME_VERSION

from quanze.model.register import Register
from quanze.publish.open_data.dictionary import dictionary_csv, dictionary_json
from quanze.publish.open_data.lists import LISTS, TopList
from quanze.publish.open_data.parquet import parquet_bytes, writer_version
from quanze.publish.open_data.parts import Part, parts_of
from quanze.publish.open_data.paths import (
    DICTIONARY_CSV,
    DICTIONARY_JSON,
    csv_path,
    json_path,
    parquet_path,
)
from quanze.publish.open_data.rows import Rows
from quanze.publish.open_data.table import Table
from quanze.publish.open_data.tables import TABLES
from quanze.publish.open_data.terms import Terms, terms_of
from quanze.publish.open_data.text_files import csv_bytes, json_lines, packed, zipped
from quanze.publish.outputs import Fingerprints, Output, fingerprint


def open_data_outputs(register: Register, fingerprints: Fingerprints) -> Iterator[Output]:
    """Go through the files: every table as CSV and Parquet, every list as JSON Lines, the dictionary."""
    terms = terms_of(register)
    for part in parts_of(register):
        yield from _Files(part, terms, fingerprints).outputs()
    rests_on = [fingerprint(terms)]
    yield Output(DICTIONARY_JSON, fingerprint(rests_on), lambda: dictionary_json(terms))
    yield Output(DICTIONARY_CSV, fingerprint(rests_on), dictionary_csv)


class _Files:
    """The files of a part of the register; what several are made from is made once."""

    def __init__(self, part: Part, terms: Terms, fingerprints: Fingerprints) -> None:
        self._part = part
        self._terms = terms
        self._fingerprints = fingerprints
        self._rows = Rows(part)

    def outputs(self) -> Iterator[Output]:
        known = {listed.title: self._fingerprint(listed) for listed in LISTS}
        for table in TABLES:
            if table.lists[0].stands_in(self._part):
                rests_on = [known[listed.title] for listed in table.lists]
                yield self._csv(table, rests_on)
                yield self._parquet(table, rests_on)
        for listed in LISTS:
            if listed.stands_in(self._part):
                yield self._jsonl(listed, known[listed.title])

    def _fingerprint(self, listed: TopList) -> str:
        entries = ((place.department, entry) for place, entry in listed.entries(self._part))
        return self._fingerprints.of(self._terms, entries)

    def _csv(self, table: Table, rests_on: list[str]) -> Output:
        path = csv_path(table.name, self._part.number)
        return Output(
            path,
            fingerprint(ZLIB_RUNTIME_VERSION, rests_on),
            lambda: zipped(csv_bytes(table.columns, self._rows.of(table)), path),
        )

    def _parquet(self, table: Table, rests_on: list[str]) -> Output:
        terms = self._terms
        notes = {"title": table.title, "register": terms.register, "licence": terms.licence}
        return Output(
            parquet_path(table.name, terms.division, self._part.number),
            fingerprint(writer_version(), notes, rests_on),
            lambda: parquet_bytes(table.columns, self._rows.of(table), terms.licence, notes),
        )

    def _jsonl(self, listed: TopList, rests_on: str) -> Output:
        return Output(
            json_path(listed.name, self._part.number),
            fingerprint(ZLIB_RUNTIME_VERSION, rests_on),
            lambda: packed(json_lines(listed, self._part, self._terms)),
        )
