"""The demo as a repository, and a branch of it on which somebody works."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from quanze.cli.app import run
from quanze.demo.plan import demos
from quanze.demo.repository import build
from quanze.demo.story import commits

INNER = "清单库"
HOUSING = "departments/zjj"
ITEM = "11220400MB0000043Q3220104004000"
STEPS = {"申请": "2026-11-05", "审核": "2026-11-12", "合法性审查": "2026-11-16"}
APPROVAL = {"批准": "2026-11-19"}


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, with the register in a folder of the repository."""
    place = tmp_path_factory.mktemp("示例") / "原库"
    inner = (
        replace(commit, files={f"{INNER}/{path}": data for path, data in commit.files.items()})
        for commit in commits(demos()["辽源"])
    )
    build(place, inner)
    return place


class Branch:
    """A clone on whose branch somebody works."""

    def __init__(self, origin: Path, top: Path) -> None:
        self.top = top
        git(top.parent, "clone", "-q", "-c", "core.autocrlf=false", str(origin), top.name)
        git(top, "checkout", "-q", "-b", "修改")

    @property
    def register(self) -> Path:
        return self.top / INNER

    def replace(self, path: str, old: str, new: str, count: int = -1) -> None:
        file = self.register / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, count), encoding="utf-8", newline="\n")

    def shorten(self, days: int = 6, before: int = 8) -> None:
        """Promise an item in fewer days."""
        for path, key in (("power", "承诺时限"), ("flow", "总时限")):
            self.replace(
                f"{HOUSING}/{path}.yaml", f"{key}: {before}个工作日", f"{key}: {days}个工作日", 1
            )

    def drop(self) -> None:
        """Take an item off the list, with its duties."""
        for path, key in (("power", "编码"), ("duty", "事项")):
            file = self.register / HOUSING / f"{path}.yaml"
            head, *entries = file.read_text(encoding="utf-8").split(f"\n  - {key}: ")
            assert any(ITEM in entry for entry in entries)
            kept = (entry for entry in entries if not entry.startswith(f'"{ITEM}"'))
            file.write_text(
                f"\n  - {key}: ".join([head, *kept]).rstrip() + "\n", encoding="utf-8", newline="\n"
            )

    def record(self, *more: str, steps: dict[str, str] | None = None) -> Path:
        """Write the record of what changed since the branch left main; return its file."""
        taken = {"调整事由": "2026-11-02", **(STEPS if steps is None else steps)}
        dates = [f"--date={step}={day}=市某机关（示例）" for step, day in taken.items()]
        before = set((self.register / "adjustments").iterdir())
        assert run(
            ["record", "origin/main", "--in", str(self.register), "--trigger", "管理任务变化",
             "--basis", "《关于减时限的通知》（示例）", *dates, *more]
        ) == 0  # fmt: skip
        new = set((self.register / "adjustments").iterdir()) - before
        return new.pop() if new else Path()

    def commit(self, message: str = "改") -> None:
        git(self.top, "add", "-A")
        git(self.top, "commit", "-q", "-m", message)


@pytest.fixture
def branch(origin: Path, tmp_path: Path) -> Branch:
    return Branch(origin, tmp_path / "检出")


def git(folder: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": "x@example.invalid"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
    ).stdout
