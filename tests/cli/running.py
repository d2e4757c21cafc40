"""Running a command and taking what it answers apart."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_commands import quanze


def answer(*arguments: str | Path) -> tuple[int, str, str]:
    """Return exit code, result and remarks of a command."""
    done = quanze(*arguments)
    return done.returncode, done.stdout, done.stderr
