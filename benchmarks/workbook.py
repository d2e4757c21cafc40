"""How long the workbook of a register takes to write, here and with others.

Run by benchmarks/run.py. quanze writes its workbook of all departments: cover, sheets with merged heads,
widths, heights, print settings. XlsxWriter and openpyxl write the same cells and nothing else, both as they
are and in their way for large books. Reading the register, or the cells, is not counted; the memory is
that of the whole process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from measuring import counted, run_counted
from peers import Peers
from registers import write
from tables import Row

Cells = dict[str, list[list[Any]]]
"""Name of a sheet -> its rows, the heads first."""

HERE: Final = Path(__file__)


def rows(top: Path, peers: Peers, items: int, departments: int) -> Iterator[Row]:
    """Go through the lines of the table; the register is made on the way."""
    whole, cells = top / "whole", top / "cells.json"
    write(whole, items, departments)
    _write_cells(whole, cells)
    ours = (sys.executable, HERE, "quanze", whole, top / "quanze.xlsx")
    yield Row(
        "quanze's workbook", lambda: lambda: run_counted(*ours), "with look and print settings"
    )
    for way in _WAYS:

        def prepare(way: str = way) -> Callable[[], Any]:
            python = peers.with_quanze("workbooks")
            return lambda: run_counted(python, HERE, way, cells, top / "theirs.xlsx")

        yield Row(way, prepare, "the same cells, plain")


def _write_cells(whole: Path, target: Path) -> None:
    cells: Cells = {
        sheet.name: [list(sheet.columns), *map(list, sheet.rows)] for sheet in _book(whole).sheets()
    }
    target.write_text(json.dumps(cells), "utf-8")


def _book(whole: Path) -> Any:
    from quanze.load.loader import load
    from quanze.load.source import open_register
    from quanze.publish.workbook.book import Book

    register = load(open_register(whole)).register
    return Book(register, register.departments, whole=True)


def _quanze(source: Path, target: Path) -> None:
    book = _book(source)
    with counted():
        target.write_bytes(book.bytes())


def _xlsxwriter(*, lean: bool) -> Callable[[Cells, Path], None]:
    def write_book(cells: Cells, target: Path) -> None:
        import xlsxwriter

        with xlsxwriter.Workbook(target, {"constant_memory": lean}) as book:
            for name, lines in cells.items():
                page = book.add_worksheet(name)
                for number, line in enumerate(lines):
                    page.write_row(number, 0, line)

    return write_book


def _openpyxl(*, lean: bool) -> Callable[[Cells, Path], None]:
    def write_book(cells: Cells, target: Path) -> None:
        import openpyxl

        book = openpyxl.Workbook(write_only=lean)
        for name, lines in cells.items():
            page = book.create_sheet(name)
            for line in lines:
                page.append(line)
        book.save(target)

    return write_book


_WAYS: Final = {
    "XlsxWriter": _xlsxwriter(lean=False),
    "XlsxWriter, constant memory": _xlsxwriter(lean=True),
    "openpyxl": _openpyxl(lean=False),
    "openpyxl, write-only": _openpyxl(lean=True),
}


def main(way: str, source: Path, target: Path) -> None:
    if way == "quanze":
        _quanze(source, target)
        return
    cells: Cells = json.loads(source.read_text("utf-8"))
    with counted():
        _WAYS[way](cells, target)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
