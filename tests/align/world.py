"""All cases of the checks between levels in one province and one city: each in a department of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from quanze.align.tables import COLUMNS
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.publish.open_data.outputs import open_data_outputs
from quanze.publish.outputs import Fingerprints
from quanze.rules.between import BETWEEN_RULES
from quanze.rules.catalogue import cases_of
from tests.align.registers import write_registers


class Numbered(NamedTuple):
    """A case as it stands in the world."""

    rule: str
    about: str
    files: dict[str, str]
    expected: tuple[str, ...]


def numbered() -> tuple[Numbered, ...]:
    """Return the cases of all checks between levels, each with names that no other has."""
    known = [
        (rule.code, f"{kind}-{case.about}", case)
        for rule in BETWEEN_RULES
        if rule.code != "H9"
        for kind, cases in (("bad", cases_of(rule.code).bad), ("good", cases_of(rule.code).good))
        for case in cases
    ]
    return tuple(
        Numbered(
            code,
            about,
            {_own(path, number): _own(text, number) for path, text in case.files.items()},
            tuple(_own(place, number) for place in case.expected),
        )
        for number, (code, about, case) in enumerate(known, start=1)
    )


def world(root: Path) -> dict[str, Path]:
    """Write the registers that hold all cases."""
    files: dict[str, str] = {}
    for case in CASES:
        assert files.keys().isdisjoint(case.files), "two cases write the same file"
        files |= case.files
    return write_registers(root, files)


def _own(text: str, number: int) -> str:
    """Give a case departments, codes and batches that no other has."""
    text = text.replace("lcj", f"b{number}").replace("林业和草原局", f"第{number}局")
    text = re.sub(r"(?<=[0-9])?64(?=10[059])", f"{number:02}", text)
    text = re.sub(r"(名称: (?!种子许可).*(?:种子|苗木).*)", rf"\1之{number}", text)
    return re.sub(r"2026-1(?!\d|-)", f"2026-{number}", text)


def published(register: Path, folder: Path) -> Path:
    """Write the Parquet files that are compared, as the register's site would have them."""
    for output in open_data_outputs(load(open_register(register)).register, Fingerprints()):
        parts = output.path.split("/")
        if parts[1] == "parquet" and parts[2] in COLUMNS:
            path = folder / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.make())
    return folder


CASES = numbered()
