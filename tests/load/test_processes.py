"""Further processes end with the one that began them, however that ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quanze.load.processes import processes, usable_cores

BEGUN_AND_LEFT = """
import time
from quanze.load.processes import processes
if __name__ == "__main__":
    pool = processes(1, int)
    print(pool.submit(__import__("os").getpid).result(), flush=True)
    time.sleep(60)
"""


def test_processes_are_begun_before_they_work(tmp_path: Path) -> None:
    with processes(1, os.chdir, tmp_path) as pool:
        assert pool.submit(os.getcwd).result() == str(tmp_path)


def test_a_process_that_cannot_be_begun_is_told() -> None:
    with processes(1, os._exit, 1) as pool, pytest.raises(RuntimeError):
        pool.submit(os.getpid).result()


@pytest.fixture
def four_cores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    monkeypatch.setattr("quanze.load.processes._QUOTA", tmp_path / "none")


@pytest.mark.usefixtures("four_cores")
@pytest.mark.parametrize(
    ("quota", "cores"),
    [("200000 100000\n", 2), ("150000 100000\n", 1), ("50000 100000\n", 1), ("900000 100000\n", 4), ("max 100000\n", 4)],
)  # fmt: skip
def test_the_quota_of_a_container_counts(
    quota: str, cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr("quanze.load.processes._QUOTA", tmp_path / "cpu.max")
    assert usable_cores() == cores


@pytest.mark.usefixtures("four_cores")
def test_where_nothing_is_said_all_cores_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert usable_cores() == 6


@pytest.mark.skipif(
    sys.platform == "win32", reason="there no process is told of by its number alone"
)
def test_a_process_ends_where_its_parent_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "begun.py"
    script.write_text(BEGUN_AND_LEFT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert _has_ended(child)


def _has_ended(process: int) -> bool:
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
