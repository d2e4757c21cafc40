"""What the documentation shows can be done as it is shown."""

from __future__ import annotations

import datetime
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from quanze.calendar.packaged import national_notices
from quanze.cli.app import run
from quanze.cli.validate import check
from quanze.law.texts import TextPackage
from quanze.load.loader import MISSING_FILE, load
from quanze.load.source import open_register
from quanze.load.yaml_reader import read
from quanze.model.working_days import DayNotice

ROOT = Path(__file__).parents[1]
DEADLINE = "docs/deadline.md"
LAW = "docs/law.md"
DIFF = "docs/diff.md"
DELEGATION = "docs/delegation.md"
STATS = "docs/stats.md"
CASES = "docs/cases.md"
PAGES = (
    "docs/guide.md", "docs/ci.md", "docs/diff.md", "docs/record.md", "docs/notice.md", "docs/document.md",
    "docs/history.md", "docs/publish.md", DEADLINE, LAW, STATS, DELEGATION, CASES, "README.md",
    "docs/align-example.md", "docs/requirements.md",
)  # fmt: skip
BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```(sh|text|yaml|csv|markdown)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?:# |<!-- )(旧?清单库/\S+)(?: -->)?\n")
"""The first line of a file that a page shows with its name."""
COMMAND = re.compile(r"\bquanze ([a-z]+)")
TODAY = datetime.date(2026, 11, 22)
CUT = "……"
"""What stands for lines, or for the end of a line, that a page leaves out of an output."""


def blocks(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        "\n".join(line.removeprefix(indent) for line in block.split("\n"))
        for indent, block in BLOCK.findall(text)
    ]


class Example(NamedTuple):
    """A command of a page, with the files that the page shows before it and the output after it."""

    command: str
    files: dict[str, str]
    shown: str | None


def examples(page: str) -> Iterator[Example]:
    """Go through the commands of a page, each with the files that the page has shown by then.

    YAML without a file's name is what the settings of 清单库 say, a table is 在办案件.
    """
    files: dict[str, str] = {}
    fenced = FENCED.findall((ROOT / page).read_text(encoding="utf-8"))
    for (kind, text), (next_kind, next_text) in zip(fenced, [*fenced[1:], ("", "")], strict=True):
        if named := NAMED.match(text):
            files = {**files, named[1]: text}
        elif kind == "yaml":
            files = {**files, "清单库/quanze.yaml": f"名称: 示例\n{text}"}
        elif kind == "csv":
            files = {**files, "在办案件.csv": text, "办件.csv": text}
        elif kind == "sh":
            yield Example(text.strip(), files, next_text if next_kind == "text" else None)


def pattern(shown: str) -> str:
    """Return what matches an output of which a page shows these lines."""
    lines = []
    for line in shown.splitlines():
        if line == CUT:
            lines.append(r"(?:.*\n)*?")
        else:
            end = ".*" if line.endswith(CUT) else ""
            lines.append(re.escape(line.removesuffix(CUT)) + end + r"\n")
    return "".join(lines)


@pytest.mark.parametrize(
    "example",
    [
        *examples(DEADLINE),
        *examples(LAW),
        *examples(DIFF),
        *examples(STATS),
        *examples(DELEGATION),
        *examples(CASES),
    ],
    ids=lambda example: example.command,
)
def test_every_example_gives_what_is_shown(
    example: Example,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, text in example.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command, *arguments = shlex.split(example.command)
    assert command == "quanze"
    assert arguments[0] in ("deadline", "calendar", "law", "diff", "stats", "delegation", "cases")
    # What a page shows does not hang on whether the extra quanze[law] is installed.
    monkeypatch.setattr(TextPackage, "installed", lambda: None)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    run([str(ROOT / a) if a.startswith("examples/") else a for a in arguments])
    output = "".join(capsys.readouterr()).removeprefix("\ufeff").rstrip()
    lines = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    assert example.shown, "an example shows what comes of it"
    assert re.fullmatch(pattern(example.shown), lines), lines


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "docs/guide.md"])
def test_the_deadline_that_a_page_gives_away_is_the_right_one(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    asked = re.search(r"quanze (deadline --rule \S+ --from\s+[\d-]+)", text)
    assert asked
    run([*asked[1].split(), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["到期日"] in text[asked.end() :]


def test_every_option_of_the_deadline_command_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / DEADLINE).read_text(encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    run(["deadline", "--help"])
    listed = capsys.readouterr().out
    options = set(re.findall(r"^│ (--[a-z-]+)", listed, re.MULTILINE)) - {"--help"}
    assert "--rule" in options
    assert {option for option in options if option not in page} == set()


@pytest.mark.parametrize("command", ["list", "impact", "check"])
def test_every_option_of_the_law_commands_is_explained(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / LAW).read_text(encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    run(["law", command, "--help"])
    options = set(re.findall(r"^│ (--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert "--as-of" in options
    assert {option for option in options - {"--help"} if option not in page} == set()


@pytest.mark.parametrize(
    ("command", "path", "option"),
    [
        ("diff", DIFF, "--declare"),
        ("delegation", DELEGATION, "--letter"),
        ("cases", CASES, "--template"),
    ],
)
def test_every_option_of_the_command_is_explained(
    command: str,
    path: str,
    option: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (ROOT / path).read_text(encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    run([command, "--help"])
    options = set(re.findall(r"^│ (--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert option in options
    assert {option for option in options - {"--help"} if option not in page} == set()


@pytest.mark.parametrize("block", blocks(LAW))
def test_every_file_on_the_page_on_laws_has_no_fault(block: str, tmp_path: Path) -> None:
    named = NAMED.match(block)
    assert named
    (tmp_path / "清单库").mkdir()
    (tmp_path / "清单库/quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    (tmp_path / named[1]).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / named[1]).write_text(block, encoding="utf-8")
    found = load(open_register(tmp_path / "清单库")).findings
    assert [f.message for f in found if f.code != MISSING_FILE] == []


@pytest.mark.parametrize("block", blocks(DEADLINE))
def test_the_settings_for_deadlines_have_no_fault(block: str, tmp_path: Path) -> None:
    (tmp_path / "quanze.yaml").write_text(f"名称: 示例\n{block}", encoding="utf-8")
    assert [entry.finding.message for entry in check(tmp_path, TODAY).entries] == []


def test_the_notice_that_the_page_copies_out_is_the_packaged_one() -> None:
    block = next(block for block in blocks(DEADLINE) if "年份: 2026" in block)
    (notice,) = (DayNotice.model_validate(written) for written in read(block)["日历"])
    packaged = next(known for known in national_notices() if known.number == notice.number)
    assert notice == packaged.model_copy(update={"url": None})


@pytest.mark.parametrize("name", [DEADLINE, LAW, DIFF, DELEGATION, CASES])
def test_every_place_that_a_page_points_to_in_itself_is_a_heading(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in headings}
    pointed = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert pointed
    assert pointed - places == set()


@pytest.mark.parametrize("block", blocks("docs/guide.md"))
def test_every_piece_of_yaml_in_the_guide_can_be_read(block: str) -> None:
    assert isinstance(read(block), dict | list)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_in_the_documentation_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    listed = subprocess.run(
        [sys.executable, "-m", "quanze", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    unknown = {name for name in COMMAND.findall(text) if f" {name} " not in listed}
    assert unknown == set()


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "README.en.md",
        "docs/guide.md",
        "docs/ci.md",
        "docs/record.md",
        "docs/publish.md",
        DEADLINE,
        LAW,
        DIFF,
        DELEGATION,
        "docs/dev/architecture.md",
    ],
)
def test_every_link_in_the_documentation_leads_somewhere(page: str) -> None:
    file = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)[)#]", file.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_the_first_power_of_the_guide_has_no_error(tmp_path: Path) -> None:
    power = next(block for block in blocks("docs/guide.md") if block.startswith("部门:"))
    folder = tmp_path / "departments" / "mzj"
    folder.mkdir(parents=True)
    (tmp_path / "quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    (folder / "department.yaml").write_text("名称: 市民政局\n", encoding="utf-8")
    (folder / "power.yaml").write_text(power, encoding="utf-8")
    report = check(tmp_path, TODAY)
    # The duty list comes in a later section of the guide.
    assert {entry.finding.code for entry in report.entries} <= {"D1", "B13", "B14", "E7"}
