"""docs/ci.md: the snippets are workflows, and the commands in them do what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quanze.load.yaml_reader import read
from tests.cli.test_ci import HEAD, POWER, add, commit, git, item, register

__all__ = ["register"]

PAGE = (Path(__file__).parents[2] / "docs/ci.md").read_text(encoding="utf-8")
SNIPPETS = [
    read(text) for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
]
GITHUB, GITLAB = SNIPPETS[0], SNIPPETS[1]["检查清单"]
VALUES = {"BASE": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "origin/main"}
"""What the services set."""


def _steps() -> list[dict[str, Any]]:
    return list(GITHUB["jobs"]["quanze"]["steps"])


def commands() -> Iterator[str]:
    """Go through the commands of the page that run quanze."""
    for line in "".join(
        re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    ).splitlines():
        if "validate" in line:
            yield line
    yield from (step["run"] for step in _steps() if "quanze validate" in step.get("run", ""))
    yield from (line for line in GITLAB["script"] if "quanze validate" in line)


GATES = [command for command in commands() if "--since" in command]
REPORTS = [command for command in commands() if "--since" not in command]


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
        env={**os.environ, **VALUES},
    )


def test_the_page_has_gates_and_reports() -> None:
    assert len(GATES) == 3
    assert len(REPORTS) == 2


@pytest.mark.parametrize("command", GATES)
def test_a_gate_lets_old_findings_pass_and_stops_new_ones(command: str, clone: Path) -> None:
    passed = shell(command, clone)
    assert passed.returncode == 0, passed.stderr
    add(clone / "清单库", item("002"))
    assert shell(command, clone).returncode == 1


@pytest.mark.parametrize("command", REPORTS)
def test_a_report_is_written_whatever_is_found_and_fails_where_it_cannot_be(
    command: str, clone: Path
) -> None:
    said = shell(command, clone)
    assert said.returncode == 0, said.stderr
    assert (clone / command.partition("--output ")[2].split()[0]).stat().st_size > 0
    assert shell(command, clone.parent).returncode == 1


def test_the_files_that_are_written_are_those_that_are_handed_on() -> None:
    written = {re.search(r"--output (\S+)", line)[1] for line in commands() if "--output" in line}  # type: ignore[index]
    uploaded = [step["with"]["sarif_file"] for step in _steps() if "upload" in step.get("uses", "")]
    assert written == {*uploaded, *GITLAB["artifacts"]["reports"].values()}


def test_all_of_the_history_is_fetched() -> None:
    (checkout,) = (step for step in _steps() if step.get("uses", "").startswith("actions/checkout"))
    assert checkout["with"]["fetch-depth"] == 0
    assert GITLAB["variables"]["GIT_DEPTH"] == 0


def test_a_solved_finding_lets_the_gate_pass(clone: Path) -> None:
    (clone / "清单库" / POWER).write_text(HEAD + item("001", basis=True), encoding="utf-8")
    commit(clone)
    assert shell(GATES[0], clone).returncode == 0
