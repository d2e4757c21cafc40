"""The registers that speed is measured on are like real ones, and the same at every run."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import registers

from quanze.cli.validate import check
from quanze.load.fmt import format_files
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.load.yaml_reader import read

ITEMS, DEPARTMENTS = 480, 16
TODAY = date(2026, 11, 22)


def test_same_at_every_run() -> None:
    made = [dict(registers.register(60, 6)) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("split", [False, True])
def test_laid_out_as_fmt_leaves_it(tmp_path: Path, split: bool) -> None:
    registers.write(tmp_path, 60, 6, faults=0.1, split=split)
    formatted = [*format_files(open_register(tmp_path))]
    assert [one.path for one in formatted if one.after != one.before] == []


def test_clean_without_faults(tmp_path: Path) -> None:
    """Every kind of item of the examples passes every rule, under its new code, name and department."""
    registers.write(tmp_path, ITEMS, DEPARTMENTS, faults=0)
    assert [entry.finding.message for entry in check(tmp_path, TODAY).entries] == []


def test_planted_faults_are_found(tmp_path: Path) -> None:
    """Each trips the rule that it is meant to trip; departments without one are clean.

    Some rules tell of all the items of a department in one finding.
    """
    registers.write(tmp_path, ITEMS, DEPARTMENTS, faults=0.1)
    planted = registers.planted(ITEMS, DEPARTMENTS, faults=0.1)
    meant = {(code.split("-")[1], rule) for code, rule in planted.items()}
    found = {
        (entry.place.file.split("/")[1], entry.finding.code)
        for entry in check(tmp_path, TODAY).entries
    }
    assert set(planted.values()) == set(registers.FAULTS)
    assert meant <= found
    assert {department for department, _ in found} == {department for department, _ in meant}


def test_share_of_faults() -> None:
    planted = registers.planted(2000, 40, faults=0.01)
    assert len(planted) == pytest.approx(20, abs=8)
    assert len({code.split("-")[1] for code in planted}) <= 40 / registers.FAULTY_ONE_IN


def test_shape() -> None:
    """Texts of 2 to 6 KB an item, several bases, flows that items share, comments."""
    files = dict(registers.register(ITEMS, DEPARTMENTS))
    powers = [
        item for path, text in files.items() if "power" in path for item in read(text)["事项"]
    ]
    told = sum(len(text.encode()) for path, text in files.items() if "power" in path)
    assert len(powers) == ITEMS
    assert 2000 < told / ITEMS < 6000
    assert max(len(power.get("设定依据", ())) for power in powers) >= 3
    assert Counter(power["流程"] for power in powers if "流程" in power).most_common()[0][1] > 5
    assert any("# " in text for text in files.values())
    assert len({power["行使内容"] for power in powers}) == ITEMS


def test_one_file_for_each_power_is_the_same_register(tmp_path: Path) -> None:
    whole, split = tmp_path / "whole", tmp_path / "split"
    registers.write(whole, 60, 6)
    registers.write(split, 60, 6, split=True)
    assert len(list(split.glob("departments/*/power/*.yaml"))) == 60
    one, other = (load(open_register(folder)).register for folder in (whole, split))
    assert sorted(map(_told, one.powers)) == sorted(map(_told, other.powers))


def _told(power: object) -> str:
    return repr(power)


@pytest.mark.parametrize("split", [True, False])
def test_history_changes_so_many_files(tmp_path: Path, split: bool) -> None:
    registers.write(tmp_path, 60, 6, split=split)
    registers.keep_history(tmp_path, 3)
    names = registers.git(tmp_path, "diff", "--name-only", "v1", "v2").split()
    assert len(names) == 3
    assert all("/power" in name for name in names)
