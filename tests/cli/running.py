"""Running a command: in this process, through the entry that a shell starts, or in a process of its own.

To start Python and load quanze takes longer than most commands do; tests/cli/test_processes.py shows that
a process of its own answers the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from quanze.cli.main import main

TERMINAL = {"COLUMNS": "100"}


def quanze(*arguments: str | Path, cwd: Path | None = None) -> CompletedProcess[str]:
    """Run a command in this process, with streams of its own that know no Chinese until it says so."""
    told = ["quanze", *map(str, arguments)]
    out, err = (TextIOWrapper(BytesIO(), encoding="ascii") for _ in range(2))
    with (
        patch.object(sys, "argv", told),
        patch.dict(os.environ, TERMINAL),
        chdir(cwd) if cwd else nullcontext(),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    return CompletedProcess(told, code, _said(out), _said(err))


def _said(stream: TextIOWrapper) -> str:
    """Return what was written, as one reads it through a pipe."""
    stream.seek(0)
    return stream.read()


def command(*arguments: str | Path) -> list[str]:
    """Return what starts a command in a process of its own."""
    return [sys.executable, "-m", "quanze", *map(str, arguments)]


def started(*arguments: str | Path, cwd: Path | None = None) -> CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        command(*arguments),
        check=False,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **TERMINAL},
    )


def answer(*arguments: str | Path) -> tuple[int, str, str]:
    """Return exit code, result and remarks of a command."""
    done = quanze(*arguments)
    return done.returncode, done.stdout, done.stderr
