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


def test_some_core_can_be_used() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


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
