"""How long checking a register takes, here and with others.

Run by benchmarks/run.py. quanze reads the whole register, checks it against its model and runs every rule;
those with a schema get the same files and quanze's own JSON Schemas (yamale: in its language), and check
those alone. doorstop, StrictDoc and sphinx-needs get the powers alone, in the form they want, and check
identifiers and links.
"""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

import converted
from measuring import Command, Cost, run, total
from peers import Peers
from registers import change, commit, git, write
from tables import Job, Row

SCHEMAS: Final = Path(__file__).parents[1] / "schemas"
LISTS: Final = ("department", "power", "duty", "flow")
QUANZE: Final = (sys.executable, "-m", "quanze")
CACHE: Final = "QUANZE_CACHE"
"""Tells quanze where to keep what it worked out; empty: nowhere."""
ONE_CORE: Final = ("taskset", "-c", "0")
"""Runs a program on one core of Linux: quanze then starts no further process."""
SETTLED: Final = 3
"""Seconds after which quanze trusts the time of a file's last change."""
EITHER: Final = (0, 1)
"""A checker may find something: the planted faults."""

_SYSTEM: Final = f"{platform.system().lower()}-{platform.machine()}"

_STYLE: Final = "{extends: relaxed, rules: {line-length: disable}}"
_LOAD: Final = (
    "import pathlib, sys, yaml\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.yaml'):\n"
    "    yaml.{call}(path.read_bytes(), Loader=yaml.CSafeLoader)\n"
)


def rows(top: Path, peers: Peers, items: int, departments: int) -> Iterator[Row]:
    """Go through the lines of the table; the register is made on the way."""
    whole, split = top / "whole", top / "split"
    write(whole, items, departments)
    yield Row("quanze validate", lambda: lambda: _quanze(whole), "cold; all rules, positions")
    yield Row("quanze, one core", lambda: lambda: _quanze(whole, on=ONE_CORE), "cold")
    yield Row("quanze, nothing changed", lambda: _again(whole, top / "still"))
    yield Row("quanze, 5 files changed", lambda: _after_changes(whole, top / "moving"))

    def in_files(job: Callable[[Path], Job]) -> Callable[[], Job]:
        def prepare() -> Job:
            if not split.exists():
                write(split, items, departments, split=True)
            return job(split)

        return prepare

    yield Row("quanze, a file for each power", in_files(lambda it: lambda: _quanze(it)), "cold")
    yield Row("… nothing changed", in_files(lambda it: _again(it, top / "split-still")))
    yield Row("… 5 files changed", in_files(lambda it: _after_changes(it, top / "split-moving")))
    yield from _with_schema(top, peers, whole)
    yield from _with_their_own_form(top, peers, whole)
    for call, note in (("load", "values alone"), ("compose", "nodes with positions alone")):
        command = (sys.executable, "-c", _LOAD.format(call=call), whole)
        yield Row(f"PyYAML's C parser, {call}", _check(*command), note)


def _checks(
    commands: Callable[[], Iterable[Command]], fine: Iterable[int] = EITHER
) -> Callable[[], Job]:
    """Run some checkers, one after the other; what they need is installed before."""

    def prepare() -> Job:
        made = list(commands())
        return lambda: total(run(*command, fine=fine) for command in made)

    return prepare


def _check(*command: str | Path) -> Callable[[], Job]:
    return _checks(lambda: [command])


def _quanze(folder: Path, cache: Path | None = None, on: Command = ()) -> Cost:
    """Check a register; without a folder for it, nothing is kept from run to run."""
    command = (*on, *QUANZE, "validate", folder)
    return run(*command, fine=EITHER, env={CACHE: str(cache or "")})


def _again(source: Path, folder: Path) -> Job:
    _in_git(source, folder)
    time.sleep(SETTLED)
    cache = folder.with_name(f"{folder.name}-cache")
    _quanze(folder, cache)
    return lambda: _quanze(folder, cache)


def _after_changes(source: Path, folder: Path) -> Job:
    again, numbers = _again(source, folder), count()

    def job() -> Cost:
        change(folder, 5, mark=f"第{next(numbers)}次")
        return again()

    return job


def _in_git(source: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "v1")


