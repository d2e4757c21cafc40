"""Small registers on disk for the tests of the rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from quanze.findings import Report
from quanze.law.texts import texts_of
from quanze.load.baseline import load_baseline
from quanze.load.loader import load
from quanze.load.places import Places
from quanze.load.source import open_register
from quanze.load.yaml_reader import ReadProblem, read
from quanze.rules.coverage import Coverage
from quanze.rules.engine import judge, run_rules
from quanze.rules.rule import Rule

TODAY = datetime.date(2026, 11, 22)
"""The date on which the cases are judged: waivers expire by it."""

SETTINGS = "名称: 示例市权责清单\n层级: 市级\n地区: 示例市\n"


def write_register(
    root: Path, files: Mapping[str, str], *, encoding: str = "utf-8", departments: bool = True
) -> None:
    """Write the files of a case, and those that every register has where the case leaves them out."""
    everything = {"quanze.yaml": SETTINGS, **files}
    if departments:
        everything = {**dict(_department_files(files)), **everything}
    for name, text in everything.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding if name in files else "utf-8"))


def _department_files(files: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for name, text in files.items():
        parts = name.split("/")
        if parts[0] == "departments" and len(parts) > 2:
            yield f"departments/{parts[1]}/department.yaml", f"名称: {_department(text)}\n"


def _department(text: str) -> str:
    try:
        data = read(text)
    except ReadProblem:
        data = None
    return str(data.get("部门", "市林业局")) if isinstance(data, dict) else "市林业局"


def check(root: Path, rules: Iterable[Rule]) -> Report:
    """Load a register, run some rules and judge what they and the loader find."""
    source = open_register(root)
    loaded = load(source)
    texts = texts_of(loaded.register.settings, root, packaged=False)
    baseline = load_baseline(source)
    loaded = replace(loaded, register=loaded.register.with_texts(texts))
    found = [*loaded.findings, *baseline.findings, *run_rules(loaded.register, rules)]
    return judge(found, Coverage.of(loaded), Places(source), TODAY, baseline.known)


Examine = Callable[..., Report]


@pytest.fixture
def examine(tmp_path: Path) -> Examine:
    """Write files (path -> text) as a register and run rules over it."""

    def run(
        files: Mapping[str, str],
        rules: Iterable[Rule],
        *,
        encoding: str = "utf-8",
        departments: bool = True,
    ) -> Report:
        write_register(tmp_path, files, encoding=encoding, departments=departments)
        return check(tmp_path, rules)

    return run
