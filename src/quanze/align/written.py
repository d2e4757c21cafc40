"""A register in YAML -> the tables that are compared, in a folder laid out as published data is."""

from __future__ import annotations

import gc
import json
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from quanze.align.tables import KEPT, narrow_tables
from quanze.load.encoding import decode
from quanze.load.loader import load_part
from quanze.load.source import PartSource, Source
from quanze.load.versions import Version, open_version
from quanze.model.element import Origin
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.model.settings import RuleSettings
from quanze.publish.open_data.parquet import parquet_bytes
from quanze.publish.open_data.parts import Part
from quanze.publish.open_data.paths import parquet_path
from quanze.publish.open_data.rows import Rows
from quanze.publish.open_data.terms import terms_of

PLACES: Final = "places.json"
"""Where entries are written: list -> department or record -> entries in their order."""
_READ: Final = pattern(
    r"quanze\.yaml$|departments/[^/]+/(department|power|duty|flow)[./]|delegations/|adjustments/"
)
_CODE: Final = pattern(r"^([ \t]*(?:-[ \t]+)?)编码:[ \t]*[\"']?([^\"'\s#]+)", re.MULTILINE)


class Written(NamedTuple):
    """What became of a register: the division that its tables are put by, and what it is."""

    folder: Path
    name: str
    division: str
    rules: RuleSettings
    items: int
    unread: int
    """How many problems there were in reading it."""


def write_tables(register: Path, revision: str | None, folder: Path) -> Written:
    """Read a register and write its tables.

    It runs in a process of its own where there are several registers.

    Args:
        register: the folder of the register.
        revision: a version of it; None: the files as they are.
        folder: where the tables are put.

    Raises:
        CannotRun: there is no such register or version.
    """
    # Nothing of a register is ever in a cycle, and looking for cycles is a quarter of the time.
    gc.disable()
    try:
        return _written(open_version(register, revision), folder)
    finally:
        gc.enable()


def _written(version: Version, folder: Path) -> Written:
    source = PartSource(version.source, lambda path: _READ.match(path) is not None)
    loaded = load_part(source, KEPT)
    register = loaded.register
    terms = terms_of(register)
    rows = Rows(Part(1, register.departments, register))
    for table in narrow_tables():
        data = parquet_bytes(
            table.columns, rows.of(table), terms.licence, {"register": terms.register}
        )
        path = folder / parquet_path(table.name, terms.division)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    places = json.dumps(_places(source, register), ensure_ascii=False)
    (folder / PLACES).write_text(places, encoding="utf-8")
    return Written(
        folder,
        register.settings.name,
        terms.division,
        register.settings.rules,
        len(register.powers),
        len(loaded.findings),
    )


def _places(source: Source, register: Register) -> dict[str, dict[str, list[Any]]]:
    lines = _Lines(source)
    places: dict[str, dict[str, list[Any]]] = {"items": {}, "duties": {}, "flows": {}}
    for lists in register.departments:
        places["items"][lists.name] = [
            lines.of(power.origin, str(power.code)) for power in lists.powers
        ]
        places["duties"][lists.name] = [lines.of(duty.origin) for duty in lists.duties]
        places["flows"][lists.name] = [lines.of(flow.origin) for flow in lists.flows]
    places["delegated_items"] = {
        batch.number: [lines.of(item.origin) for item in batch.items]
        for batch in register.delegations
    }
    places["adjustment_changes"] = {
        str(record.number): [lines.of(change.origin) for change in record.changes]
        for record in register.adjustments
    }
    return places


class _Lines:
    """Finds the lines of items by their codes: positions of every value would take as long as reading."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[str, dict[str, tuple[int, int]]] = {}

    def of(self, origin: Origin, code: str = "") -> list[Any]:
        """Return file, path, line and column; line 0 where it is not known yet."""
        line, column = self._of_file(origin.file).get(code, (0, 0)) if code else (0, 0)
        return [origin.file, list(origin.path), line, column]

    def _of_file(self, file: str) -> dict[str, tuple[int, int]]:
        if file not in self._known:
            self._known[file] = self._read(file)
        return self._known[file]

    def _read(self, file: str) -> dict[str, tuple[int, int]]:
        try:
            text = decode(self._source.read(file)).text
        except OSError:
            return {}
        lines: dict[str, tuple[int, int]] = {}
        line, done = 1, 0
        for found in _CODE.finditer(text):
            line += text.count("\n", done, found.start())
            done = found.start()
            lines.setdefault(found[2], (line, len(found[1]) + 1))
        return lines
