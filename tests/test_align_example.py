"""The page that compares the three examples says what comes of it, and what it says to mend mends it."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from quanze.cli.app import run
from tests.test_docs import Example, examples, pattern

ROOT = Path(__file__).parents[1]
PAGE = "docs/align-example.md"


@pytest.mark.parametrize("example", [*examples(PAGE)], ids=lambda example: example.command)
def test_every_command_gives_what_is_shown(
    example: Example, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    run(shlex.split(example.command)[1:])
    lines = "".join(
        f"{line.rstrip()}\n" for line in "".join(capsys.readouterr()).strip("\ufeff\n").splitlines()
    )
    assert example.shown
    assert re.fullmatch(pattern(example.shown), lines), lines


def edit(root: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (path, old)
        text = text.replace(old, new)
    (root / path).write_text(text, encoding="utf-8")


def taken(root: Path, path: str, code: str) -> str:
    """Return an entry of a list, as it is written."""
    text = (root / path).read_text(encoding="utf-8")
    found = re.search(rf'^  - (?:编码|事项): "{code}"\n(?:(?!  - |\S).*\n)*', text, re.MULTILINE)
    assert found
    return found[0]


def mend(root: Path) -> None:
    """Do what the page says."""
    city, province = "tonghua/departments", "jilin/departments"
    water = f"{city}/slj/power.yaml"
    edit(root, water, ("水土保持执法检查", "水土保持监督检查"))
    edit(root, water, ("八万元", "七万元"))
    edit(root, water, (taken(root, water, "11220500MB050003XA3221033009000"), ""))
    edit(root, f"{city}/zrzyj/power.yaml", ("220636019000", "220636009000"))
    edit(root, f"{city}/scjgj/power.yaml", ("类型: 行政确认", "类型: 行政许可"))
    edit(
        root, "liaoyuan/departments/nyncj/power.yaml",
        ("条款: 第三十一条第三款", "条款: 第三十一条第二款、第三款"),
        ("条款: 第三十二条\n", "条款: 第三十二条第一款、第二款\n"),
    )  # fmt: skip
    edit(
        root, f"{province}/slt/power.yaml",
        (taken(root, f"{province}/slt/power.yaml", "11220000MB000003592220133002000"), ""),
    )  # fmt: skip
    edit(root, f"{city}/yjglj/flow.yaml", ("省应急管理厅", "分管领导"))
    give(
        root, "yjglt", "yjglj", "11220000MB0000051Y2220108003000", "11220500MB050005653220108003000"
    )
    give(
        root, "nynct", "nyncj", "11220000MB000004342220107002000", "11220500MB0500048A3220107002000"
    )


def give(root: Path, upper: str, lower: str, code: str, own: str) -> None:
    """Enter an item of the province, with its duty where the city has none, in a city's lists."""
    for name in ("power", "duty"):
        entry = taken(root, f"jilin/departments/{upper}/{name}.yaml", code).replace(code, own)
        path = root / "tonghua" / "departments" / lower / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        if own not in text:
            head = re.search(r"^(?:事项|责任事项):\n", text, re.MULTILINE)
            assert head
            path.write_text(f"{text[: head.end()]}{entry}{text[head.end() :]}", encoding="utf-8")


def test_what_the_page_says_to_mend_mends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("jilin", "tonghua", "liaoyuan"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / name)
    places = [str(tmp_path / name) for name in ("jilin", "tonghua", "liaoyuan")]
    command = ["align", "--upper", places[0], "--lower", *places[1:], "--as-of", "2026-11-22"]
    assert run(command) == 1
    mend(tmp_path)
    capsys.readouterr()
    assert run([*command, "--strict"]) == 0, capsys.readouterr().out
    assert "合计：错误 0 处、警告 0 处、提示 0 处。" in capsys.readouterr().out
