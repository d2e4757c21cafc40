"""What the other jobs of a day take: those that have a target, and no peer in the other tables.

Run by benchmarks/run.py (`python benchmarks/run.py --only everyday`). The real workbooks are looked for in
the folder that QUANZE_WORKBOOKS names.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from measuring import Cost, Failed, run
from registers import keep_history, write
from tables import Job, Row
from validating import CACHE, EITHER, QUANZE

HERE: Final = Path(__file__)
WORKBOOKS: Final = "QUANZE_WORKBOOKS"
CHANGED: Final = 10
"""Files that differ between the past version and the present one."""
REWRITTEN: Final = ("办理地点", "承诺时限")


def rows(top: Path, items: int, departments: int) -> Iterator[Row]:
    """Go through the lines of the table; the register is made on the way."""
    whole = top / "whole"
    write(whole, items, departments)
    keep_history(whole, CHANGED)
    cold = {CACHE: ""}

    def once(*command: str | Path) -> Job:
        return lambda: run(*command, fine=EITHER, env=cold)

    yield Row("quanze --version", lambda: once(*QUANZE, "--version"))
    yield Row("quanze fmt --check", lambda: once(*QUANZE, "fmt", "--check", whole))
    yield Row("two fields of every item rewritten", lambda: _rewriting(whole, top / "rewritten"))
    yield Row("a past version read", lambda: once(sys.executable, HERE, "read", whole, "v1"))
    yield Row(
        "two versions read and validated",
        lambda: once(*QUANZE, "validate", whole, "--since", "v1"),
        "validate --since",
    )
    yield Row("the whole register in memory", lambda: once(sys.executable, HERE, "read", whole))
    yield Row("real workbooks imported", lambda: _importing(top / "imported"), _how_many())


def _rewriting(whole: Path, folder: Path) -> Job:
    def job() -> Cost:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole / "departments", folder)
        return run(sys.executable, HERE, "rewrite", folder)

    return job


def _workbooks() -> list[Path]:
    named = os.environ.get(WORKBOOKS)
    return (
        sorted(p for p in Path(named).iterdir() if p.suffix in (".xls", ".xlsx")) if named else []
    )


def _how_many() -> str:
    return f"{len(_workbooks())} workbooks"


def _importing(folder: Path) -> Job:
    if not _workbooks():
        raise Failed(f"{WORKBOOKS} names no folder of workbooks")

    def job() -> Cost:
        shutil.rmtree(folder, ignore_errors=True)
        return run(*QUANZE, "import", *_workbooks(), "--into", folder, fine=EITHER)

    return job


def read(folder: Path, version: str | None = None) -> None:
    """Read a register whole, as it is or as it was; it is held until the end."""
    from quanze.load.loader import load
    from quanze.load.versions import open_version

    print(len(load(open_version(folder, version).source).register.powers))


def rewrite(folder: Path) -> None:
    """Write two fields of every power anew, in place: comments and all else stay as they are."""
    from quanze.findings import Fix
    from quanze.load.write import apply_fixes, write_text
    from quanze.load.yaml_reader import read
    from quanze.model.element import Origin

    for path in sorted(folder.glob("*/power.yaml")):
        text = path.read_text("utf-8")
        fixes = [
            Fix(Origin(path.name, ("事项", at, key)), f"{power[key]}（新）")
            for at, power in enumerate(read(text)["事项"])
            for key in REWRITTEN
            if key in power
        ]
        written, made = apply_fixes(text, fixes)
        if len(made) < len(fixes):
            raise RuntimeError(f"{path}: {len(made)} of {len(fixes)} fields are rewritten")
        write_text(path, written)


if __name__ == "__main__":
    {"read": read, "rewrite": rewrite}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
