"""docs/ci.md: the commands in it do what the page says. tests/cli/test_ci_files.py runs its workflows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_ci import HEAD, POWER, add, commit, git, item, register

__all__ = ["register"]

PAGE = (Path(__file__).parents[2] / "docs/ci.md").read_text(encoding="utf-8")
GATES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
    if "origin/main" in line
]


@pytest.fixture
def clone(register: Path, tmp_path: Path) -> Path:
    """A clone of the register's repository, as a service makes one."""
    git(tmp_path, "clone", "-q", str(register.parent), "检出")
    return tmp_path / "检出"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'quanze() {{ "{sys.executable}" -m quanze "$@"; }}\n{command}'],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=dict(os.environ),
    )


def test_the_page_has_gates() -> None:
    assert [line.split()[1] for line in GATES] == ["validate", "review"]


@pytest.mark.parametrize("command", GATES)
def test_a_gate_lets_old_findings_pass_and_stops_new_ones(command: str, clone: Path) -> None:
    passed = shell(command, clone)
    assert passed.returncode == 0, passed.stderr
    add(clone / "清单库", item("002"))
    assert shell(command, clone).returncode == 1


def test_a_solved_finding_lets_the_check_pass(clone: Path) -> None:
    (clone / "清单库" / POWER).write_text(HEAD + item("001", basis=True), encoding="utf-8")
    commit(clone)
    assert shell(GATES[0], clone).returncode == 0
