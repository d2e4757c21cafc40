"""Imports point one way, and starting quanze loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_point_one_way() -> None:
    program = "from importlinter.cli import lint_imports_command as main; main()"
    result = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_version_loads_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['quanze', '--version']; from quanze.cli.main import main; main();"
        "print(sorted({'pydantic', 'typer', 'rich', 'git', 'jinja2', 'yaml'} & set(sys.modules)))"
    )
    assert _last_line(program) == "[]"


def test_a_command_starts_with_nothing_heavy_but_what_it_needs() -> None:
    """A command is declared at its start; models and help pages are not."""
    program = (
        "import sys; from quanze.cli.app import application; application();"
        "heavy = {'pydantic', 'rich.console', 'rich.markdown', 'git', 'jinja2', 'yaml'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert _last_line(program) == "[]"


def test_no_pattern_is_compiled_before_it_is_used() -> None:
    """Constants of modules are made by `model.patterns.pattern`; of bytes there are few."""
    eager = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "src/quanze").rglob("*.py"))
        for statement in ast.parse(path.read_text("utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
        for call in ast.walk(statement.value)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile"
        if not ast.unparse(call.args[0]).startswith(("b'", 'b"'))
    ]
    assert eager == []


def _last_line(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()[-1]
