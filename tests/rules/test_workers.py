"""How many processes examine a register: as many as may run at once, where there is enough to do."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from quanze.load.processes import Opening
from quanze.load.source import open_register
from quanze.rules import workers
from quanze.rules.frame import Frame, Terms, read_frame
from quanze.rules.workers import examined_apart, processes_for

SLUGS = ("a", "b", "c")


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    """A register of three departments with something to read in each."""
    (tmp_path / "quanze.yaml").write_text("名称: 示例市权责清单\n", encoding="utf-8")
    for slug in SLUGS:
        folder = tmp_path / "departments" / slug
        folder.mkdir(parents=True)
        (folder / "power.yaml").write_text(f"部门: {slug}\n" + "#" * 1000, encoding="utf-8")
    return read_frame(open_register(tmp_path), Terms(datetime.date(2026, 11, 22)))


@pytest.fixture(autouse=True)
def four_cores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    monkeypatch.setattr("quanze.load.processes._QUOTA", tmp_path / "none")
    monkeypatch.setattr(workers, "_LARGE", 2000)


def test_there_are_no_more_than_departments(frame: Frame) -> None:
    assert processes_for(frame, SLUGS) == 3


def test_what_is_not_examined_does_not_count(frame: Frame) -> None:
    """A register may be large: where little of it has changed, one process does it."""
    assert processes_for(frame, SLUGS[:1]) == 1
    assert processes_for(frame, ()) == 1


def test_what_a_process_that_ended_did_not_examine_is_examined_here(frame: Frame) -> None:
    nowhere = Opening(Path("no such register"))
    found = dict(examined_apart(frame, nowhere, Terms(datetime.date(2026, 11, 22)), SLUGS, 2))
    assert set(found) == set(SLUGS)


def test_a_process_bound_to_one_core_starts_no_other(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {2}, raising=False)
    assert processes_for(frame, SLUGS) == 1
