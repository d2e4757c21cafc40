"""20 of 3,210 items are removed, 16 of them with a namesake elsewhere: 20 are cancelled, no more."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from quanze.diff.versions import compare_versions
from quanze.load.versions import open_version
from tests.cli.running import quanze
from tests.diff.namesakes import (
    ITEMS,
    REMOVED,
    WITH_NAMESAKE,
    code,
    name,
    power_texts,
    register_files,
    removed,
)

ALL = list(range(ITEMS))
KEPT = [number for number in ALL if number not in removed()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with two commits, v1 and v2."""
    top = tmp_path_factory.mktemp("清单库")
    _write(top, register_files(ALL))
    _git(top, "init", "-q", "-b", "main")
    _commit(top, "v1")
    _write(top, power_texts(KEPT))
    _commit(top, "v2")
    return top


def _write(top: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, encoding="utf-8", newline="\n")


def _commit(top: Path, tag: str) -> None:
    _git(top, "add", "-A")
    _git(top, "commit", "-q", "-m", tag)
    _git(top, "tag", tag)


def _git(top: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
    plain = ("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *plain, *arguments], cwd=top, check=True, env=environment)


def test_the_fixture_is_what_it_says() -> None:
    names = Counter(map(name, ALL))
    assert len({*map(code, ALL)}) == ITEMS == 3210
    assert len(removed()) == REMOVED == 20
    assert sum(names[name(number)] > 1 for number in removed()) == WITH_NAMESAKE == 16
    assert sum(name(number) in {*map(name, KEPT)} for number in removed()) == WITH_NAMESAKE


def test_exactly_the_removed_items_are_cancelled(folder: Path) -> None:
    changes = compare_versions(open_version(folder, "v1"), open_version(folder, "v2"))
    assert [(one.kind, one.key.key) for one in changes.changes] == sorted(
        ("取消", code(number)) for number in removed()
    )
    assert (changes.before, changes.added, changes.removed, changes.after) == (3210, 0, 20, 3190)


def test_the_command_says_the_same(folder: Path) -> None:
    result = quanze("diff", "v1", "v2", "--in", str(folder), "--format", "json")
    told = json.loads(result.stdout)
    changes = [(one["种类"], one["对象"]) for one in told["变更"]]
    assert changes == sorted(("取消", code(number)) for number in removed())