def _with_schema(top: Path, peers: Peers, whole: Path) -> Iterator[Row]:
    """The checkers of a schema: one call for each kind of list."""
    files = {name: sorted(whole.glob(f"departments/*/{name}.yaml")) for name in LISTS}

    def each(
        command: Callable[[Path, Sequence[Path]], Command], fine: Iterable[int] = EITHER
    ) -> Callable[[], Job]:
        return _checks(
            lambda: [command(SCHEMAS / f"{name}.schema.json", files[name]) for name in LISTS], fine
        )

    def sourcemeta(program: Callable[[], Path], *options: str) -> Callable[[], Job]:
        return each(
            lambda schema, found: (program(), "validate", "--continue", *options, schema, *found),
            fine=(0, 2),
        )

    def from_npm() -> Path:
        return peers.node_program("jsonschema")

    def from_pypi() -> Path:
        return peers.packaged("sourcemeta", f"sourcemeta_jsonschema/jsonschema-{_SYSTEM}*")

    yield Row("Sourcemeta jsonschema (npm)", sourcemeta(from_npm), "schema; exhaustive, with lines")
    yield Row(
        "Sourcemeta jsonschema (npm), --fast", sourcemeta(from_npm, "--fast"), "schema; yes or no"
    )
    yield Row(
        "Sourcemeta jsonschema (PyPI)", sourcemeta(from_pypi), "schema; exhaustive, with lines"
    )
    yield Row(
        "ajv-cli",
        each(
            lambda schema, found: (
                *(peers.node_program("ajv"), "validate", "--spec=draft2020", "--strict=false"),
                *("--all-errors", "-c", "ajv-formats", "-s", schema),
                *(part for file in found for part in ("-d", file)),
            )
        ),
        "schema; no lines",
    )
    yield Row(
        "check-jsonschema",
        each(
            lambda schema, found: (
                *(peers.program("checkers", "check-jsonschema"), "--schemafile", schema),
                *found,
            )
        ),
        "schema; no lines",
    )
    yield Row(
        "yamale",
        each(
            lambda schema, found: (
                *(peers.program("checkers", "yamale"), "-n", "2", "-s"),
                *(_yamale(top / "yamale", schema), *found),
            )
        ),
        "schema in its language; no lines, duplicate keys pass",
    )
    yield Row(
        "yamllint",
        _checks(lambda: [(peers.program("checkers", "yamllint"), "-d", _STYLE, whole)]),
        "style and duplicate keys, no schema",
    )


def _yamale(folder: Path, schema: Path) -> Path:
    target = folder / f"{schema.name.partition('.')[0]}.yaml"
    converted.to_yamale(schema, target)
    return target


def _with_their_own_form(top: Path, peers: Peers, whole: Path) -> Iterator[Row]:
    yield Row("doorstop -F", lambda: _doorstop(top, peers, whole), "links, levels; powers alone")
    yield Row("StrictDoc, export to JSON", lambda: _strictdoc(top, peers, whole), "powers alone")
    yield Row("sphinx-needs, builder needs", lambda: _sphinx(top, peers, whole), "powers alone")


def _doorstop(top: Path, peers: Peers, whole: Path) -> Job:
    program, folder = peers.program("doorstop", "doorstop"), top / "doorstop"
    doorstop_files(whole, folder)
    return lambda: run(program, "-F", "-W", "-C", "-f", cwd=folder)


def doorstop_files(whole: Path, folder: Path) -> None:
    """Write what doorstop reads: a working tree, even of nothing but its files."""
    if not folder.exists():
        converted.to_doorstop(whole, folder)
        git(folder, "init", "-q", "-b", "main")


def _strictdoc(top: Path, peers: Peers, whole: Path) -> Job:
    return strictdoc(top, peers, whole, "json")


def strictdoc(top: Path, peers: Peers, whole: Path, form: str) -> Job:
    """Let StrictDoc export all, without what it remembers of earlier runs."""
    program, folder, made = (
        peers.program("strictdoc", "strictdoc"),
        top / "strictdoc",
        top / "sdoc-out",
    )
    export = (program, "export", "--formats", form, "--output-dir", made, folder)
    return _anew(whole, folder, converted.to_strictdoc, made, lambda: run(*export, cwd=top))


def _sphinx(top: Path, peers: Peers, whole: Path) -> Job:
    return sphinx(top, peers, whole, "needs")


def sphinx(top: Path, peers: Peers, whole: Path, builder: str) -> Job:
    """Let Sphinx build all anew."""
    program, folder, made = (
        peers.program("sphinx", "sphinx-build"),
        top / "sphinx",
        top / "sphinx-out",
    )
    build = (program, "-q", "-b", builder, folder, made)
    return _anew(whole, folder, converted.to_sphinx, made, lambda: run(*build))


def _anew(
    whole: Path, folder: Path, write: Callable[[Path, Path], None], made: Path, make: Job
) -> Job:
    """Write what a peer reads, once; let it make all of it each time."""
    if not folder.exists():
        write(whole, folder)

    def job() -> Cost:
        shutil.rmtree(made, ignore_errors=True)
        return make()

    return job
