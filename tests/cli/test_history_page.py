"""What docs/history.md shows is what the commands answer."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from quanze.cli.app import run
from tests import story

PAGE = Path(__file__).parents[2] / "docs/history.md"
FENCED = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
ID = re.compile(r"\b[0-9a-f]{8}\b")
"""The id of a commit: it hangs on every letter of a record."""
LATER = "<!-- 又有两次提交 -->"


def examples(text: str) -> list[tuple[str, str]]:
    blocks = FENCED.findall(text)
    return [
        (shown.strip(), answer)
        for (kind, shown), (next_kind, answer) in zip(blocks, [*blocks[1:], ("", "")], strict=True)
        if kind == "sh" and next_kind == "text"
    ]


@pytest.mark.parametrize("later", [False, True])
def test_every_example_gives_what_is_shown(
    later: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = story.told(tmp_path / "仓库")
    if later:
        story.gone_wrong(office)
    monkeypatch.chdir(office.top)
    monkeypatch.setenv("COLUMNS", "100")
    parts = PAGE.read_text(encoding="utf-8").split(LATER)
    shown = examples(parts[later])
    assert shown
    for command, answer in shown:
        program, *arguments = shlex.split(command)
        assert program == "quanze"
        run(arguments)
        assert ID.sub("", capsys.readouterr().out) == ID.sub("", answer), command


def test_every_command_and_option_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    for command in ("show", "log", "blame", "audit"):
        run([command, "--help"])
        options = set(re.findall(r"^│ \*?\s*(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
        assert "--in" in options
        assert {option for option in options - {"--help"} if option not in page} == set()
