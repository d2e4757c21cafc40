"""docs/requirements.md: every command and page that it names shows what it says, on the examples."""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from quanze.cli.app import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/requirements.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([LCDTP]\d+) \| (.*?) \| (.*?) \| (.*) \|$", re.MULTILINE)
SHOWN = re.compile(r"`([^`]+)`(（退出码 1）)?(?:：((?:“[^”]*”、?)+))?")
IDS = [
    *(f"L{n}" for n in range(1, 18)), *(f"C{n}" for n in range(1, 8)),
    *(f"D{n}" for n in range(1, 13)), *(f"T{n}" for n in range(1, 7)),
    *(f"P{n}" for n in range(1, 6)),
]  # fmt: skip


class Shown(NamedTuple):
    """A command or a file that a row names."""

    row: str
    what: str
    code: int
    words: tuple[str, ...]


def shown() -> Iterator[Shown]:
    for row, _, _, where in ROW.findall(PAGE):
        for what, failing, words in SHOWN.findall(where):
            yield Shown(row, what, 1 if failing else 0, tuple(re.findall("“([^”]*)”", words)))


def said(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run a command of the page; return its exit code and what it said."""
    _, *arguments = shlex.split(command)
    capsys.readouterr()
    code = run([str(ROOT / a) if a.startswith("examples/") else a for a in arguments])
    return code, "".join(capsys.readouterr())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build what the page builds first."""
    place = tmp_path_factory.mktemp("要求")
    block = re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert block
    for command in block[1].splitlines():
        _, *arguments = shlex.split(command)
        arguments = [str(ROOT / a) if a.startswith("examples/") else a for a in arguments]
        arguments[-1] = str(place / arguments[-1])
        arguments = [str(place / a) if a == "示例库" else a for a in arguments]
        assert run(arguments) == 0, command
    return place


@cache
def text_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", text)) if path.suffix == ".html" else text


def test_every_row_is_there_once_and_shows_something() -> None:
    assert [row for row, *_ in ROW.findall(PAGE)] == IDS
    assert {one.row for one in shown()} == set(IDS)


@pytest.mark.parametrize("one", [*shown()], ids=lambda one: f"{one.row} {one.what}")
def test_a_row_shows_what_it_says(
    one: Shown,
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(built)
    monkeypatch.setenv("COLUMNS", "200")
    if one.what.startswith("quanze "):
        code, text = said(one.what, capsys)
        assert code == one.code, text
        assert text.strip()
    else:
        path = built / one.what
        assert path.is_file()
        text = text_of(path) if one.words else ""
    assert [words for words in one.words if words not in text] == []
