"""All cases of the checks between levels in one province and one city: each in a department of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from quanze.align.tables import COLUMNS
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.publish.open_data.outputs import open_data_outputs
from quanze.publish.outputs import Fingerprints
from quanze.rules.between import BETWEEN_RULES
from quanze.rules.catalogue import cases_of
from tests.align.conftest import write_registers

_LEVELS = [rule.code for rule in BETWEEN_RULES if rule.code != "H9"]


def world(root: Path) -> tuple[dict[str, Path], Counter[str]]:
    """Write the registers; return them, and how often each check has to find something."""
    files: dict[str, str] = {}
    expected: Counter[str] = Counter()
    number = 0
    for code in _LEVELS:
        cases = cases_of(code)
        for case in (*cases.bad, *cases.good):
            number += 1
            for path, text in case.files.items():
                files[_own(path, number)] = _own(text, number)
            expected[code] += len(case.expected)
    return write_registers(root, files), expected


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
