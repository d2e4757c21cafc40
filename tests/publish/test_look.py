"""A workbook has the same bytes whenever it is made: it tells no moment of its making."""

from __future__ import annotations

import io
from zipfile import ZipFile

from quanze.publish.spreadsheet.look import new_workbook


def test_a_workbook_without_a_day_tells_none_of_its_making() -> None:
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        book.add_worksheet("一")

    with ZipFile(stream) as parts:
        assert len({part.date_time for part in parts.infolist()}) == 1
        told = parts.read("docProps/core.xml").decode()
    assert told.count("1980-01-01T00:00:00Z") == 2
