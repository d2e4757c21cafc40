"""What the documentation shows can be done as it is shown."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quanze.cli.validate import check
from quanze.load.yaml_reader import read

ROOT = Path(__file__).parents[1]
PAGES = ("docs/guide.md", "README.md")
BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\bquanze ([a-z]+)")


def blocks(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        "\n".join(line.removeprefix(indent) for line in block.split("\n"))
        for indent, block in BLOCK.findall(text)
    ]


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
    "page", ["README.md", "README.en.md", "docs/guide.md", "docs/dev/architecture.md"]
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
    report = check(tmp_path, datetime.date(2026, 11, 22))
    # The duty list comes in a later section of the guide.
    assert {entry.finding.code for entry in report.entries} <= {"D1", "B13", "B14"}
